"""Groups that work together less, or more, than their numbers of projects would lead one to expect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message, message, number
from queries.answer import Answer, answered
from queries.finding.grouping import Grouping, grouping
from queries.finding.meeting import expanded_not_tied, met_in
from queries.measures.group_expectation import Expectation, benjamini_hochberg, shared_projects
from queries.question import Moment
from queries.questions.gaps.crossing import crossing_projects
from queries.wording.names import counted

GROUPS: Final = ("sector", "county", "sector,county")
SIGNIFICANT: Final = 0.05
LEAST_EXPECTED: Final = 5.0  # below, a count that is not unusual says nothing either way


class GapOfGroups(TypedDict):
    """How often two groups meet, beside what their numbers of projects would lead one to expect.

    `reading` is `gap`, `cluster`, `inconclusive` or `as_expected`; z and p are null where nothing could vary.
    """

    groups: list[str]
    observed: int
    expected: float
    z: float | None
    p: float | None
    q: float | None
    reading: str
    sentence: str


class GroupsMethod(TypedDict):
    """The model that the counts stand beside, and how many projects can have none of them."""

    exact: bool
    model: str
    count: str
    group: str
    projects_with_one_actor: int


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """For each pair of groups the projects with an actor of each, beside the configuration model; gaps first.

    Two named actors are needed: with two different groupings, an actor that is in both counts once. `reading` is `gap`
    or `cluster` where q < 0.05, else `inconclusive` where fewer than 5 projects are expected, else `as_expected`.

    Raises:
        InputError: an unknown grouping.
    """
    network = moment.network
    by = parameters.get("group") or "sector"
    if by not in GROUPS:
        raise InputError(Message("errors.not_a_choice", name="group", value=by, known=GROUPS))
    first, *others = (grouping(network, name) for name in by.split(","))
    second = others[0] if others else first
    met, actors = met_in(network)
    met.remove_nodes_from([node for node in met if node not in actors and node not in network.projects])
    expectations = (
        crossing_projects(met, actors, first.of, second.of) if others else shared_projects(met, actors, first.of)
    )
    q_values = benjamini_hochberg([expectation.p for expectation in expectations.values()])
    items = [
        _item(pair, expectation, q, (first, second), language)
        for (pair, expectation), q in zip(expectations.items(), q_values, strict=True)
    ]
    order = ("gap", "cluster", "as_expected", "inconclusive")
    items.sort(
        key=lambda item: (order.index(item["reading"]), item["z"] if item["z"] is not None else 0.0, item["groups"])
    )
    return answered(
        "gaps",
        network,
        language,
        items,
        method=GroupsMethod(
            exact=True,
            model="bipartite configuration model",
            count="shared projects",
            group=by,
            projects_with_one_actor=sum(len(tied) == 1 for tied in network.tied_participants.values()),
        ),
        left_out={
            "actor_without_group": len(
                {id for groups in (first, second) for id, group in groups.of.items() if group is None}
            ),
            "expanded_not_tied": expanded_not_tied(network),
            "too_few_groups": int(not items),
        },
    )


def _item(
    pair: tuple[str, str],
    expectation: Expectation,
    q: float | None,
    groupings: tuple[Grouping, Grouping],
    language: str,
) -> GapOfGroups:
    reading = _reading(expectation, q)
    names = [groups.name(group, language) for groups, group in zip(groupings, pair, strict=True)]
    sentence_names = [names[0][:1].upper() + names[0][1:], names[1]] if names[0] != names[1] else names
    key = f"groups_{reading}" + ("_own" if names[0] == names[1] else "")
    return {
        "groups": list(pair),
        "observed": expectation.observed,
        "expected": expectation.expected,
        "z": expectation.z,
        "p": expectation.p,
        "q": q,
        "reading": reading,
        "sentence": message(
            f"questions.{key}",
            language,
            first=sentence_names[0],
            second=sentence_names[1],
            observed=counted("projects", expectation.observed, language),
            expected=number(expectation.expected, language, 1),
        ),
    }


def _reading(expectation: Expectation, q: float | None) -> str:
    if q is not None and q < SIGNIFICANT:
        return "gap" if expectation.observed < expectation.expected else "cluster"
    return "inconclusive" if expectation.expected < LEAST_EXPECTED else "as_expected"
