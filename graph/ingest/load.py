"""What goes into an ingest and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import Problem
from graph.model.records import DatasetRecord, Node, Relation, SourceRecord


@dataclass(frozen=True, slots=True)
class Load:
    """Everything a dataset says now.

    Every end of a relation has at least one node record. `prune` is False when rows were left out on the way:
    then nothing that is missing is withdrawn. Neither is it by a `part` of the dataset, which also leaves as it is
    what the dataset says of itself. `notes` are things the person should know (names created, phrases
    not mapped, columns not used), each best a `Message`, so that it can be said in every language.
    """

    dataset: DatasetRecord
    sources: tuple[SourceRecord, ...]
    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]
    rejected: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    prune: bool = True
    part: bool = False
    rows_left_out: int = 0
    rows_with_fields_left_out: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes or facts of one type were new, changed, unchanged or withdrawn."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a difference.

    `type` is a label or relation name; `id` the node's id or the report's key; `name` what people call it
    ("Boliden AB → SORESS-MMI (partner)"); `before` and `after` hold the properties that differ.
    """

    change: str
    type: str
    id: str
    name: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The entry as revisions store it and the API answers it."""
        return {
            "change": self.change,
            "type": self.type,
            "id": self.id,
            "name": self.name,
            "before": dict(self.before),
            "after": dict(self.after),
        }


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or, when `applied` is False, would do.

    `revision` is the graph's revision afterwards; `changed` tells whether the load made it. `counts` is keyed by
    label and relation name; counts of nodes are of the graph's nodes, counts of relations of the dataset's reports.
    `part` says that only a part of the dataset was loaded. Of the rows that `rejected` is about, `rows_left_out` say
    nothing in the load; of the others it is a field.
    """

    dataset: str
    revision: int
    applied: bool
    changed: bool
    counts: Mapping[str, Counts]
    difference: tuple[Change, ...]
    rejected: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    part: bool = False
    rows_left_out: int = 0
    rows_with_fields_left_out: int = 0
