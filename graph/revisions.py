"""Revisions: one entry for every change of the graph, with the difference it made."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from graph import state
from graph.difference import Difference
from graph.model import REVISION
from graph.store import Transaction
from graph.writing import upsert


def record_revision(
    transaction: Transaction,
    number: int,
    at: str,
    action: str,
    dataset: str,
    run: str,
    difference: Difference,
) -> None:
    """Store the difference as revision `number` and make it the newest."""
    summary = {name: asdict(counts) for name, counts in difference.counts().items()}
    changes = [change.as_dict() for change in difference.changes]
    write_revision(transaction, number, at, action, dataset, run, summary, changes)


def write_revision(
    transaction: Transaction,
    number: int,
    at: str,
    action: str,
    dataset: str | None,
    run: str,
    summary: dict[str, Any],
    changes: list[dict[str, Any]],
) -> None:
    """Store one revision and make it the newest."""
    row = {
        "id": str(number),
        "number": number,
        "at": at,
        "action": action,
        "dataset": dataset,
        "run": run,
        "summary": json.dumps(summary, ensure_ascii=False),
        "difference": json.dumps(changes, ensure_ascii=False, separators=(",", ":")),
    }
    upsert(transaction, REVISION, [row])
    state.advance(transaction, number)
