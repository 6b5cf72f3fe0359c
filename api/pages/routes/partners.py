"""Finding partners for a project, or for what somebody wants to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from api.pages.choosing import chosen
from api.pages.rendering import render
from api.pages.routes.questions import ask
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from graph.decisions.verdicts import CHOICES
from queries.questions.partners.ranking import LANES

router = page_router(kept=True)

_STEP: Final = 15
_MOST: Final = 1000
_WANTED: Final = ("theme", "place", "sector")


@router.get("/partner")
def partners(visit: VisitDep) -> Response:
    """Two lanes of actors that fit, and those set aside. Theme, place and sector are what is wanted, not the view."""
    choice = chosen(visit, "projects", visit.given("project"))
    wanted = visit.asked(*_WANTED)
    answer, abroad = None, visit.given("abroad")
    if choice.item:
        again = visit.given("not_relevant")
        answer = ask(visit, "partners", None, project=choice.item["id"], not_relevant=again, abroad=abroad, **wanted)
    elif wanted and not choice.written:
        answer = ask(visit, "partners", None, abroad=abroad, **wanted)
    items = answer["items"] if answer else []
    return render(
        visit,
        "partners.html",
        choice=choice,
        wanted=wanted,
        answer=answer,
        lanes=[(lane, [item for item in items if item["lane"] == lane]) for lane in LANES],
        decided=_decided(answer) if answer else {},
        shown=_shown(visit),
        step=_STEP,
    )


def _decided(answer: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Verdict → the actors it was given, as the answer lists them."""
    decisions = answer["method"]["decided"]
    return {
        verdict: [decision for decision in decisions if decision["verdict"] == verdict]
        for verdict in CHOICES["partner"]
    }


def _shown(visit: Visit) -> int:
    """How many of each lane to show."""
    text = visit.given("antal")
    return min(max(int(text), _STEP), _MOST) if text.isascii() and text.isdigit() else _STEP
