"""What has changed: every revision with its difference, and how a load is undone."""

from typing import Any

from fastapi import APIRouter, Response

from api.http.caller import CallerDep
from api.http.dependencies import PAGE, Conditional, Cursor, Limit, MomentDep, ServiceDep, json_response
from api.http.schemas.changes import Report, Revision, RevisionDetail
from api.http.schemas.entities import Page
from api.service.history import one_revision, revision_page
from api.service.reports import report_item

router = APIRouter(prefix="/revisions", tags=["revisions"], dependencies=[Conditional])


@router.get("", response_model=Page[Revision], summary="List revisions, the newest first")
def many(
    service: ServiceDep, moment: MomentDep, response: Response, limit: Limit = PAGE, cursor: Cursor = None
) -> Response:
    """Without their differences."""
    page = revision_page(service.store, limit, cursor)
    return json_response(page | {"view": None, "revision": moment.revision}, response)


@router.get("/{number}", response_model=RevisionDetail, summary="One revision with what it changed")
def one(service: ServiceDep, response: Response, number: int) -> Response:
    """Nodes first, then facts, each with the properties that differ."""
    return json_response(one_revision(service.store, number), response)


@router.post("/{number}/undo", response_model=Report, summary="Undo the load that made a revision")
def undo(service: ServiceDep, number: int, by: CallerDep) -> dict[str, Any]:
    """Its dataset says again what it said before, as one more revision; loads of others since then stay."""
    return report_item(service.undo(number, by))
