"""How good the classes proposed for overlaps are, against pairs that were judged without class or score.

A judgement is the class a coordinator would give and whether the pair is of use. Two readers judged apart, the second
some pairs alone; where they differ a third look at both decided what is agreed. Thresholds are fitted on one half of
the pairs and reported on the other; a hash of the two ids says which half a pair is in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from graph.network.network import StakeholderNetwork
from queries.questions.overlaps import CLASSES, QUESTION, proposals

COLUMNS: Final = ("first", "second", "class_1", "useful_1", "class_2", "useful_2", "class", "useful")
ALWAYS: Final = ("first", "second", "class", "useful")
HALVES: Final = ("fit", "test")
LEAST_PAIRS: Final = 15  # a share of fewer says nothing
FIRST: Final = 50

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The class that a pair was given, and whether it is of use."""

    name: str
    useful: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of projects, the smaller id first: what is agreed, and what each reader said; None who did not read it."""

    ids: Ids
    agreed: Judgement
    readings: tuple[Judgement | None, Judgement | None]

    @property
    def half(self) -> str:
        """`fit` or `test`."""
        return HALVES[sha256("│".join(self.ids).encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Precision:
    """Pairs for which a class is proposed, how many are agreed to be of it, and how many of their readings said so."""

    pairs: int
    right: int
    readings: int
    agreeing: int

    @property
    def share(self) -> float | None:
        """The share of the pairs that are right; None of fewer than fifteen."""
        return self.right / self.pairs if self.pairs >= LEAST_PAIRS else None

    @property
    def share_of_readings(self) -> float | None:
        """The share of the readings that agree; None of fewer than fifteen pairs."""
        return self.agreeing / self.readings if self.pairs >= LEAST_PAIRS and self.readings else None


@dataclass(frozen=True, slots=True)
class Useful:
    """Of the first pairs listed how many are judged, the share agreed to be useful, and the share by each reader."""

    listed: int
    judged: int
    share: float | None
    by_reader: tuple[float | None, ...]


def read_judgements(rows: Iterable[Mapping[str, str | None]]) -> list[Judged]:
    """Judgements from the rows of a table with these COLUMNS; useful is `yes` or `no`.

    What a reader did not read is empty.

    Raises:
        InputError: a column is missing, or a class is none of those of overlaps.
    """
    return [_judged(row) for row in rows]


def _judged(row: Mapping[str, str | None]) -> Judged:
    if missing := tuple(column for column in ALWAYS if not row.get(column)):
        raise InputError(Message("questions.judgements_without_columns", columns=missing))
    named = {row.get(column) or "" for column in ("class_1", "class_2", "class")} - {""}
    if unknown := named - CLASSES.keys():
        raise InputError(Message("questions.judgements_unknown_class", names=tuple(sorted(unknown))))
    smaller, larger = sorted((row["first"] or "", row["second"] or ""))
    agreed = Judgement(row["class"] or "", row["useful"] == "yes")
    return Judged((smaller, larger), agreed, (_reading(row, "1"), _reading(row, "2")))


def _reading(row: Mapping[str, str | None], reader: str) -> Judgement | None:
    name = row.get(f"class_{reader}")
    return Judgement(name, row.get(f"useful_{reader}") == "yes") if name else None


def read_by_both(judged: Iterable[Judged]) -> list[tuple[Judgement, Judgement]]:
    """The two readings of each pair that both readers read."""
    return [(first, second) for first, second in (pair.readings for pair in judged) if first and second]


def kappa(readings: Sequence[tuple[str | bool, str | bool]]) -> float | None:
    """Cohen's kappa (1960) of two readings; None where all that was read is one and the same."""
    from sklearn.metrics import cohen_kappa_score

    if len({value for reading in readings for value in reading}) < 2:
        return None
    return float(cohen_kappa_score(*zip(*((str(one), str(other)) for one, other in readings), strict=True)))


def kappa_by_class(judged: Iterable[Judged]) -> dict[str, float | None]:
    """Cohen's kappa of whether a pair is of the class or of another, for each class."""
    both = read_by_both(judged)
    return {name: kappa([(first.name == name, second.name == name) for first, second in both]) for name in CLASSES}


def precisions(network: StakeholderNetwork, judged: Sequence[Judged]) -> dict[tuple[str, str, str], Precision]:
    """By half, owners (`between` different or unknown ones, `same`) and proposed class, for pairs of the network."""
    here = {pair.ids: pair for pair in judged if network.projects.keys() >= set(pair.ids)}
    found: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for pair, proposed in proposals(network, here):
        known = here[pair.ids]
        found[known.half, "same" if pair.owners == "same" else "between", proposed].append(known)
    return {key: _precision(pairs, key[2]) for key, pairs in found.items()}


def _precision(pairs: Sequence[Judged], proposed: str) -> Precision:
    readings = [reading.name for pair in pairs for reading in pair.readings if reading]
    right = sum(pair.agreed.name == proposed for pair in pairs)
    return Precision(len(pairs), right, len(readings), readings.count(proposed))


def first_useful(network: StakeholderNetwork, judged: Sequence[Judged]) -> Useful:
    """Of the first fifty pairs of the list as it is shown by default."""
    pairs = {pair.ids: pair for pair in judged}
    shown = [tuple(project["id"] for project in item["projects"]) for item in QUESTION.ask(network, {}).items[:FIRST]]
    known = [pairs[ids] for ids in shown if ids in pairs]
    by_reader = [[reading.useful for pair in known if (reading := pair.readings[reader])] for reader in (0, 1)]
    share = _share([pair.agreed.useful for pair in known])
    return Useful(len(shown), len(known), share, tuple(map(_share, by_reader)))


def _share(useful: Sequence[bool]) -> float | None:
    return sum(useful) / len(useful) if useful else None
