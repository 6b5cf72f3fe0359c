"""What people may mean by what they type."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.http.dependencies import Conditional, Language, Limit, MomentDep, ViewDep, json_response
from api.http.keeping import KeptRoute
from api.http.schemas.search import Search
from api.service.finding import SEARCHED

router = APIRouter(tags=["search"], route_class=KeptRoute)

_HITS = 20


@router.get("/search", response_model=Search, summary="What may be meant", dependencies=[Conditional])
def search(
    moment: MomentDep,
    response: Response,
    view: ViewDep,
    language: Language,
    q: Annotated[str, Query(max_length=200, description="What somebody typed", examples=["ltu"])],
    list: Annotated[
        list[Literal[SEARCHED]],  # type: ignore[valid-type]
        Query(description="Which lists to search; all when not given", examples=[["projects"]]),
    ] = [],  # noqa: B006
    limit: Limit = _HITS,
) -> Response:
    """Hits of all lists in one order, each with the text that made it one."""
    found = moment.search(q, list or SEARCHED, view, language, limit)
    content = {"items": found.items, "total": found.total, "view": view.options(), "revision": moment.revision}
    return json_response(content, response)
