"""Brokers: who connects those who would otherwise not be connected?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, NotRequired, TypeVar

from typing_extensions import TypedDict

from graph.messages import message, number
from graph.network.choosing import is_chosen, not_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.finding.grouping import GROUPS, SEED, Grouping, grouping
from queries.finding.meeting import expanded_not_tied, met_in
from queries.measures.bridges import SoleBridge, articulation, sole_bridges
from queries.measures.brokerage import Roles, roles, standardised_roles, two_mode_roles
from queries.measures.sampled import PROBABILITY
from queries.measures.structural_holes import StructuralHoles
from queries.question import Moment, Parameter, Question
from queries.questions.brokers.between import ERROR, brokerage, is_exact, two_mode_brokerage
from queries.questions.brokers.ranking import ranks
from queries.wording.isolates import isolate_sentence
from queries.wording.names import counted, listed, short_name

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
    """An actor of the collaboration network; an undefined figure is null."""

    rank: int
    actor: Reference
    group: str | None
    betweenness: float
    betweenness_two_mode: float | None
    constraint: float | None
    effective_size: float | None
    roles: ByRole[int] | None
    roles_z: ByRole[float | None] | None
    roles_two_mode: ByRole[int] | None
    sole_bridge: list[OnlyLink]
    articulation: Articulation
    sentence: str


class BrokersMethod(TypedDict):
    """`error` and its `probability` where betweenness is estimated."""

    exact: bool
    group: str
    ranked_by: str
    error: NotRequired[float]
    probability: NotRequired[float]
    seed: NotRequired[int]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Every actor of the collaboration network that the view chooses with its figures, by falling betweenness.

    Sole bridges and two-mode roles are about who has met whom: like P they leave out participations that were
    expanded from a group phrase, unless the view includes those.
    """
    network = moment.network
    groups = grouping(network, parameters.get("group") or "sector")
    figures = _figures(network, groups)
    listed_ids = [id for id in network.collaboration if is_chosen(network, id)]
    order = sorted(listed_ids, key=lambda id: (-figures.betweenness[id], network.actors[id].name, id))
    rank = ranks(figures.betweenness, order, 0 if is_exact(network) else ERROR)
    items = [_item(network, groups, figures, id, rank[id], language) for id in order]
    return answered(
        "brokers",
        network,
        language,
        items,
        method=_method(network, groups),
        left_out={
            "actor_not_chosen": not_chosen(network, network.collaboration),
            "actor_without_group": groups.without,
            "expanded_not_tied": expanded_not_tied(network),
        },
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    betweenness: Mapping[str, float]
    two_mode: Mapping[str, float]
    constraint: Mapping[str, float | None]
    effective_size: Mapping[str, float | None]
    roles: Mapping[str, Roles[int] | None]
    roles_z: Mapping[str, Roles[float | None] | None]
    roles_two_mode: Mapping[str, Roles[int] | None]
    bridges: Mapping[str, list[SoleBridge]]
    separates: Mapping[str, frozenset[str]]


def _figures(network: StakeholderNetwork, groups: Grouping) -> _Figures:
    collaboration = network.collaboration
    met, met_actors = met_in(network)
    counts = roles(collaboration, groups.of)
    holes = StructuralHoles(collaboration)
    return _Figures(
        betweenness=brokerage(network),
        two_mode=two_mode_brokerage(network),
        constraint=holes.constraint(),
        effective_size=holes.effective_size(),
        roles=counts,
        roles_z=standardised_roles(collaboration, groups.of, counts),
        roles_two_mode=two_mode_roles(met, met_actors, groups.of),
        bridges=sole_bridges(met, met_actors, groups.of),
        separates=articulation(collaboration),
    )


def _method(network: StakeholderNetwork, groups: Grouping) -> BrokersMethod:
    exact = is_exact(network)
    method: BrokersMethod = {"exact": exact, "group": groups.by, "ranked_by": "betweenness"}
    if not exact:
        method["error"], method["probability"] = ERROR, PROBABILITY
    if not exact or groups.by == "community":
        method["seed"] = SEED
    return method


def _item(
    network: StakeholderNetwork, groups: Grouping, figures: _Figures, id: str, rank: int, language: str
) -> Broker:
    return {
        "actor": reference(network.actors[id]),
        "group": groups.of.get(id),
        "betweenness": figures.betweenness[id],
        "betweenness_two_mode": figures.two_mode.get(id),
        "constraint": figures.constraint[id],
        "effective_size": figures.effective_size[id],
        "roles": _by_role(figures.roles[id]),
        "roles_z": _by_role(figures.roles_z[id]),
        "roles_two_mode": _by_role(figures.roles_two_mode.get(id)),
        "sole_bridge": [
            {
                "groups": list(bridge.groups),
                "projects": [project for project in bridge.projects if project in network.projects],
            }
            for bridge in figures.bridges.get(id, ())
        ],
        "articulation": {"separates": sorted(figures.separates.get(id, ()))},
        "sentence": _sentence(network, groups, figures, id, language),
        "rank": rank,
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


def _sentence(network: StakeholderNetwork, groups: Grouping, figures: _Figures, id: str, language: str) -> str:
    """The most telling thing about the actor: an only link, those who depend on it, else how much lies between."""
    actor = network.actors[id].name
    if bridges := figures.bridges.get(id):
        return _bridge_sentence(network, groups, actor, bridges, language)
    if separated := figures.separates.get(id):
        names = sorted(network.actors[actor_id].name for actor_id in separated)
        key = "broker_separates_one" if len(names) == 1 else "broker_separates_many"
        return message(f"questions.{key}", language, actor=actor, names=listed(names, language), count=len(names))
    if not network.collaboration.degree[id]:
        return isolate_sentence(network, id, language)
    contacts = counted("actors", network.collaboration.degree[id], language)
    if not figures.betweenness[id]:
        return message("questions.broker_closed", language, actor=actor, contacts=contacts)
    tied = [project for project in network.projects_of.get(id, ()) if id in network.tied_participants.get(project, ())]
    return message(
        "questions.broker_between" if tied else "questions.broker_between_stated",
        language,
        actor=actor,
        share=number(100 * figures.betweenness[id], language, 1),
        contacts=contacts,
        projects=counted("projects", len(tied), language),
        names=listed(sorted(short_name(network.projects[project]) for project in tied), language),
    )


def _bridge_sentence(
    network: StakeholderNetwork, groups: Grouping, actor: str, bridges: list[SoleBridge], language: str
) -> str:
    pairs = [
        message(
            "questions.between",
            language,
            first=groups.name(bridge.groups[0], language),
            second=groups.name(bridge.groups[1], language),
        )
        for bridge in bridges
    ]
    projects = {project for bridge in bridges for project in bridge.projects if project in network.projects}
    return message(
        "questions.broker_sole",
        language,
        actor=actor,
        pairs=listed(pairs, language, shown=2),
        projects=counted("projects", len(projects), language),
    )


QUESTION: Final = Question(
    "brokers",
    "Who connects those who would otherwise not be connected?",
    (Parameter("group", "What the roles and only links are between", "text", default="sector", choices=GROUPS),),
    answer,
    (Broker,),
    (BrokersMethod,),
)
