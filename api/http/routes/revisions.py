"""What has changed: every revision with its difference."""

from fastapi import APIRouter, Response

from api.http.dependencies import PAGE, Conditional, Cursor, Limit, MomentDep, ServiceDep, json_response
from api.http.schemas.changes import Revision, RevisionDetail
from api.http.schemas.entities import Page
from api.service.history import one_revision, revision_page

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
