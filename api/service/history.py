"""The graph's history: every revision, and one with its difference."""

from __future__ import annotations

from typing import Any

from api.service.details import missing
from graph.ingest.revisions import NEWEST, count_revisions, list_revisions, read_revision
from graph.store.protocol import GraphStore
from queries.cursor import read_numbers, write_cursor


def revision_page(store: GraphStore, limit: int, cursor: str | None) -> dict[str, Any]:
    """At most `limit` revisions after `cursor`, the newest first, without their differences."""
    (before,) = read_numbers(cursor, 1) if cursor else (NEWEST,)
    revisions, total = store.read(
        lambda transaction: (list_revisions(transaction, before=before, limit=limit + 1), count_revisions(transaction))
    )
    shown = revisions[:limit]
    following = write_cursor([shown[-1]["number"]]) if len(revisions) > limit else None
    return {"items": shown, "total": total, "next": following}


def one_revision(store: GraphStore, number: int) -> dict[str, Any]:
    """A revision with its difference: nodes first, then facts; NotFoundError when there is none of that number."""
    revision = store.read(lambda transaction: read_revision(transaction, number))
    if revision is None:
        raise missing("revisions", str(number))
    return revision
