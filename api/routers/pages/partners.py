"""Finding partners for a project, or for what somebody wants to do."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from api.routers.pages.answers import ask
from api.routers.pages.choosing import chosen
from api.routers.pages.rendering import render
from api.routers.pages.routing import page_router
from api.routers.pages.visit import Visit, VisitDep

router = page_router()

_LANES: Final = ("established", "newcomer")
_STEP: Final = 15
_MOST: Final = 1000
_WANTED: Final = ("theme", "place", "sector")


@router.get("/partner")
def partners(visit: VisitDep) -> Response:
    """Two lanes of actors that fit. Without a project theme, place and sector are what is wanted, not the view."""
    choice = chosen(visit, "projects", visit.given("project"))
    wanted = {name: visit.options[name] for name in _WANTED if name in visit.options}
    brief = {} if choice.written else wanted
    if not choice.item:
        visit = visit.without(*_WANTED)
    answer = None
    if choice.item:
        answer = ask(visit, "partners", None, project=choice.item["id"])
    elif brief:
        answer = ask(visit, "partners", None, **brief)
    items = answer["items"] if answer else []
    lanes = [(lane, [item for item in items if item["lane"] == lane]) for lane in _LANES]
    shown = _shown(visit)
    return render(
        visit, "partners.html", choice=choice, brief=brief, answer=answer, lanes=lanes, shown=shown, step=_STEP
    )


def _shown(visit: Visit) -> int:
    """How many of each lane to show."""
    given = visit.given("antal")
    return min(max(int(given), _STEP), _MOST) if given.isascii() and given.isdigit() else _STEP
