"""Views with a name: to save one, to share its link, and to forget it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import Form, Response
from fastapi.responses import RedirectResponse

from api.http.caller import CallerDep
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import SAVED, Visit, VisitDep, address
from api.pages.wording import Wording
from api.service.as_drawn import drawn, of_view
from api.service.saved_views import remove_view, save_view, saved_view, saved_views
from graph.errors import InputError, NotFoundError

router = page_router()

_PATH: Final = "/vy"


@router.get(_PATH)
def many(visit: VisitDep) -> Response:
    """Every saved view, in words, with its link."""
    views = [_shown(visit, view) for view in saved_views(visit.wait().moment)]
    return render(visit, "views.html", views=views, base=str(visit.request.base_url))


@router.post(_PATH)
def save(
    visit: VisitDep,
    by: CallerDep,
    title: Annotated[str, Form(max_length=200)],
    layout: Annotated[str, Form()] = "",
    without: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    """Name the view of the address, from a map with how that is drawn."""
    options = {**visit.options, "layout": layout, "without": without}
    made = save_view(visit.service.store, visit.moment, title, options, by)
    return RedirectResponse(visit.link(_PATH, **{SAVED: made["id"]}), 303)


@router.get(_PATH + "/{id}")
def one(visit: VisitDep, id: str) -> Response:
    """The start page with the view of this name, or its map where it was saved as one."""
    options = saved_view(visit.service.store, id)["options"]
    return RedirectResponse(address("/karta" if drawn(options) else "/", options), 302)


@router.post(_PATH + "/{id}/glom")
def forget(visit: VisitDep, id: str, by: CallerDep) -> Response:
    """Take the name away; what it showed stays."""
    remove_view(visit.service.store, id, by)
    return RedirectResponse(visit.link(_PATH), 303)


def _shown(visit: Visit, view: dict[str, Any]) -> SimpleNamespace:
    """A saved view with what it asks for in words; none when it makes no sense any more."""
    options = view["options"]
    try:
        words = [*Wording(visit).view(visit.moment.view(of_view(options))), *Wording(visit).drawn(drawn(options))]
    except (InputError, NotFoundError):
        words = None
    return SimpleNamespace(id=view["id"], title=view["title"], words=words, path=f"{_PATH}/{quote(view['id'])}")
