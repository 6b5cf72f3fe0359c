"""Groups that work together less, or more, than their numbers of projects would lead one to expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message, message
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, answered
from queries.finding.grouping import Grouping, grouping
from queries.finding.meeting import Meetable, able_to_meet, expanded_not_tied
from queries.measures.group_expectation import SEED, Expectation, SharedProjects, benjamini_hochberg, shared_projects
from queries.question import Moment
from queries.questions.gaps.could_meet import CouldMeet, could_meet
from queries.wording.lengths import first_short
from queries.wording.names import counted, rounded

GROUPS: Final = ("sector", "county", "sector,county")
SIGNIFICANT: Final = 0.05
GAP, CLUSTER = 0.8, 1.25  # observed / expected, from which on a difference is worth telling
LEAST_EXPECTED: Final = 5.0  # below, a count that is not unusual says nothing either way


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: those able to meet, and how either end of a pair is grouped."""

    network: StakeholderNetwork
    able: Meetable
    groupings: tuple[Grouping, Grouping]

    def members(self, pair: tuple[str, str]) -> tuple[frozenset[str], frozenset[str]]:
        """The actors of either group."""
        first, second = (
            frozenset(actor for actor in self.able.actors if groups.of.get(actor) == group)
            for groups, group in zip(self.groupings, pair, strict=True)
        )
        return first, second


class GapOfGroups(TypedDict):
    """How often two groups meet, beside what their numbers of projects would lead one to expect.

    `reading` is `gap`, `cluster`, `inconclusive` or `as_expected`; z and p are null where nothing could vary. Of a gap
    `could_meet` names whom one could bring together; null where no theme brings two together, and of other readings.
    """

    groups: list[str]
    observed: int
    expected: float
    z: float | None
    p: float | None
    q: float | None
    reading: str
    could_meet: CouldMeet | None
    next_step: str
    sentence: str


class GroupsMethod(TypedDict):
    """What the counts stand beside.

    `swaps` networks were drawn with `seed`; `by_model` pairs of groups have their expectation from the model, the
    others from the swaps. `projects` and `actors` are those that could meet.
    """

    exact: bool
    model: str
    count: str
    group: str
    swaps: int
    seed: int
    by_model: int
    projects: int
    actors: int


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """For each pair of groups the projects they share, beside the configuration model; gaps first.

    Counted are projects with two actors or more that could meet (`able_to_meet`). Two actors are needed: with two
    different groupings, one that is in both counts once. `reading` is `gap` or `cluster` where q < 0.05 and the
    observed at most 0.8 or at least 1.25 times the expected; else `inconclusive` where p < 0.05 or fewer than 5
    projects are expected; else `as_expected`.

    Raises:
        InputError: an unknown grouping.
    """
    network = moment.network
    by = parameters.get("group") or "sector"
    if by not in GROUPS:
        raise InputError(Message("errors.not_a_choice", name="group", value=by, known=GROUPS))
    first, *others = (grouping(network, name) for name in by.split(","))
    second = others[0] if others else first
    able = able_to_meet(network)
    shared = shared_projects(able.met, able.actors, first.of, second.of if others else None)
    items = [
        _item(Compared(network, able, (first, second)), pair, shared.of[pair], q, language)
        for pair, q in q_values(shared.of).items()
    ]
    order = ("gap", "cluster", "as_expected", "inconclusive")
    items.sort(
        key=lambda item: (order.index(item["reading"]), item["z"] if item["z"] is not None else 0.0, item["groups"])
    )
    without = sum(None in (first.of.get(actor), second.of.get(actor)) for actor in able.actors)
    left_out = {
        "no_meeting_shown": int(not able.projects),
        "too_few_groups": int(bool(able.projects) and not items),
        **able.left_out,
        "actor_without_group": without,
        "expanded_not_tied": expanded_not_tied(network),
    }
    return answered("gaps", network, language, items, method=_method(by, able, shared), left_out=left_out)


def _method(by: str, able: Meetable, shared: SharedProjects) -> GroupsMethod:
    by_model = sum(expectation.from_model for expectation in shared.of.values())
    return {
        "exact": False,
        "model": "bipartite configuration model, conditional on the size of projects",
        "count": "shared projects",
        "group": by,
        "swaps": shared.n_draws,
        "seed": SEED,
        "by_model": by_model,
        "projects": len(able.projects),
        "actors": len(able.actors),
    }


def _item(
    compared: Compared, pair: tuple[str, str], expectation: Expectation, q: float | None, language: str
) -> GapOfGroups:
    found = reading(expectation, q)
    meeting = could_meet(compared.network, compared.able, compared.members(pair)) if found == "gap" else None
    sentence = _sentence(pair, expectation, found, compared.groupings, language)
    invited = [f"{sentence} {meeting.sentence(compared.network, most, language)}" for most in (2, 1)] if meeting else []
    return {
        "groups": list(pair),
        "observed": expectation.observed,
        "expected": expectation.expected,
        "z": expectation.z,
        "p": expectation.p,
        "q": q,
        "reading": found,
        "could_meet": meeting.named(compared.network, compared.able, language) if meeting else None,
        "next_step": "call" if meeting else "none",
        "sentence": first_short((*invited, sentence)),
    }


def _sentence(
    pair: tuple[str, str],
    expectation: Expectation,
    found: str,
    groupings: tuple[Grouping, Grouping],
    language: str,
) -> str:
    own = groupings[0] is groupings[1] and pair[0] == pair[1]
    first, second = (
        message(f"questions.groups_of_{groups.by}{'_own' if own else ''}", language, group=groups.name(group, language))
        for groups, group in zip(groupings, pair, strict=True)
    )
    few = found == "inconclusive" and expectation.expected < LEAST_EXPECTED
    return message(
        f"questions.groups_{found}{'_few' if few else ''}{'_own' if own else ''}",
        language,
        first=first[:1].upper() + first[1:],
        second=second,
        observed=counted("projects", expectation.observed, language),
        expected=rounded(expectation.expected, language),
    )


def q_values(expectations: Mapping[tuple[str, str], Expectation]) -> Mapping[tuple[str, str], float | None]:
    """Of each pair of groups, among all that are compared."""
    q = benjamini_hochberg([expectation.p for expectation in expectations.values()])
    return dict(zip(expectations, q, strict=True))


def reading(expectation: Expectation, q: float | None) -> str:
    """`gap`, `cluster`, `inconclusive` or `as_expected`."""
    observed, expected, p = expectation.observed, expectation.expected, expectation.p
    if q is not None and q < SIGNIFICANT and observed <= GAP * expected:
        return "gap"
    if q is not None and q < SIGNIFICANT and observed >= CLUSTER * expected:
        return "cluster"
    unsure = expected < LEAST_EXPECTED or (p is not None and p < SIGNIFICANT)
    return "inconclusive" if unsure else "as_expected"
