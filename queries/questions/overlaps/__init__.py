"""Overlaps: which initiatives do the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NotRequired

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message
from graph.network.choosing import any_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, answered, score
from queries.finding.lookup import find_project
from queries.finding.text import text_index
from queries.question import Moment, Parameter, Question, read_weights
from queries.questions.overlaps.candidates import HUB, candidates
from queries.questions.overlaps.classes import CLASSES, classified
from queries.questions.overlaps.items import Overlap, overlap_item
from queries.questions.overlaps.pairs import OWNERS, Comparison, Pair, titles_across_languages
from queries.questions.overlaps.queue import BY_CLASS, JUDGED, ORDERS, Classified, folded, in_order, is_judged, series
from queries.wording.decisions import decided

WEIGHTS: Final[Mapping[str, float]] = {
    "text": 0.35,
    "themes": 0.2,
    "actors": 0.15,
    "places": 0.1,
    "time": 0.1,
    "funder": 0.1,
}
LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    "different": ("different", "unknown"),
    "same": ("same",),
    "all": OWNERS,
}


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

    Raises:
        InputError: `other` without `project`.
        NotFoundError: a project that is not in the view.
    """
    network = moment.network
    weights = read_weights(parameters.get("weights"), WEIGHTS)
    comparison = _comparison(network)
    about = find_project(network, parameters["project"]).id if parameters.get("project") else None
    other = _other(network, about, parameters.get("other"))
    compared = _compared_with(comparison, about, other) if about else _compared(network, comparison)
    known = {part: weight for part, weight in weights.items() if part in comparison.parts_known}
    listed = LISTED[parameters.get("owners") or "different"]
    chosen = [row for row in compared if _is_chosen(network, row[0], about)]
    of_owners = [row for row in chosen if row[0].owners in listed]
    none = parameters.get("none") == "include"
    of_a_class = [row for row in of_owners if none or _is_shown(network, *row)]
    sought = [row for row in of_a_class if _is_sought(network, *row, parameters)]
    order = parameters.get("order") or BY_CLASS
    ordered = in_order(network, _in_order(network, sought), order, lambda pair: score(pair.parts, known))
    together = parameters.get("series") == "together"
    series_of = series((row[0], _class(network, *row)) for row in of_a_class) if together else {}
    standing = folded(ordered, series_of)
    shown = [row for row in ordered if row[0].ids in standing]
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
        "pair_no_class": len(of_owners) - len(of_a_class),
        "pair_not_sought": len(of_a_class) - len(sought),
        "pair_in_series": len(sought) - len(shown),
        "pair_one_owner" if "different" in listed else "pair_owners_differ": len(elsewhere),
    }
    items = [
        overlap_item(network, row, known, _common(series_of, row[0]), standing[row[0].ids], language) for row in shown
    ]
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


def _other(network: StakeholderNetwork, about: str | None, named: str | None) -> str | None:
    if named and not about:
        raise InputError(Message("questions.other_of_none"))
    return find_project(network, named).id if named else None


def _is_sought(network: StakeholderNetwork, pair: Pair, proposed: str, parameters: Mapping[str, Any]) -> bool:
    """Whether it is of a class that is asked for, and judged or not as is asked for."""
    classes, judged = parameters.get("classes") or (), parameters.get("judged") or "any"
    of_class = not classes or _class(network, pair, proposed) in classes
    return of_class and (judged == "any" or is_judged(network, pair) == (judged == "yes"))


def _common(series_of: Mapping[str, tuple[str, ...]], pair: Pair) -> tuple[str, ...]:
    one, other = (series_of.get(id, ()) for id in pair.ids)
    return one if one == other else ()


def _compared_with(comparison: Comparison, about: str, other: str | None) -> Sequence[Classified]:
    others = [id for id in ((other,) if other else comparison.profiles) if id != about]
    return _classified(comparison, [(min(about, id), max(about, id)) for id in others])


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
        Parameter("other", "Compare the project with this one only", "text"),
        Parameter("classes", f"Only pairs of these classes: {', '.join(CLASSES)}", "texts", choices=tuple(CLASSES)),
        Parameter(
            "judged",
            "Pairs whether judged or not, only those that wait for a verdict, or only judged ones",
            "text",
            default="any",
            choices=JUDGED,
        ),
        Parameter("order", "In which order the pairs come", "text", default=BY_CLASS, choices=ORDERS),
        Parameter(
            "series",
            "Show the pairs of a series of three or more phases apart, or the first of them for all",
            "text",
            default="apart",
            choices=("apart", "together"),
        ),
        Parameter("none", "List also pairs of no class", "text", default="exclude", choices=("exclude", "include")),
    ),
    answer,
    (Overlap,),
    (OverlapsMethod,),
)
__all__ = ["CLASSES", "QUESTION", "WEIGHTS", "answer", "proposals"]
