"""Overlaps: which initiatives do the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NotRequired

from typing_extensions import TypedDict

from graph.network.choosing import any_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference, score
from queries.finding.lookup import find_project
from queries.finding.text import text_index
from queries.question import Moment, Parameter, Question, read_weights
from queries.questions.overlaps.candidates import HUB, candidates
from queries.questions.overlaps.classes import CLASSES, classified
from queries.questions.overlaps.pairs import OWNERS, Comparison, Pair, titles_across_languages
from queries.questions.overlaps.sentences import sentence
from queries.wording.decisions import GivenVerdict, decided

# A pair with the class that is proposed for it.
Classified = tuple[Pair, str]

WEIGHTS: Final[Mapping[str, float]] = {
    "text": 0.35,
    "themes": 0.2,
    "actors": 0.15,
    "places": 0.1,
    "time": 0.1,
    "funder": 0.1,
}
NEXT_STEPS: Final[Mapping[str, str]] = {
    "duplicate": "merge",
    "part_of": "call",
    "continuation": "call",
    "overlapping": "call",
    "complementary": "ask",
    "look_alike": "ask",
    "none": "none",
}
LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    "different": ("different", "unknown"),
    "same": ("same",),
    "all": OWNERS,
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
    """Two projects; `class` is what somebody decided, else what is `proposed`.

    `owners` is `different`, `same` (any in common) or `unknown`; `owned_by` names them for each project. `unknown` are
    the parts that count 0 because nobody says. `next_step` is `call`, `ask`, `merge` or `none`.
    """

    projects: list[Reference]
    owners: str
    owned_by: list[list[Reference]]
    score: float
    parts: OverlapParts
    unknown: list[str]
    proposed: str
    verdict: GivenVerdict | None
    next_step: str
    sentence: str


class OverlapsMethod(TypedDict):
    """`candidates` are the pairs compared, those that `blocking` brings together where no project was asked about.

    `parts_left_out` are those of which the view knows nothing, for any project; the score is of the others.
    """

    exact: bool
    weights: dict[str, float]
    parts_left_out: list[str]
    candidates: int
    open_ends_run_to: str | None
    text: str
    blocking: NotRequired[str]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Pairs of projects of different owners, by class and then by likeness of their texts.

    Pairs of which nobody says who owns one come after; `owners` asks for those of one owner. For one project every
    other is compared; for all, only pairs that have something telling in common (see `candidates`), so that the cost
    grows near-linearly with the projects. `class` is the verdict where there is one.
    """
    network = moment.network
    weights = read_weights(parameters.get("weights"), WEIGHTS)
    comparison = _comparison(network)
    about = find_project(network, parameters["project"]).id if parameters.get("project") else None
    compared = _compared_with(comparison, about) if about else _compared(network, comparison)
    known = {part: weight for part, weight in weights.items() if part in comparison.parts_known}
    listed = LISTED[parameters.get("owners") or "different"]
    chosen = [row for row in compared if _is_chosen(network, row[0], about)]
    of_owners = [row for row in chosen if row[0].owners in listed]
    none = parameters.get("none") == "include"
    shown = _in_order(network, [row for row in of_owners if none or _is_shown(network, *row)])
    method: OverlapsMethod = {
        "exact": about is not None,
        "weights": dict(weights),
        "parts_left_out": [part for part in weights if part not in known],
        "candidates": len(compared),
        "open_ends_run_to": comparison.horizon.isoformat() if comparison.horizon else None,
        "text": _text_method(comparison),
    }
    if about is None:
        method["blocking"] = (
            f"shared actor in at most {HUB} projects, title, acronym, link, similar text, rare theme and place"
        )
    elsewhere = [row for row in chosen if row[0].owners not in listed and row[1] != "none"]
    left_out = {
        "pair_not_chosen": len(compared) - len(chosen),
        "pair_no_class": len(of_owners) - len(shown),
        "pair_one_owner" if "different" in listed else "pair_owners_differ": len(elsewhere),
    }
    items = [_item(network, pair, proposed, known, language) for pair, proposed in shown]
    return answered("overlaps", network, language, items, method=method, left_out=left_out)


