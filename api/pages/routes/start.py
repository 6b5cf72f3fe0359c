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
_ALL: Final = 500


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
    """What may be meant, list by list, the one with the best hit first, or all of one list; each hit says why."""
    text, only = visit.given("q"), visit.given("lista")
    lists = (only,) if only in SEARCHED else SEARCHED
    best = _search(visit, visit.view, lists, _ALL if only else _HITS) if text else Found([], 0)
    first = [item["list"] for item in best.items]
    in_order = sorted({*lists} if first else (), key=[*first, *SEARCHED].index)
    found = {name: best if only else _search(visit, visit.view, (name,)) for name in in_order}
    everywhere = _search(visit, View(), lists, 1).total if text else 0
    return render(
        visit,
        "search.html",
        text=text,
        found={name: page for name, page in found.items() if page.total},
        elsewhere=everywhere - best.total,
    )


def _search(visit: Visit, view: View, lists: Iterable[str], most: int = _HITS) -> Found:
    return visit.moment.search(visit.given("q"), lists, view, visit.language, most)


def _in_view(visit: Visit) -> dict[str, int]:
    """How many actors and projects the view lists; empty when it is everything."""
    if not visit.options:
        return {}
    return {name: len(visit.lists.items(name, visit.language)) for name in ("actors", "projects")}
