"""What can be listed: actors, projects and the rest, one table. Each has its list and one of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.http.caller import CallerDep
from api.http.dependencies import (
    PAGE,
    Conditional,
    Cursor,
    Language,
    Limit,
    MomentDep,
    ServiceDep,
    ViewDep,
    json_response,
)
from api.http.keeping import KeptRoute
from api.http.schemas.changes import Report
from api.http.schemas.entities import (
    Actor,
    Dataset,
    Funder,
    Node,
    Page,
    Place,
    Project,
    Source,
    Theme,
    detail_of,
)
from api.service.reports import report_item
from graph.errors import NotFoundError
from graph.model.vocabulary import PLACE_LEVELS

Search = Annotated[
    str | None,
    Query(
        max_length=200,
        description="What is meant: words of a name, number, theme, place or text; the best first",
        examples=["luleå"],
    ),
]


Level = Literal[PLACE_LEVELS]  # type: ignore[valid-type]
Filters = Callable[..., Awaitable[Mapping[str, Any]]]


async def no_filters() -> dict[str, Any]:
    """For a resource with nothing but search and view to filter by."""
    return {}


async def levels(
    level: Annotated[list[Level], Query(description="Level of place", examples=[["county"]])] = [],  # noqa: B006
) -> dict[str, Any]:
    """Places of these levels only."""
    return {"level": level}


# The shape of one in the list, and a dependency that gives property → allowed values.
RESOURCES: Final[Mapping[str, tuple[type[Node], Filters]]] = {
    "actors": (Actor, no_filters),
    "datasets": (Dataset, no_filters),
    "funders": (Funder, no_filters),
    "places": (Place, levels),
    "projects": (Project, no_filters),
    "sources": (Source, no_filters),
    "themes": (Theme, no_filters),
}


def _add_list(router: APIRouter, name: str, item: type[Node], filters: Filters) -> None:
    @router.get("", response_model=Page[item], summary=f"List {name}", dependencies=[Conditional])  # type: ignore[valid-type]
    def many(
        moment: MomentDep,
        response: Response,
        view: ViewDep,
        language: Language,
        keep: Annotated[Mapping[str, Any], Depends(filters)],
        q: Search = None,
        limit: Limit = PAGE,
        cursor: Cursor = None,
    ) -> Response:
        page = moment.lists(view).page(name, language, q=q, keep=keep, limit=limit, cursor=cursor)
        content = {
            "items": page.items,
            "total": page.total,
            "next": page.next,
            "view": view.options(),
            "revision": moment.revision,
        }
        return json_response(content, response)


def _add_one(router: APIRouter, name: str, item: type[Node]) -> None:
    one_name = f"one_of_{name}"

    @router.get(
        "/{id:path}",
        name=one_name,
        response_model=detail_of(item),
        summary=f"One of {name} with its relations and evidence",
        dependencies=[Conditional],
        responses={308: {"description": "Known under a better id now"}},
    )
    def one(
        request: Request,
        moment: MomentDep,
        response: Response,
        id: str,
        language: Language,
        limit: Limit = PAGE,
        cursor: Cursor = None,
    ) -> Response:
        try:
            return json_response(moment.detail(name, id, language, limit, cursor), response)
        except NotFoundError:
            moved = moment.moved_to(name, id)
            if moved in (None, id):
                raise
            return RedirectResponse(request.url.replace(path=str(request.app.url_path_for(one_name, id=moved))), 308)


def forget(service: ServiceDep, id: str, by: CallerDep) -> dict[str, Any]:
    """Facts that another dataset reports too stay."""
    return report_item(service.forget(id, by))


def _resource_router(name: str) -> APIRouter:
    routes = APIRouter(prefix=f"/{name}", tags=[name], route_class=KeptRoute)
    item, filters = RESOURCES[name]
    _add_list(routes, name, item, filters)
    _add_one(routes, name, item)
    return routes


router = APIRouter()
for _name in RESOURCES:
    router.include_router(_resource_router(_name))
router.delete(
    "/datasets/{id:path}", tags=["datasets"], response_model=Report, summary="Withdraw everything a dataset reported"
)(forget)
