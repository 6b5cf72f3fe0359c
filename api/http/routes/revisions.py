"""What has changed: every revision with its difference."""

import json
from typing import Any

from fastapi import APIRouter, Response

from api.http.dependencies import PAGE, Conditional, Cursor, Limit, MomentDep, ServiceDep, json_response
from api.http.schemas.entities import Page, Revision, RevisionDetail
from api.service.details import missing
from api.service.lists import read_cursor, write_cursor
from graph.errors import InputError
from graph.messages import Message
from queries.catalogue import NEWEST, read_catalogue

router = APIRouter(prefix="/revisions", tags=["revisions"], dependencies=[Conditional])


@router.get("", response_model=Page[Revision], summary="List revisions, the newest first")
def many(
    service: ServiceDep, moment: MomentDep, response: Response, limit: Limit = PAGE, cursor: Cursor = None
) -> Response:
    """Without their differences."""
    catalogue, every = read_catalogue(), {"datasets": (), "limit": limit + 1}
    before = _number(cursor) if cursor else NEWEST
    found = catalogue.run(service.store, "list_revisions", before=before, **every)
    shown = found[:limit]
    content = {
        "items": [_read(row) for row in shown],
        "total": catalogue.count(service.store, "list_revisions", **every),
        "next": write_cursor([str(shown[-1]["number"])]) if len(found) > limit else None,
        "view": None,
        "revision": moment.revision,
    }
    return json_response(content, response)


@router.get("/{number}", response_model=RevisionDetail, summary="One revision with what it changed")
def one(service: ServiceDep, response: Response, number: int) -> Response:
    """Nodes first, then facts, each with the properties that differ."""
    found = read_catalogue().run(service.store, "revision", id=str(number))
    if not found:
        raise missing("revisions", str(number))
    return json_response(_read(found[0]), response)


def _number(cursor: str) -> int:
    (number,) = read_cursor(cursor, 1)
    if not (number.isascii() and number.isdigit() and int(number) < NEWEST):
        raise InputError(Message("errors.cursor", cursor=cursor))
    return int(number)


def _read(row: dict[str, Any]) -> dict[str, Any]:
    texts = {name: json.loads(row[name] or "null") for name in ("summary", "difference") if name in row}
    return row | texts
