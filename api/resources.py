"""The two routes that every listed resource has: the list and one of it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.dependencies import PAGE, Conditional, Cursor, Language, Limit, ServiceDep, ViewDep, json_response
from api.details import moved_to
from api.schemas import Detail, Page, Reference
from graph.errors import NotFoundError

Search = Annotated[
    str | None,
    Query(max_length=200, description="Words that the name, alias, acronym or number holds", examples=["luleå"]),
]


def no_filters() -> dict[str, Any]:
    """For a resource with nothing but search and view to filter by."""
    return {}


def resource_router(
    name: str, item: type[Reference], filters: Callable[..., Mapping[str, Any]] = no_filters
) -> APIRouter:
    """The list of `name` and one of them; `filters` is a dependency that gives property → allowed values."""
    router = APIRouter(prefix=f"/{name}", tags=[name])
    _add_list(router, name, item, filters)
    _add_one(router, name)
    return router


def _add_list(router: APIRouter, name: str, item: type[Reference], filters: Callable[..., Mapping[str, Any]]) -> None:
    @router.get("", response_model=Page[item], summary=f"List {name}", dependencies=[Conditional])  # type: ignore[valid-type]
    def many(
        service: ServiceDep,
        response: Response,
        view: ViewDep,
        language: Language,
        keep: Annotated[Mapping[str, Any], Depends(filters)],
        q: Search = None,
        limit: Limit = PAGE,
        cursor: Cursor = None,
    ) -> Response:
        lists = service.lists(view)
        page = lists.page(name, language, q=q, keep=keep, limit=limit, cursor=cursor)
        content = {
            "items": page.items,
            "total": page.total,
            "next": page.next,
            "view": view.options(),
            "revision": lists.network.revision,
        }
        return json_response(content, response)


def _add_one(router: APIRouter, name: str) -> None:
    one_name = f"one_of_{name}"

    @router.get(
        "/{id:path}",
        name=one_name,
        response_model=Detail,
        summary=f"One of {name} with its relations and evidence",
        dependencies=[Conditional],
        responses={308: {"description": "Known under a better id now"}},
    )
    def one(
        request: Request,
        service: ServiceDep,
        response: Response,
        id: str,
        language: Language,
        limit: Limit = PAGE,
        cursor: Cursor = None,
    ) -> Response:
        try:
            return json_response(service.detail(name, id, language, limit, cursor), response)
        except NotFoundError:
            moved = moved_to(service.store, name, id)
            if moved in (None, id):
                raise
            return RedirectResponse(request.url.replace(path=str(request.app.url_path_for(one_name, id=moved))), 308)
