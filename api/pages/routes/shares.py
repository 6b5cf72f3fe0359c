"""Links that show somebody outside the map of one view, or a story: to make one, to open one, to revoke one."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import Form, Response
from fastapi.responses import RedirectResponse

from api.http.caller import CallerDep
from api.pages.rendering import render
from api.pages.routes.maps import POLICY
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.shares import PATH, revoke, share_story, share_view, shared, shares

router = page_router()

_LIST: Final = "/delade"
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@router.get(_LIST)
def many(visit: VisitDep) -> Response:
    """Every link that is shared."""
    return render(visit.wait(), "shares.html", shares=shares(visit.service.store), made=None)


@router.post(_LIST)
def share(
    visit: VisitDep,
    by: CallerDep,
    title: Annotated[str, Form(max_length=200)],
    names: Annotated[Literal["shown", "hidden"], Form()] = "hidden",
    layout: Annotated[str, Form()] = "",
    without: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    """Share the map of the address as it is drawn. The link is in this answer only, so it leads nowhere else."""
    options = {**visit.options, "layout": layout, "without": without}
    return _made(visit, share_view(visit.service.store, visit.moment, title, options, names, by))


def _made(visit: Visit, made: dict[str, Any]) -> Response:
    link = str(visit.request.base_url).rstrip("/") + made["path"]
    return render(visit.wait(), "shares.html", shares=shares(visit.service.store), made={**made, "link": link})


@router.post(_LIST + "/berattelse/{id}")
def tell(
    visit: VisitDep, by: CallerDep, id: str, names: Annotated[Literal["shown", "hidden"], Form()] = "hidden"
) -> Response:
    """Share a story, as `share` does a view."""
    return _made(visit, share_story(visit.service.store, visit.service.now(), id, names, by, visit.language))


@router.post(_LIST + "/{id}/aterkalla")
def remove(visit: VisitDep, id: str, by: CallerDep) -> Response:
    """From now on the link opens nothing."""
    revoke(visit.service.store, id, by)
    return RedirectResponse(visit.link(_LIST), 303)


@router.get(PATH + "{token}")
def opened(visit: VisitDep, token: str) -> Response:
    """What a token opens: one file, from which nothing else is reached."""
    content = shared(visit.service.store, visit.service.now(), token, visit.language)
    return Response(content, media_type="text/html; charset=utf-8", headers=dict(_HEADERS))
