"""How good the classes proposed for overlaps are, against pairs that were judged twice without class or score.

A judgement is the class a coordinator would give and whether the pair is of use; both readings count alike. Thresholds
are fitted on one half of the pairs and reported on the other; a hash of the two ids says which half a pair is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from graph.network.network import StakeholderNetwork
from queries.questions.overlaps import CLASSES, QUESTION, proposals

COLUMNS: Final = ("first", "second", "class_1", "useful_1", "class_2", "useful_2")
HALVES: Final = ("fit", "test")
LEAST_PAIRS: Final = 15  # a share of fewer says nothing
FIRST: Final = 50

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of projects, the smaller id first, with the class of each reading and whether it is of use."""

    ids: Ids
    classes: tuple[str, str]
    useful: tuple[bool, bool]

    @property
    def half(self) -> str:
        """`fit` or `test`."""
        return HALVES[sha256("│".join(self.ids).encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Precision:
    """Pairs for which a class is proposed, and how many readings in two per pair gave it the same."""

    pairs: int
    agreeing: int

    @property
    def share(self) -> float | None:
        """The share of the readings that agree; None of fewer than fifteen pairs."""
        return self.agreeing / (2 * self.pairs) if self.pairs >= LEAST_PAIRS else None


@dataclass(frozen=True, slots=True)
class Useful:
    """Of the first pairs listed how many are judged, and the share of their readings that call them useful."""

    listed: int
    judged: int
    share: float | None


def read_judgements(rows: Iterable[Mapping[str, str | None]]) -> list[Judged]:
    """Judgements from the rows of a table with these COLUMNS; useful is `yes` or `no`.

    Raises:
        InputError: a column is missing, or a class is none of those of overlaps.
    """
    return [_judged(row) for row in rows]


def _judged(row: Mapping[str, str | None]) -> Judged:
    if missing := tuple(column for column in COLUMNS if not row.get(column)):
        raise InputError(Message("questions.judgements_without_columns", columns=missing))
    first, second, *readings = (row[column] or "" for column in COLUMNS)
    if unknown := {readings[0], readings[2]} - CLASSES.keys():
        raise InputError(Message("questions.judgements_unknown_class", names=tuple(sorted(unknown))))
    smaller, larger = sorted((first, second))
    return Judged((smaller, larger), (readings[0], readings[2]), (readings[1] == "yes", readings[3] == "yes"))


def kappa(readings: Sequence[tuple[str | bool, str | bool]]) -> float | None:
    """Cohen's kappa (1960) of two readings; None where all that was read is one and the same."""
    from sklearn.metrics import cohen_kappa_score

    if len({value for reading in readings for value in reading}) < 2:
        return None
    return float(cohen_kappa_score(*zip(*((str(one), str(other)) for one, other in readings), strict=True)))


def precisions(network: StakeholderNetwork, judged: Sequence[Judged]) -> dict[tuple[str, str, str], Precision]:
    """By half, owners (`between` different or unknown ones, `same`) and proposed class, for pairs of the network."""
    here = {pair.ids: pair for pair in judged if network.projects.keys() >= set(pair.ids)}
    pairs: Counter[tuple[str, str, str]] = Counter()
    agreeing: Counter[tuple[str, str, str]] = Counter()
    for pair, proposed in proposals(network, here):
        reading = here[pair.ids]
        key = (reading.half, "same" if pair.owners == "same" else "between", proposed)
        pairs[key] += 1
        agreeing[key] += reading.classes.count(proposed)
    return {key: Precision(count, agreeing[key]) for key, count in pairs.items()}


def first_useful(network: StakeholderNetwork, judged: Sequence[Judged]) -> Useful:
    """Of the first fifty pairs of the list as it is shown by default."""
    readings = {pair.ids: pair.useful for pair in judged}
    shown = [tuple(project["id"] for project in item["projects"]) for item in QUESTION.ask(network, {}).items[:FIRST]]
    known = [readings[ids] for ids in shown if ids in readings]
    share = sum(map(sum, known)) / (2 * len(known)) if known else None
    return Useful(len(shown), len(known), share)
