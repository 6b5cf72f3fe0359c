"""Whether a graph still holds what was written to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.ingest.backup import read_backup, read_records
from graph.ingest.counts import count_records, differing, kept_counts
from graph.ingest.record_checks import RecordChecks
from graph.ingest.rotation import kept_backups
from graph.messages import Message
from graph.store import state
from graph.store.protocol import GraphStore, Transaction


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what is wrong: nothing, where the graph holds what was written."""

    checked: Message
    problems: tuple[Message, ...]

    def item(self, language: str) -> dict[str, Any]:
        """As JSON."""
        return {"checked": self.checked.say(language), "problems": [what.say(language) for what in self.problems]}


def count_problem(transaction: Transaction) -> Message | None:
    """What is wrong with the number of records of each type, as the newest revision kept them; None if nothing is."""
    number = state.revision(transaction)
    kept = kept_counts(transaction, number)
    if kept is None:
        return None
    wrong = differing(kept, count_records(transaction))
    return Message("errors.verify_counts", revision=str(number), types=wrong) if wrong else None


def verified(store: GraphStore, backups: Path) -> Verified:
    """Count and read every record, hold each against the model, and read the backups that were kept.

    Raises:
        StoreError: the store cannot be read.
    """
    counts, records = store.read(lambda transaction: (count_problem(transaction), read_records(transaction)[1]))
    checks = RecordChecks()
    wrong = [(record, problem) for record in records if (problem := checks.problem(record))]
    damaged = [
        Message("errors.verify_record", id=str(record.get("id") or record.get("key")), reason=problem)
        for record, problem in wrong
    ]
    files = kept_backups(backups)
    problems = (store.damage, counts, *damaged, *map(_backup_problem, files))
    checked = Message("errors.verify_checked", records=len(records), backups=len(files))
    return Verified(checked, tuple(problem for problem in problems if problem))


def _backup_problem(file: Path) -> Message | None:
    try:
        read_backup(file)
    except InputError as error:
        return Message("errors.as_told", text=error.detail)
    return None
