"""Overlaps: which initiatives do the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NotRequired

from typing_extensions import TypedDict

from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference, weighted_mean
from queries.finding.lookup import find_project
from queries.question import Moment, Parameter, Question, read_weights
from queries.questions.overlaps.candidates import HUB, candidates
from queries.questions.overlaps.classes import CLASSES, classified
from queries.questions.overlaps.pairs import Comparison, Pair, text_index
from queries.questions.overlaps.sentences import sentence
from queries.wording.decisions import GivenVerdict, decided

# A pair with the class that is proposed for it.
Classified = tuple[Pair, str]

WEIGHTS: Final[Mapping[str, float]] = {
    "actors": 0.25,
    "themes": 0.25,
    "text": 0.2,
    "places": 0.1,
    "time": 0.1,
    "funder": 0.1,
}


class OverlapParts(TypedDict):
    """What two projects share, part by part, 0 to 1; null where one side is unknown."""

    actors: float | None
    themes: float | None
    places: float | None
    time: float | None
    funder: float | None
    text: float | None


_Class = TypedDict("_Class", {"class": str})  # a word of Python


class Overlap(_Class):
    """Two projects; `class` is what somebody decided, else what is `proposed`."""

    projects: list[Reference]
    score: float | None
    parts: OverlapParts
    proposed: str
    verdict: GivenVerdict | None
    sentence: str


class OverlapsMethod(TypedDict):
    """`candidates` are the pairs compared, those that `blocking` brings together where no project was asked about."""

    exact: bool
    weights: dict[str, float]
    candidates: int
    open_ends_run_to: str | None
    blocking: NotRequired[str]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Pairs of projects by falling score, each with its parts, a proposed class and what a person decided.

    For one project every other is compared; for all, only pairs that have something telling in common (see
    `candidates`), so that the cost grows near-linearly with the projects. `class` is the verdict where there is one.
    """
    network = moment.network
    weights = read_weights(parameters.get("weights"), WEIGHTS)
    comparison = network.cached("comparison", lambda: Comparison(network, text_index(network.unfiltered or network)))
    about = find_project(network, parameters["project"]).id if parameters.get("project") else None
    compared = _compared_with(comparison, about) if about else _compared(network, comparison)
    items = [_item(network, pair, proposed, weights, language) for pair, proposed in compared]
    shown = [item for item in items if parameters.get("none") == "include" or item["class"] != "none" or _again(item)]
    method: OverlapsMethod = {
        "exact": about is not None,
        "weights": dict(weights),
        "candidates": len(compared),
        "open_ends_run_to": comparison.horizon.isoformat() if comparison.horizon else None,
    }
    if about is None:
        method["blocking"] = (
            f"shared actor in at most {HUB} projects, title, acronym, link, similar text, rare theme and place"
        )
    shown.sort(
        key=lambda item: (-(item["score"] or 0.0), *(project["name"] + project["id"] for project in item["projects"]))
    )
    left_out = {"pair_no_class": len(items) - len(shown)}
    return answered("overlaps", network, language, shown, method=method, left_out=left_out)


def _compared_with(comparison: Comparison, about: str) -> Sequence[Classified]:
    others = [other for other in comparison.profiles if other != about]
    return _classified(comparison, [(min(about, other), max(about, other)) for other in others])


def _compared(network: StakeholderNetwork, comparison: Comparison) -> Sequence[Classified]:
    """The pairs worth comparing, which are compared once, and those on which somebody has decided; in order of ids."""
    compared = network.cached("compared pairs", lambda: _classified(comparison, candidates(comparison)))
    decided = {(verdict.first, verdict.second) for verdict in network.verdicts if verdict.question == "overlap"}
    more = [ids for ids in decided - {pair.ids for pair, _ in compared} if network.projects.keys() >= set(ids)]
    return sorted([*compared, *_classified(comparison, more)], key=lambda row: row[0].ids) if more else compared


def _classified(comparison: Comparison, ids: Iterable[tuple[str, str]]) -> Sequence[Classified]:
    return [(pair, classified(pair)) for pair in comparison.pairs(ids)]


def _item(
    network: StakeholderNetwork, pair: Pair, proposed: str, weights: Mapping[str, float], language: str
) -> Overlap:
    verdict = network.verdict("overlap", pair.ids)
    given = decided(network, verdict) if verdict else None
    return {
        "projects": [reference(network.projects[id]) for id in pair.ids],
        "score": weighted_mean(pair.parts, weights),
        "parts": {
            "actors": pair.parts["actors"],
            "themes": pair.parts["themes"],
            "places": pair.parts["places"],
            "time": pair.parts["time"],
            "funder": pair.parts["funder"],
            "text": pair.parts["text"],
        },
        "class": verdict.verdict if verdict else proposed,
        "proposed": proposed,
        "verdict": given,
        "sentence": sentence(network, pair, proposed, given, language),
    }


def _again(item: Overlap) -> bool:
    return bool(item["verdict"] and item["verdict"]["asks_again"])


QUESTION: Final = Question(
    "overlaps",
    "Which initiatives do the same thing?",
    (
        Parameter("project", "Compare this project (id, name or acronym) with all others", "text", positional=True),
        Parameter("weights", f"Weights of the parts, such as actors=.5,text=0; parts: {', '.join(WEIGHTS)}", "texts"),
        Parameter("none", "List also pairs of no class", "text", default="exclude", choices=("exclude", "include")),
    ),
    answer,
    (Overlap,),
    (OverlapsMethod,),
)
__all__ = ["CLASSES", "QUESTION", "WEIGHTS", "answer"]
