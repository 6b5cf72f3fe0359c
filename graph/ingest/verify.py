"""Whether a graph still holds what was written to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.errors import InputError
from graph.ingest.backup import check_backup, read_records
from graph.ingest.counts import count_records, differing, kept_counts
from graph.ingest.digest import digest_of, keep_digest, kept_digest
from graph.ingest.record_checks import RecordChecks
from graph.ingest.rotation import kept_backups
from graph.messages import Message
from graph.model.vocabulary import REVISION
from graph.store import state
from graph.store.protocol import GraphStore, Row, Transaction

_LACKING: Final = f"MATCH (r:{REVISION.label} {{id: $id}}) WHERE r.digest IS NULL RETURN r.id AS id"


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


def lacks_digest(transaction: Transaction) -> bool:
    """Whether the newest revision is of an older HUR, which kept no digest of what the graph says."""
    return bool(transaction.rows(_LACKING, {"id": str(state.revision(transaction))}))


def keep_missing_digest(transaction: Transaction) -> None:
    """Let the newest revision keep the digest of the graph as it is now. Reads everything, once."""
    state.lock(transaction, "migration")
    if lacks_digest(transaction):
        keep_digest(transaction, digest_of(read_records(transaction)[1]))


def verified(store: GraphStore, backups: Path) -> Verified:
    """Count and read every record, hold each against the model, and read the backups that were kept.

    Raises:
        StoreError: the store cannot be read.
    """

    def work(transaction: Transaction) -> tuple[Message | None, Message | None, list[Row]]:
        records = read_records(transaction)[1]
        return count_problem(transaction), _digest_problem(transaction, records), records

    counts, content, records = store.read(work)
    checks = RecordChecks()
    wrong = [(record, problem) for record in records if (problem := checks.problem(record))]
    damaged = [
        Message("errors.verify_record", id=str(record.get("id") or record.get("key")), reason=problem)
        for record, problem in wrong
    ]
    files = kept_backups(backups)
    problems = (store.damage, counts, content, *damaged, *map(_backup_problem, files))
    checked = Message("errors.verify_checked", records=len(records), backups=len(files))
    return Verified(checked, tuple(problem for problem in problems if problem))


def _digest_problem(transaction: Transaction, records: Sequence[Row]) -> Message | None:
    number = state.revision(transaction)
    kept = kept_digest(transaction, number)
    if kept is None or kept == digest_of(records):
        return None
    return Message("errors.verify_digest", revision=str(number))


def _backup_problem(file: Path) -> Message | None:
    try:
        check_backup(file)
    except InputError as error:
        return Message("errors.as_told", text=error.detail)
    return None
