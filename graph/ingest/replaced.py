"""What a revision replaced: whole rows as they were before it, from which an earlier revision is put together.

What a revision wrote is not kept a second time: ties carry its run, and what fact nodes say follows from their reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.ingest.change_set import ChangeSet
from graph.ingest.citations import described
from graph.ingest.compressed import compress, decompress
from graph.model.vocabulary import DATASET, REVISION, SOURCE
from graph.store.protocol import Row, Transaction

Type = tuple[str, ...]
"""A label, or a relation with the labels of its ends."""

_KEPT: Final = "MATCH (r:Revision) WHERE r.replaced IS NOT NULL RETURN r.id AS id, r.replaced AS replaced ORDER BY id"
_KEEP: Final = f"MATCH (r:{REVISION.label} {{id: $id}}) SET r.replaced = $replaced"


@dataclass(frozen=True, slots=True)
class Replaced:
    """Rows of ties, and of nodes beside the facts, as they were, by type, and the ids of nodes that were not there."""

    rows: Mapping[Type, list[Row]] = field(default_factory=dict)
    new: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def by(cls, difference: ChangeSet) -> Replaced:
        """What a change set replaces."""
        rows: dict[Type, list[Row]] = defaultdict(list)
        for tie in difference.deleted():
            rows[tie.type.name, *tie.labels].append(tie.row)
        new: dict[str, list[str]] = {}
        for nodes in (difference.sources, difference.dataset):
            changed = [row for id, row in nodes.before.items() if nodes.after.get(id) != row]
            rows |= {(nodes.type.label,): changed} if changed else {}
            new |= {nodes.type.label: created} if (created := [row["id"] for row in nodes.created()]) else {}
        return cls(rows, new)

    def and_nodes(self, label: str, before: Iterable[Row], new: Iterable[str]) -> Replaced:
        """The same with nodes of one more label."""
        return Replaced({**self.rows, (label,): list(before)}, {**self.new, label: list(new)})

    def without(self, dataset: str) -> Replaced:
        """The same without anything that a dataset said."""
        rows, new = dict(self.rows), dict(self.new)
        for type, were in self.rows.items():
            if type == (SOURCE.label,):
                rows[type] = [left for row in were if (left := _without_claims(row, dataset))]
                new[SOURCE.label] = [*new.get(SOURCE.label, ()), *({row["id"] for row in were} - _ids(rows[type]))]
            else:
                told_by = "id" if type == (DATASET.label,) else "dataset"
                rows[type] = [row for row in were if row.get(told_by) != dataset]
        return Replaced(rows, new)

    def encode(self) -> str:
        """The rows as a revision stores them: compressed JSON as text, properties without a value left out."""
        content = {
            "rows": [[*type, [_stated(row) for row in were]] for type, were in self.rows.items() if were],
            "new": {label: sorted(ids) for label, ids in self.new.items() if ids},
        }
        return compress(content)

    @classmethod
    def decode(cls, text: str) -> Replaced:
        """Inverse of `encode`; a property without a value is absent from its row."""
        content: dict[str, Any] = decompress(text)
        return cls({tuple(type): were for *type, were in content["rows"]}, content["new"])


def clear(transaction: Transaction, dataset: str) -> None:
    """Let every revision forget what a dataset said."""
    for row in transaction.rows(_KEPT):
        kept = Replaced.decode(row["replaced"])
        left = kept.without(dataset)
        if left != kept:
            transaction.rows(_KEEP, {"id": row["id"], "replaced": left.encode()})


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _ids(rows: Iterable[Row]) -> set[str]:
    return {row["id"] for row in rows}


def _without_claims(source: Row, dataset: str) -> Row | None:
    """A source as the other datasets describe it; None where no other does."""
    if dataset not in json.loads(source.get("claims") or "{}"):
        return source
    left = described(source["id"], source, dataset, None)
    return left if left["claims"] else None
