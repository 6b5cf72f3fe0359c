"""The start page and the search."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from api.pages.choosing import nearest
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import VisitDep
from api.service.lists import Page

router = page_router()

_ENTRANCES: Final = (
    ("/partner", "partners"),
    ("/brobyggare", "brokers"),
    ("/luckor", "gaps"),
    ("/overlapp", "overlaps"),
    ("/introduktioner", "introductions"),
    ("/karta", "map"),
)
_HOLDS: Final = (
    ("actors", "/aktorer"),
    ("projects", "/projekt"),
    ("facts", "/karta/tabell"),
    ("sources", "/kallor"),
    ("themes", None),
    ("places", None),
)
_SEARCHED: Final = ("projects", "actors", "themes", "places")
_HITS: Final = 20


@router.get("/")
def start(visit: VisitDep) -> Response:
    """What the graph holds and what can be asked of it; of an empty graph, how to fill it."""
    return render(
        visit,
        "start.html",
        counts=visit.moment.counts(),
        revision=visit.moment.revision,
        changed=visit.moment.contents.changed,
        datasets=visit.whole.items("datasets", visit.language),
        entrances=_ENTRANCES,
        holds=_HOLDS,
        waiting=visit.service.candidates_known(visit.moment.revision),
    )


@router.get("/sok")
def search(visit: VisitDep) -> Response:
    """Actors, projects, themes and places whose names hold every word; the nearest when none does."""
    text = visit.given("q")
    found: list[tuple[str, Page]] = []
    if text:
        found = [(name, visit.whole.page(name, visit.language, q=text, limit=_HITS)) for name in _SEARCHED]
    total = sum(page.total for _, page in found)
    near = (
        [item for name in ("projects", "actors") for item in nearest(visit, name, text)] if text and not total else []
    )
    return render(visit, "search.html", text=text, found=found, total=total, near=near)
