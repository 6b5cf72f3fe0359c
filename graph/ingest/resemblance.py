"""Whether a load is a list that stands already, under another name: then loading it would double what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph import gc_pause
from graph.identity.project_mentions import compact
from graph.ingest.load import Load
from graph.ingest.load_state import stored_ties
from graph.ingest.reports import Tie, reports_of
from graph.model.claims import REGISTER_PREFIX
from graph.model.vocabulary import ACTOR, COLLABORATES_WITH, FUNDS, PARTICIPATES_IN, PROJECT, REPORTS, SOURCE
from graph.store.protocol import Transaction

# Lists of running projects share two thirds from one year to the next; two bodies' lists seldom share a tenth.
_COMMON_OF_SMALLER: Final = 0.25
_COMMON_OF_LARGER: Final = 0.1  # of fewer, replacing would take away nearly all
_ALIKE: Final = 0.5

_OF_PROJECTS: Final = (REPORTS, (SOURCE.label, PROJECT.label))
_OF_ACTORS: Final = (REPORTS, (SOURCE.label, ACTOR.label))
_OF_TIES: Final = (
    (PARTICIPATES_IN, (ACTOR.label, PROJECT.label)),
    (FUNDS, (ACTOR.label, PROJECT.label)),
    (COLLABORATES_WITH, (ACTOR.label, ACTOR.label)),
)
_NAMES: Final = ("name", "acronym")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How a load resembles the dataset of this id and title.

    `label` says what is counted: projects, or actors where the load has none. `count` are those of the load, `common`
    those that the dataset has too, `equal` the ones among these of which both say the same, and `lacking` those that
    the dataset has and the load has not: replacing it withdraws them.
    """

    dataset: str
    title: str
    label: str
    count: int
    common: int
    equal: int
    lacking: int


def resemblance(transaction: Transaction, load: Load, titles: Mapping[str, str]) -> Resemblance | None:
    """The dataset that a load resembles most, of these by id with their titles; None when it resembles none.

    A load resembles a dataset when they have a quarter of the smaller's projects in common and a tenth of the
    larger's, and state the same fields, or the same of what is common, by half or more. A project is the same by id,
    number or name, but not where both give it numbers and none is the same. One project alone must be equal.

    Costs a look at every project (or actor) of the datasets; ties are read of those with enough in common only.
    """
    with gc_pause.paused():
        return _resembled(transaction, load, titles)


def _resembled(transaction: Transaction, load: Load, titles: Mapping[str, str]) -> Resemblance | None:
    ours = _Records.of(reports_of(load, ""), load.dataset.id)
    best: tuple[float, int, Resemblance] | None = None
    for dataset, theirs in _stored(transaction, titles, ours.label).items():
        pairs = ours.common(theirs)
        if not pairs or not _is_enough(len(pairs), len(ours.said), len(theirs.said)):
            continue
        theirs.read(stored_ties(transaction, _OF_TIES, "r.dataset = $dataset", {"dataset": dataset}))
        equal = sum(ours.said[mine] == theirs.said[other] for mine, other in pairs)
        if (equal or len(pairs) > 1) and max(ours.fields_like(theirs), equal / len(pairs)) >= _ALIKE:
            lacking = len(theirs.said) - len({other for _, other in pairs})
            found = Resemblance(dataset, titles[dataset], ours.label, len(ours.said), len(pairs), equal, lacking)
            ranked = (len(pairs) / max(len(ours.said), len(theirs.said)), equal, found)
            best = max(best or ranked, ranked, key=lambda rank: rank[:2])
    return best[2] if best else None


def _is_enough(common: int, ours: int, theirs: int) -> bool:
    return common >= _COMMON_OF_SMALLER * min(ours, theirs) and common >= _COMMON_OF_LARGER * max(ours, theirs)


