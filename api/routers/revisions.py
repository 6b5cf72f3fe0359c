"""What has changed: every revision with its difference."""

import json
from typing import Any

from fastapi import APIRouter, Response

from api.dependencies import PAGE, Conditional, Cursor, Limit, ServiceDep, json_response
from api.details import missing
from api.listing import read_cursor, write_cursor
from api.schemas import Page, Revision, RevisionDetail
from graph.errors import InputError
from graph.messages import Message
from graph.store import rows

router = APIRouter(prefix="/revisions", tags=["revisions"], dependencies=[Conditional])

_MANY = (
    "MATCH (r:Revision) WHERE r.number < $before RETURN r.number AS number, r.at AS at, r.action AS action, "
    "r.dataset AS dataset, r.summary AS summary ORDER BY number DESC LIMIT $limit"
)
_TOTAL = "MATCH (r:Revision) RETURN count(*) AS total"
_ONE = (
    "MATCH (r:Revision {id: $id}) RETURN r.number AS number, r.at AS at, r.action AS action, r.dataset AS dataset, "
    "r.summary AS summary, r.difference AS difference"
)
_NEWEST = 2**62


@router.get("", response_model=Page[Revision], summary="List revisions, the newest first")
def many(service: ServiceDep, response: Response, limit: Limit = PAGE, cursor: Cursor = None) -> Response:
    """Without their differences."""
    before = _number(cursor) if cursor else _NEWEST
    found = rows(service.store, _MANY, {"before": before, "limit": limit + 1})
    shown = found[:limit]
    content = {
        "items": [_read(row) for row in shown],
        "total": rows(service.store, _TOTAL)[0]["total"],
        "next": write_cursor([str(shown[-1]["number"])]) if len(found) > limit else None,
        "view": None,
        "revision": service.revision(),
    }
    return json_response(content, response)


@router.get("/{number}", response_model=RevisionDetail, summary="One revision with what it changed")
def one(service: ServiceDep, response: Response, number: int) -> Response:
    """Nodes first, then facts, each with the properties that differ."""
    found = rows(service.store, _ONE, {"id": str(number)})
    if not found:
        raise missing("revisions", str(number))
    return json_response(_read(found[0]), response)


def _number(cursor: str) -> int:
    (number,) = read_cursor(cursor, 1)
    if not (number.isascii() and number.isdigit() and int(number) < _NEWEST):
        raise InputError(Message("errors.cursor", cursor=cursor))
    return int(number)


def _read(row: dict[str, Any]) -> dict[str, Any]:
    texts = {name: json.loads(row[name] or "null") for name in ("summary", "difference") if name in row}
    return row | texts
