"""Brokers: who connects those who would otherwise not be connected?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Generic, NotRequired, TypeVar

from typing_extensions import TypedDict

from graph.network.choosing import not_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Named, Reference, answered, named, reference
from queries.finding.grouping import GROUPS, SEED, Grouping, grouping
from queries.finding.meeting import expanded_not_tied
from queries.measures.bridges import SoleBridge
from queries.measures.brokerage import Roles
from queries.measures.rank_intervals import DROPPED, REPLICATES
from queries.measures.sampled import PROBABILITY
from queries.question import Moment, Parameter, Question
from queries.questions.brokers import sets
from queries.questions.brokers.between import ERROR
from queries.questions.brokers.figures import Figures, figures
from queries.questions.brokers.intervals import UNASKED, Intervals, intervals, with_certainty
from queries.questions.brokers.ranking import Ranked, competing, ranked
from queries.questions.brokers.sentences import Teller, Told

_PROJECTS: Final = 5

Figure = TypeVar("Figure")


class ByRole(TypedDict, Generic[Figure]):
    """A figure for each role between others (Gould & Fernandez 1989)."""

    coordinator: Figure
    itinerant: Figure
    gatekeeper: Figure
    representative: Figure
    liaison: Figure


class OnlyLink(TypedDict):
    """Two groups that meet through nobody else, and the projects where they do."""

    groups: list[str]
    projects: list[str]


class Articulation(TypedDict):
    """The actors that lose contact with the main component when this one leaves."""

    separates: list[str]


class Broker(TypedDict):
    """An actor that lies between others, or is an only link; an undefined figure is null.

    `seated`: whether it sits in a place of the view, null where the view has none; ranks are among those seated alike.
    `theme`: on what it meets those it stands between, where there is such a theme. `projects`: where it meets them
    there, those to ask it about first, five at most. `rank_interval`: the 5th and 95th percentile of the rank when a
    tenth of the participations is missing, `rank_interval_actors` of the actors; absent where they were not computed.
    """

    rank: int
    actor: Reference
    group: str | None
    sector: str | None
    seated: bool | None
    theme: Named | None
    projects: list[Reference]
    betweenness: float
    betweenness_two_mode: float | None
    constraint: float | None
    effective_size: float | None
    roles: ByRole[int] | None
    roles_z: ByRole[float | None] | None
    roles_two_mode: ByRole[int] | None
    sole_bridge: list[OnlyLink]
    articulation: Articulation
    rank_interval: NotRequired[list[int] | None]
    rank_interval_actors: NotRequired[list[int] | None]
    sentence: str


class BrokersMethod(TypedDict):
    """`error` and its `probability` where betweenness is estimated.

    `replicates`, each without the share `dropped`, where there are rank intervals.
    """

    exact: bool
    group: str
    ranked_by: str
    error: NotRequired[float]
    probability: NotRequired[float]
    replicates: NotRequired[int]
    dropped: NotRequired[float]
    seed: NotRequired[int]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """The actors that the view chooses and that broker, by falling betweenness; the others are counted.

    With `set` instead the set of so many whose leaving breaks most.

    Raises:
        InputError: there are no such groups, or no set of that size.
    """
    network = moment.network
    if (size := parameters.get("set")) is not None:
        return sets.answer(network, size, language)
    groups = grouping(network, parameters.get("group") or "sector")
    known = figures(network, groups)
    brokers = frozenset(actor for actor in network.collaboration if known.is_broker(actor))
    rows = list(ranked(network, brokers, known.betweenness, 0 if known.exact else ERROR))
    sure = intervals(network) if _asks_intervals(network, known, parameters.get("intervals")) else None
    teller = Teller(network, groups, known, language)
    return answered(
        "brokers",
        network,
        language,
        [_item(network, groups, known, row, teller.told(row.actor), sure, language) for row in rows],
        method=_method(known, groups, sure),
        left_out={
            "actor_not_chosen": not_chosen(network, brokers),
            "not_between": sum(map(len, competing(network))) - len(rows),
            "actor_without_group": groups.without,
            "expanded_not_tied": expanded_not_tied(network),
        },
    )


def _asks_intervals(network: StakeholderNetwork, known: Figures, asked: bool | None) -> bool:
    """Of estimates there are none; unasked only in small views."""
    return known.exact and (len(network.collaboration) <= UNASKED if asked is None else asked)


def _method(known: Figures, groups: Grouping, sure: tuple[Intervals, Intervals] | None) -> BrokersMethod:
    method: BrokersMethod = {"exact": known.exact, "group": groups.by, "ranked_by": "betweenness"}
    if not known.exact:
        method["error"], method["probability"] = ERROR, PROBABILITY
    if sure:
        method["replicates"], method["dropped"] = REPLICATES, DROPPED
    if sure or not known.exact or groups.by == "community":
        method["seed"] = SEED
    return method


def _item(
    network: StakeholderNetwork,
    groups: Grouping,
    known: Figures,
    row: Ranked,
    told: Told,
    sure: tuple[Intervals, Intervals] | None,
    language: str,
) -> Broker:
    id, theme = row.actor, told.purpose.theme
    item: Broker = {
        "rank": row.rank,
        "actor": reference(network.actors[id]),
        "group": groups.of.get(id),
        "sector": network.actors[id].sector,
        "seated": row.seated,
        "theme": named(network.themes[theme], language) if theme else None,
        "projects": [reference(network.projects[project]) for project in told.purpose.projects[:_PROJECTS]],
        "betweenness": known.betweenness[id],
        "betweenness_two_mode": known.two_mode.get(id),
        "constraint": known.constraint[id],
        "effective_size": known.effective_size[id],
        "roles": _by_role(known.roles[id]),
        "roles_z": _by_role(known.roles_z[id]),
        "roles_two_mode": _by_role(known.roles_two_mode.get(id)),
        "sole_bridge": [_only_link(network, bridge) for bridge in known.bridges.get(id, ())],
        "articulation": {"separates": sorted(known.separates.get(id, ()))},
        "sentence": with_certainty(told.sentence, sure[0][id] if sure else None, language, exact=known.exact),
    }
    if sure:
        item["rank_interval"], item["rank_interval_actors"] = (list(found[id] or ()) or None for found in sure)
    return item


def _only_link(network: StakeholderNetwork, bridge: SoleBridge) -> OnlyLink:
    """A stated collaboration is no project."""
    return {
        "groups": list(bridge.groups),
        "projects": [project for project in bridge.projects if project in network.projects],
    }


def _by_role(figures: Roles[Figure] | None) -> ByRole[Figure] | None:
    if figures is None:
        return None
    return {
        "coordinator": figures.coordinator,
        "itinerant": figures.itinerant,
        "gatekeeper": figures.gatekeeper,
        "representative": figures.representative,
        "liaison": figures.liaison,
    }


QUESTION: Final = Question(
    "brokers",
    "Who connects those who would otherwise not be connected?",
    (
        Parameter("group", "What the roles and only links are between", "text", default="sector", choices=GROUPS),
        Parameter("set", "So many actors without whom the network breaks most, instead of single ones", "integer"),
        Parameter("intervals", f"Rank intervals also in a view of more than {UNASKED:,} actors: some minutes", "flag"),
    ),
    answer,
    (Broker, sets.BrokerSet),
    (BrokersMethod, sets.SetMethod),
)
