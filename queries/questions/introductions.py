"""Introductions: through whom do two actors reach each other?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message, message
from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Evidence, Reference, answered, evidence, reference
from queries.finding.lookup import find_actor
from queries.finding.paths import one_step_paths, preference, three_step_paths, tie_facts, two_step_paths
from queries.question import Moment, Parameter, Question
from queries.wording.names import short_name

MOST_LONG_PATHS: Final = 100
_ORDER: Final = "length, then where the middles sit, then weakest tie"


class Step(TypedDict):
    """An actor, a project between two, or, without an id, a collaboration that somebody stated."""

    id: str | None
    name: str
    kind: str | None


class Introduction(TypedDict):
    """A path of ties; `middle` is whom to ask, null where the two are tied already."""

    path: list[Step]
    length: int
    middle: Reference | None
    evidence: list[Evidence]
    sentence: str


class IntroductionsMethod(TypedDict):
    """`longest` is the number of ties of the longest paths that are looked for."""

    exact: bool
    longest: int
    ordered_by: str


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """The paths of two ties, then those of three that are not cut short, grouped by the actor in the middle.

    Of three ties the middle is the actor next to the first one: whom to ask. Actors that are tied already get that one
    path of length 1, without a middle. Groups come by length and by their best path: whose middles sit nearest the one
    who asks, then the strongest, a path being as strong as its weakest tie. At most 100 paths of three ties are listed.

    Raises:
        InputError: an actor is missing or both are the same.
        NotFoundError: one of them is not in the view.
    """
    network = moment.network
    if not parameters.get("a") or not parameters.get("b"):
        raise InputError(Message("errors.two_actors"))
    first, second = (find_actor(network, parameters[name]).id for name in ("a", "b"))
    if first == second:
        raise InputError(Message("errors.same_actor"))
    paths, left_out = _paths(network, first, second)
    asked = [path for path in paths if len(path) == 2 or is_chosen(network, path[1])]
    items = [introduction(network, path, language) for path in _by_middle(network, asked)]
    return answered(
        "introductions",
        network,
        language,
        items,
        method=IntroductionsMethod(
            exact=True, longest=3, ordered_by="length, then where the middles sit, then weakest tie"
        ),
        left_out={**left_out, "path_not_chosen": len(paths) - len(asked)},
    )


def _paths(network: StakeholderNetwork, first: str, second: str) -> tuple[list[tuple[str, ...]], dict[str, int]]:
    if tie := one_step_paths(network, first, second):
        return tie, {}
    two = two_step_paths(network, first, second)
    three = three_step_paths(network, first, second)
    three.sort(key=lambda path: preference(network, path))
    left_out = {"path_beyond_most": max(0, len(three) - MOST_LONG_PATHS), "no_path": int(not two and not three)}
    return two + three[:MOST_LONG_PATHS], left_out


def _by_middle(network: StakeholderNetwork, paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Paths of one length grouped by their middle, the group with the preferred path first."""
    ordered = sorted(paths, key=lambda path: (len(path), preference(network, path)))
    place: dict[tuple[int, str], int] = {}
    for path in ordered:
        place.setdefault((len(path), path[1]), len(place))
    return sorted(ordered, key=lambda path: place[len(path), path[1]])


def introduction(network: StakeholderNetwork, path: tuple[str, ...], language: str) -> Introduction:
    """A path of tied actors with what ties them; at most three ties."""
    ties = [tie_facts(network, a, b) for a, b in pairwise(path)]
    steps: list[Step] = [{**reference(network.actors[path[0]])}]
    for (project, _), actor in zip(ties, path[1:], strict=True):
        steps += [_between(network, project, language), {**reference(network.actors[actor])}]
    return {
        "path": steps,
        "length": len(path) - 1,
        "middle": reference(network.actors[path[1]]) if len(path) > 2 else None,
        "evidence": evidence(fact for _, facts in ties for fact in facts),
        "sentence": _sentence(network, path, [project for project, _ in ties], language),
    }


def _between(network: StakeholderNetwork, project: str | None, language: str) -> Step:
    """The project between two actors, or the collaboration that somebody stated."""
    if project:
        return {**reference(network.projects[project])}
    return {"id": None, "name": message("questions.stated", language), "kind": "collaboration"}


def _sentence(network: StakeholderNetwork, path: tuple[str, ...], projects: Sequence[str | None], language: str) -> str:
    names = [network.actors[id].name for id in path]
    where = [
        message("questions.met_in", language, project=short_name(network.projects[project]))
        if project
        else message("questions.met_stated", language)
        for project in projects
    ]
    values = {f"actor{place}": name for place, name in enumerate(names)}
    values |= {f"where{place}": words for place, words in enumerate(where)}
    return message(f"questions.introduction_{len(path) - 1}", language, **values)


QUESTION: Final = Question(
    "introductions",
    "Through whom do two actors reach each other?",
    (
        Parameter("a", "The actor that wants to be introduced (id, name or alias)", "text", positional=True),
        Parameter("b", "The actor it wants to meet", "text", positional=True),
    ),
    answer,
    (Introduction,),
    (IntroductionsMethod,),
)
