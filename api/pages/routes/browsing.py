"""The lists of actors, projects, sources and ties."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Response

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.items import relation_item
from graph.network.choosing import chosen_part
from queries.cursor import read_numbers, write_cursor

router = page_router(kept=True)

_PAGE: Final = 50
_TIES: Final = ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH")


@router.get("/aktorer")
def actors(visit: VisitDep) -> Response:
    """Actors of the view by name."""
    return render(visit, "actors.html", page=_page(visit, "actors"))


@router.get("/projekt")
def projects(visit: VisitDep) -> Response:
    """Projects of the view by name."""
    return render(visit, "projects.html", page=_page(visit, "projects"))


@router.get("/kallor")
def sources(visit: VisitDep) -> Response:
    """Every document that facts cite, with its terms."""
    return render(visit, "sources.html", page=_page(visit, "sources"))


@router.get("/karta/tabell")
def ties(visit: VisitDep) -> Response:
    """What the map shows, as a table."""
    facts = chosen_part(visit.network).of_type(*_TIES)
    cursor = visit.given("cursor")
    (first,) = read_numbers(cursor, 1) if cursor else (0,)
    whole = visit.moment.whole
    shown = [relation_item(fact, whole, visit.language) for fact in facts[first : first + _PAGE]]
    following = write_cursor([first + _PAGE]) if first + _PAGE < len(facts) else None
    return render(visit, "ties.html", ties=shown, total=len(facts), next=following)


def _page(visit: Visit, name: str) -> Any:
    return visit.lists.page(name, visit.language, q=visit.given("q"), limit=_PAGE, cursor=visit.given("cursor") or None)
