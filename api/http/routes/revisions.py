"""What has changed: every revision with its difference."""

from fastapi import APIRouter, Response

from api.http.dependencies import PAGE, Conditional, Cursor, Limit, ServiceDep, json_response
from api.http.schemas.entities import Page, Revision, RevisionDetail
from api.service.details import missing
from api.service.lists import read_cursor, write_cursor
from graph.errors import InputError
from graph.ingest.revisions import NEWEST, count_revisions, list_revisions, read_revision
from graph.messages import Message

router = APIRouter(prefix="/revisions", tags=["revisions"], dependencies=[Conditional])


@router.get("", response_model=Page[Revision], summary="List revisions, the newest first")
def many(service: ServiceDep, response: Response, limit: Limit = PAGE, cursor: Cursor = None) -> Response:
    """Without their differences."""
    before = _number(cursor) if cursor else NEWEST
    found, total = service.store.read(
        lambda transaction: (list_revisions(transaction, before=before, limit=limit + 1), count_revisions(transaction))
    )
    shown = found[:limit]
    content = {
        "items": shown,
        "total": total,
        "next": write_cursor([str(shown[-1]["number"])]) if len(found) > limit else None,
        "view": None,
        "revision": service.revision(),
    }
    return json_response(content, response)


@router.get("/{number}", response_model=RevisionDetail, summary="One revision with what it changed")
def one(service: ServiceDep, response: Response, number: int) -> Response:
    """Nodes first, then facts, each with the properties that differ."""
    found = service.store.read(lambda transaction: read_revision(transaction, number))
    if found is None:
        raise missing("revisions", str(number))
    return json_response(found, response)


def _number(cursor: str) -> int:
    (number,) = read_cursor(cursor, 1)
    if not (number.isascii() and number.isdigit() and int(number) < NEWEST):
        raise InputError(Message("errors.cursor", cursor=cursor))
    return int(number)