def proposals(network: StakeholderNetwork, ids: Iterable[tuple[str, str]]) -> Sequence[Classified]:
    """The pairs with these ids, the smaller first, each with the class that is proposed for it."""
    return _classified(_comparison(network), ids)


def _comparison(network: StakeholderNetwork) -> Comparison:
    uncut = network.unfiltered or network
    return network.cached("comparison", lambda: Comparison(network, text_index(uncut), titles_across_languages(uncut)))


def _text_method(comparison: Comparison) -> str:
    across = comparison.across_languages
    return f"{comparison.texts.name}, across languages {across.name}" if across else comparison.texts.name


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


def _class(network: StakeholderNetwork, pair: Pair, proposed: str) -> str:
    verdict = network.verdict("overlap", pair.ids)
    return verdict.verdict if verdict else proposed


def _is_shown(network: StakeholderNetwork, pair: Pair, proposed: str) -> bool:
    """Whether it is of a class, or a fact has changed since it was decided to be of none."""
    if _class(network, pair, proposed) != "none":
        return True
    verdict = network.verdict("overlap", pair.ids)
    return bool(verdict and decided(network, verdict)["asks_again"])


def _is_chosen(network: StakeholderNetwork, pair: Pair, about: str | None) -> bool:
    """Whether the view chooses an owner of either, or of the one beside the project that is asked about."""
    return any_chosen(
        network,
        (owner for side in (pair.first, pair.second) if side.project.id != about for owner in side.owners),
    )


def _in_order(network: StakeholderNetwork, compared: Sequence[Classified]) -> Sequence[Classified]:
    """Different owners first, then by class, then those known to be in one place, then the most alike in words."""
    classes = list(CLASSES)

    def place(row: Classified) -> tuple[Any, ...]:
        pair, proposed = row
        names = (pair.first.project.name, pair.second.project.name)
        rank = classes.index(_class(network, pair, proposed))
        return OWNERS.index(pair.owners), rank, not pair.places_meet, -(pair.parts["text"] or 0.0), names, pair.ids

    return sorted(compared, key=place)


def _item(
    network: StakeholderNetwork, pair: Pair, proposed: str, weights: Mapping[str, float], language: str
) -> Overlap:
    verdict = network.verdict("overlap", pair.ids)
    given = decided(network, verdict) if verdict else None
    stands = verdict.verdict if verdict else proposed
    return {
        "projects": [reference(network.projects[id]) for id in pair.ids],
        "class": stands,
        "owners": pair.owners,
        "owned_by": [
            [reference(network.actors[owner]) for owner in sorted(profile.owners)]
            for profile in (pair.first, pair.second)
        ],
        "score": score(pair.parts, weights),
        "parts": {
            "actors": pair.parts["actors"],
            "themes": pair.parts["themes"],
            "places": pair.parts["places"],
            "time": pair.parts["time"],
            "funder": pair.parts["funder"],
            "text": pair.parts["text"],
        },
        "unknown": [part for part in weights if pair.parts[part] is None],
        "proposed": proposed,
        "verdict": given,
        "next_step": NEXT_STEPS[stands],
        "sentence": sentence(network, pair, proposed, given, language),
    }


QUESTION: Final = Question(
    "overlaps",
    "Which initiatives do the same thing?",
    (
        Parameter("project", "Compare this project (id, name or acronym) with all others", "text", positional=True),
        Parameter(
            "owners",
            "Pairs of different owners (then those of which nobody says), of the same owner, or all",
            "text",
            default="different",
            choices=tuple(LISTED),
        ),
        Parameter("weights", f"Weights of the parts, such as actors=.5,text=0; parts: {', '.join(WEIGHTS)}", "texts"),
        Parameter("none", "List also pairs of no class", "text", default="exclude", choices=("exclude", "include")),
    ),
    answer,
    (Overlap,),
    (OverlapsMethod,),
)
__all__ = ["CLASSES", "QUESTION", "WEIGHTS", "answer", "proposals"]
