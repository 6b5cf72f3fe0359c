"""The single GraphState node: which schema and revision the graph has, and the lock that writers take first."""

from __future__ import annotations

from typing import Final

from graph.errors import StoreVersionError
from graph.messages import Message
from graph.model.vocabulary import SCHEMA_VERSION
from graph.store.protocol import Transaction

STATE_ID: Final = "hur"

_READ = "MATCH (s:GraphState {id: $id}) RETURN s.schema_version AS schema_version, s.revision AS revision"
_ADOPT = (
    "MERGE (s:GraphState {id: $id}) "
    "SET s.schema_version = $version, s.revision = CASE WHEN s.revision IS NULL THEN 0 ELSE s.revision END"
)
_LOCK = "MATCH (s:GraphState {id: $id}) SET s.writer = $run RETURN s.revision AS revision"
_THEME_WORDS = "MATCH (s:GraphState {id: $id}) RETURN s.theme_words AS theme_words"
_KEEP_THEME_WORDS = "MATCH (s:GraphState {id: $id}) SET s.theme_words = $digest"
_ADVANCE = "MATCH (s:GraphState {id: $id}) SET s.revision = $revision"


def schema_version(transaction: Transaction) -> int | None:
    """The schema version the graph was written with; None for a graph without one."""
    found = transaction.rows(_READ, {"id": STATE_ID})
    return found[0]["schema_version"] if found else None


def check_version(version: int | None) -> None:
    """Refuse a graph that a newer HUR wrote."""
    if version is not None and version > SCHEMA_VERSION:
        raise StoreVersionError(Message("errors.schema_version", theirs=version, ours=SCHEMA_VERSION))


def adopt_schema(transaction: Transaction) -> None:
    """Stamp the graph with our schema version; a new graph starts at revision 0."""
    transaction.rows(_ADOPT, {"id": STATE_ID, "version": SCHEMA_VERSION})


def revision(transaction: Transaction) -> int:
    """Number of the newest revision; 0 for an empty graph."""
    found = transaction.rows(_READ, {"id": STATE_ID})
    return int(found[0]["revision"]) if found else 0


def lock(transaction: Transaction, run: str) -> int:
    """Write the state node, which makes every other writer wait for this transaction, and return the revision.

    Without it two writers that read before they write lose changes on Neo4j.
    """
    return int(transaction.rows(_LOCK, {"id": STATE_ID, "run": run})[0]["revision"])


def advance(transaction: Transaction, number: int) -> None:
    """Make `number` the newest revision."""
    transaction.rows(_ADVANCE, {"id": STATE_ID, "revision": number})


def theme_words(transaction: Transaction) -> str | None:
    """Digest of the words that the graph's themes were read by; None when nobody has said."""
    found = transaction.rows(_THEME_WORDS, {"id": STATE_ID})
    return found[0]["theme_words"] if found else None


def keep_theme_words(transaction: Transaction, digest: str) -> None:
    """Say that the graph's themes are read by the words of this digest."""
    transaction.rows(_KEEP_THEME_WORDS, {"id": STATE_ID, "digest": digest})
