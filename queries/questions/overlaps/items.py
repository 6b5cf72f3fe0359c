"""A pair of projects as the answer has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from typing_extensions import TypedDict

from graph.network.network import StakeholderNetwork
from queries.answer import Reference, reference, score
from queries.questions.overlaps.queue import Classified
from queries.questions.overlaps.sentences import sentence
from queries.wording.decisions import GivenVerdict, decided

NEXT_STEPS: Final[Mapping[str, str]] = {
    "duplicate": "merge",
    "part_of": "call",
    "continuation": "call",
    "overlapping": "call",
    "complementary": "ask",
    "look_alike": "ask",
    "none": "none",
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
    the parts that count 0 because nobody says. `next_step` is `call`, `ask`, `merge` or `none`. `series` are the
    projects of the series that both are phases of, the earliest first, and `stands_for` how many pairs of it this one
    stands for; empty and 1 where series were not asked for together.
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
    series: list[Reference]
    stands_for: int
    sentence: str


def overlap_item(
    network: StakeholderNetwork,
    row: Classified,
    weights: Mapping[str, float],
    series: Iterable[str],
    stands_for: int,
    language: str,
) -> Overlap:
    """One pair as the answer has it; `weights` are those of the parts that the view knows something of."""
    pair, proposed = row
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
        "series": [reference(network.projects[id]) for id in series],
        "stands_for": stands_for,
        "sentence": sentence(network, pair, proposed, given, language),
    }