def _stored(transaction: Transaction, datasets: Collection[str], label: str) -> dict[str, _Records]:
    """The records of these datasets that can be compared: a list of projects is never one of actors."""
    by_dataset: dict[str, list[Tie]] = defaultdict(list)
    reports = (_OF_PROJECTS,) if label == PROJECT.label else (_OF_PROJECTS, _OF_ACTORS)
    for tie in stored_ties(transaction, reports, "r.dataset IN $datasets", {"datasets": sorted(datasets)}):
        by_dataset[tie.row["dataset"]].append(tie)
    found = {dataset: _Records.of(ties, dataset) for dataset, ties in by_dataset.items()}
    return {dataset: records for dataset, records in found.items() if records.label == label}


@dataclass(slots=True)
class _Records:
    """The projects of a dataset, or its actors where it has none: what is said of each, by the id it gives them.

    Of projects the id is without the dataset's own part, since that is what differs under another name.
    """

    dataset: str
    label: str
    said: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, ties: Iterable[Tie], dataset: str) -> _Records:
        every = list(ties)
        of_projects = any(tie.labels == (SOURCE.label, PROJECT.label) for tie in every)
        found = cls(dataset, PROJECT.label if of_projects else ACTOR.label)
        found.read(tie for tie in every if tie.type == REPORTS)
        found.read(tie for tie in every if tie.type != REPORTS)
        return found

    def read(self, ties: Iterable[Tie]) -> None:
        """Take up what reports say of the records; those of the nodes come first."""
        for tie in ties:
            if tie.type == REPORTS:
                self._describe(tie)
            else:
                self._tie(tie)

    def common(self, other: _Records) -> list[tuple[str, str]]:
        """The ids of records that are the same, here and there; each of ours once."""
        by_key: dict[str, str] = {}
        for id in other.said:
            for key in other._keys(id):
                by_key.setdefault(key, id)
        found: dict[str, str] = {}
        for mine in self.said:
            for theirs in (by_key[key] for key in self._keys(mine) if key in by_key):
                if self._may_be(mine, other, theirs):
                    found.setdefault(mine, theirs)
        return list(found.items())

    def fields_like(self, other: _Records) -> float:
        """The share of the fields that either states which both state (Jaccard)."""
        mine, theirs = self._fields(), other._fields()
        return len(mine & theirs) / len(mine | theirs)

    def _may_be(self, mine: str, other: _Records, theirs: str) -> bool:
        """Whether no number of theirs speaks against it."""
        numbers = self.numbers.get(mine), other.numbers.get(theirs)
        return not all(numbers) or bool((numbers[0] or set()) & (numbers[1] or set()))

    def _keys(self, id: str) -> list[str]:
        return [
            *(f"number {number}" for number in self.numbers.get(id, ())),
            f"id {id}",
            *(f"name {name}" for name in self.names.get(id, ())),
        ]

    def _fields(self) -> set[object]:
        return {name for said in self.said.values() for name, *_ in said}

    def _describe(self, tie: Tie) -> None:
        if tie.labels[1] != self.label or tie.row["source"].startswith(REGISTER_PREFIX):
            return
        id = self._own(tie.row["given_end"])
        said = self.said.setdefault(id, set())
        for name, claim in tie.claims.items():
            said.add((name, claim.value))
            if self.label == PROJECT.label and name == "numbers":
                self.numbers[id].update(map(compact, _texts(claim.value)))
            elif self.label == PROJECT.label and name in _NAMES:
                self.names[id].update(filter(None, map(compact, _texts(claim.value))))

    def _tie(self, tie: Tie) -> None:
        if (tie.type, tie.labels) not in _OF_TIES:
            return
        ends = self._own(tie.row["given_start"]), self._own(tie.row["given_end"])
        stated = tuple((name, value) for name, value in _stated(tie) if value is not None)
        for label, id, other in zip(tie.labels, ends, reversed(ends), strict=True):
            if label == self.label and id in self.said:
                self.said[id].add((tie.type.name, other, stated))

    def _own(self, id: str) -> str:
        return id.removeprefix(f"{self.dataset}:")


def _stated(tie: Tie) -> Iterable[tuple[str, Any]]:
    return ((property.name, tie.row[property.name]) for property in tie.type.own)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
