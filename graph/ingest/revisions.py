"""Revisions: one entry for every change of the graph, with the difference it made, written and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph.ingest.change_set import ChangeSet
from graph.ingest.compressed import compress_long, decompress
from graph.ingest.counts import count_records
from graph.ingest.digest import as_text, digest_added, kept_digest
from graph.ingest.replaced import Replaced
from graph.ingest.write import upsert
from graph.model.vocabulary import REVISION
from graph.store import state
from graph.store.protocol import Row, Transaction

_AFTER: Final = (
    "MATCH (r:Revision) WHERE r.number > $number "
    "RETURN r.number AS number, r.at AS at, r.action AS action, r.run AS run ORDER BY number"
)
LOAD: Final = "load"
PART: Final = "load_part"
FORGET: Final = "forget"
UNDO: Final = "undo"
BESIDE_THE_FACTS: Final = frozenset({"verdict", "view", "story", "share"})
"""Actions that change no node and no tie, nor who is who."""
NEWEST: Final = 2**62  # before this is every number
_ENTRY: Final = (
    "n.number AS number, n.at AS at, n.action AS action, n.dataset AS dataset, n.made_by AS made_by, "
    "n.summary AS summary"
)
_SIGN: Final = "MATCH (r:Revision) WHERE r.number > $after SET r.made_by = $name"
_LIST: Final = f"MATCH (n:Revision) WHERE n.number < $before RETURN {_ENTRY} ORDER BY number DESC LIMIT $limit"
_COUNT: Final = "MATCH (n:Revision) RETURN count(*) AS total"
_ONE: Final = f"MATCH (n:Revision {{id: $id}}) RETURN {_ENTRY}, n.difference AS difference"


@dataclass(frozen=True, slots=True)
class SerializedDifference:
    """A difference as a revision stores it, each as text: counts by type, every change, and the rows it replaced.

    `added` is what it adds to the digest of the graph.

    Many changes of a load are compressed; those that people decide are not, so that they can be searched.
    """

    summary: str
    changes: str
    replaced: str
    added: int


def serialized(
    summary: Mapping[str, Any], changes: Iterable[Mapping[str, Any]], replaced: Replaced, added: int
) -> SerializedDifference:
    """Word counts by type and changes as JSON text, and keep what was replaced."""
    return SerializedDifference(
        json.dumps(summary, ensure_ascii=False),
        json.dumps(list(changes), ensure_ascii=False, separators=(",", ":")),
        replaced.encode(),
        added,
    )


def serialized_difference(difference: ChangeSet) -> SerializedDifference:
    """Word all that a load changes. Takes as long as a third of the writing when everything is new."""
    counts = {name: asdict(counts) for name, counts in difference.counts().items()}
    return SerializedDifference(
        json.dumps(counts, ensure_ascii=False),
        compress_long([change.as_dict() for change in difference.changes]),
        Replaced.by(difference).encode(),
        digest_added(difference),
    )


def write_revision(
    transaction: Transaction,
    number: int,
    at: str,
    action: str,
    dataset: str | None,
    run: str,
    difference: SerializedDifference,
    made_by: str | None = None,
) -> None:
    """Store one revision and make it the newest."""
    before = kept_digest(transaction, number - 1)
    row = {
        "id": str(number),
        "number": number,
        "at": at,
        "action": action,
        "dataset": dataset,
        "made_by": made_by,
        "run": run,
        "summary": difference.summary,
        "difference": difference.changes,
        "replaced": difference.replaced,
        "counts": json.dumps(count_records(transaction)),
        "digest": None if before is None else as_text(before + difference.added),
    }
    upsert(transaction, REVISION, [row])
    state.advance(transaction, number)


def sign_revisions(transaction: Transaction, after: int, name: str | None) -> None:
    """Say who made every revision later than `after`, where a name was given."""
    if name:
        transaction.rows(_SIGN, {"after": after, "name": name})


def revisions_after(transaction: Transaction, number: int) -> list[Row]:
    """Number, time, action and run of every revision after `number`, the oldest first."""
    return transaction.rows(_AFTER, {"number": number})


def list_revisions(transaction: Transaction, *, before: int = NEWEST, limit: int) -> list[Row]:
    """At most `limit` revisions of a lower number than `before`, the newest first, without their differences."""
    return [_parsed(row) for row in transaction.rows(_LIST, {"before": before, "limit": limit})]


def count_revisions(transaction: Transaction) -> int:
    """How many revisions the graph remembers."""
    return int(transaction.rows(_COUNT)[0]["total"])


def read_revision(transaction: Transaction, number: int) -> Row | None:
    """One revision with its difference; None when there is none of that number."""
    found = transaction.rows(_ONE, {"id": str(number)})
    return _parsed(found[0]) if found else None


def _parsed(row: Row) -> Row:
    parsed = row | {"summary": json.loads(row["summary"] or "null")}
    return parsed | {"difference": decompress(text)} if (text := row.get("difference")) else parsed
