"""The start page and the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import Response

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.finding import SEARCHED, Found
from graph.network.view import View

router = page_router()

_ENTRANCES: Final = (
    ("/partner", "partners"),
    ("/brobyggare", "brokers"),
    ("/luckor", "gaps"),
    ("/overlapp", "overlaps"),
    ("/introduktioner", "introductions"),
    ("/karta", "map"),
)
_PAIRS: Final = frozenset({"overlap", "collaboration", "partner"})
_HOLDS: Final = (
    ("actors", "/aktorer"),
    ("projects", "/projekt"),
    ("facts", "/karta/tabell"),
    ("sources", "/kallor"),
    ("themes", None),
    ("places", None),
)
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
        in_view=_in_view(visit),
        verdicts=sum(verdict.question in _PAIRS for verdict in visit.moment.whole.verdicts),
        waiting=visit.service.candidates_known(visit.moment.revision),
    )


@router.get("/sok")
def search(visit: VisitDep) -> Response:
    """What may be meant, list by list, the one with the best hit first; each hit says why it is one."""
    text = visit.given("q")
    best = _search(visit, SEARCHED) if text else None
    first = [item["list"] for item in best.items] if best else []
    found = {name: _search(visit, (name,)) for name in sorted(SEARCHED, key=[*first, *SEARCHED].index)} if first else {}
    return render(visit, "search.html", text=text, found={name: page for name, page in found.items() if page.total})


def _search(visit: Visit, lists: Iterable[str]) -> Found:
    return visit.moment.search(visit.given("q"), lists, View(), visit.language, _HITS)


def _in_view(visit: Visit) -> dict[str, int]:
    """How many actors and projects the view lists; empty when it is everything."""
    if not visit.options:
        return {}
    return {name: len(visit.lists.items(name, visit.language)) for name in ("actors", "projects")}
