"""Revisions: one entry for every change of the graph, with the difference it made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph.ingest.change_set import Difference
from graph.ingest.write import upsert
from graph.model.vocabulary import REVISION
from graph.store import state
from graph.store.protocol import Row, Transaction

_AFTER: Final = (
    "MATCH (r:Revision) WHERE r.number > $number "
    "RETURN r.number AS number, r.at AS at, r.action AS action ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class ToldDifference:
    """A difference as a revision stores it: counts by type, and every change, each as JSON text."""

    summary: str
    changes: str


def told(summary: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]) -> ToldDifference:
    """Word counts by type and changes as JSON text."""
    return ToldDifference(
        json.dumps(summary, ensure_ascii=False),
        json.dumps(list(changes), ensure_ascii=False, separators=(",", ":")),
    )


def told_difference(difference: Difference) -> ToldDifference:
    """Word all that a load changes. Takes as long as a third of the writing when everything is new."""
    counts = {name: asdict(counts) for name, counts in difference.counts().items()}
    return told(counts, (change.as_dict() for change in difference.changes))


def write_revision(
    transaction: Transaction,
    number: int,
    at: str,
    action: str,
    dataset: str | None,
    run: str,
    difference: ToldDifference,
) -> None:
    """Store one revision and make it the newest."""
    row = {
        "id": str(number),
        "number": number,
        "at": at,
        "action": action,
        "dataset": dataset,
        "run": run,
        "summary": difference.summary,
        "difference": difference.changes,
    }
    upsert(transaction, REVISION, [row])
    state.advance(transaction, number)


def revisions_after(transaction: Transaction, number: int) -> list[Row]:
    """Number, time and action of every revision after `number`, the oldest first."""
    return transaction.rows(_AFTER, {"number": number})
