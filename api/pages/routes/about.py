"""How figures are made, where facts come from, and how to get about without a mouse."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import VisitDep
from api.tables.declared import table_named
from graph.model.vocabulary import STATUSES

router = page_router()

_SECTIONS: Final = (
    ("partners", ("partner_themes", "partner_adds", "partner_closeness", "partner_place", "partner_recency", "lane")),
    ("brokers", ("betweenness", "constraint", "effective_size", "roles", "sole_bridge", "rank")),
    (
        "gaps_pairs",
        ("pair_lane", "pair_needs", "pair_themes", "pair_text", "pair_place", "pair_kinds", "pair_contacts", "state"),
    ),
    ("gaps_groups", ("observed", "expected", "z", "q")),
    (
        "overlaps",
        ("part_actors", "part_themes", "part_places", "part_time", "part_funder", "part_text", "class"),
    ),
    ("introductions", ()),
    ("what_if", ()),
    ("changes", ()),
)
# The tables to connect to, as the documentation promises them.
_TABLES: Final = ("actors", "projects", "participations", "fundings", "overlaps", "verdicts")
_KEYBOARD: Final = (
    (("Tab",), "keys_tab"),
    (("Enter",), "keys_enter"),
    (("/",), "keys_search"),
    (("←", "↑", "→", "↓"), "keys_arrows"),
    (("Esc",), "keys_escape"),
)


@router.get("/om")
def about(visit: VisitDep) -> Response:
    """One page that explains."""
    licences = sorted(
        {source["licence"] for source in visit.whole.items("sources", visit.language) if source["licence"]}
    )
    return render(
        visit,
        "about.html",
        sections=_SECTIONS,
        statuses=STATUSES,
        keyboard=_KEYBOARD,
        licences=licences,
        datasets=visit.whole.items("datasets", visit.language),
    )


@router.get("/om/excel")
def excel(visit: VisitDep) -> Response:
    """How to connect a spreadsheet, with the addresses of this service as the reader reached it."""
    origin = str(visit.request.base_url).rstrip("/")
    return render(visit, "excel.html", origin=origin, stable=[table_named(name) for name in _TABLES])
