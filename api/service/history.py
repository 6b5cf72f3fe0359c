"""The graph's history: every revision, and one with its difference."""

from __future__ import annotations

from typing import Any

from api.service.details import missing
from api.service.lists import read_cursor, write_cursor
from graph.errors import InputError
from graph.ingest.revisions import NEWEST, count_revisions, list_revisions, read_revision
from graph.messages import Message
from graph.store.protocol import GraphStore


def revision_page(store: GraphStore, limit: int, cursor: str | None) -> dict[str, Any]:
    """At most `limit` revisions after `cursor`, the newest first, without their differences."""
    before = _number(cursor) if cursor else NEWEST
    found, total = store.read(
        lambda transaction: (list_revisions(transaction, before=before, limit=limit + 1), count_revisions(transaction))
    )
    shown = found[:limit]
    following = write_cursor([str(shown[-1]["number"])]) if len(found) > limit else None
    return {"items": shown, "total": total, "next": following}


def one_revision(store: GraphStore, number: int) -> dict[str, Any]:
    """A revision with its difference: nodes first, then facts; NotFoundError when there is none of that number."""
    found = store.read(lambda transaction: read_revision(transaction, number))
    if found is None:
        raise missing("revisions", str(number))
    return found


def _number(cursor: str) -> int:
    (number,) = read_cursor(cursor, 1)
    if not (number.isascii() and number.isdigit() and int(number) < NEWEST):
        raise InputError(Message("errors.cursor", cursor=cursor))
    return int(number)
