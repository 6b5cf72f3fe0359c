"""Finding partners for a project, or for what somebody wants to do, and comparing those one keeps in mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.pages.partner_search import EVERY_COUNTRY, FILTERS, Item, PartnerSearch
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.description import read_description
from graph.decisions.verdicts import CHOICES
from queries.questions.partners.ranking import LANES

router = page_router(kept=True)

_STEP: Final = 12
_MOST: Final = 1000
_DESCRIPTION: Final = "beskrivning"
_LONGEST_DESCRIPTION: Final = 6000


@router.get("/partner")
def partners(visit: VisitDep) -> Response:
    """Two lanes of actors that fit, and those set aside. Theme, place and sector are what is wanted, not the view."""
    if text := visit.request.query_params.get(_DESCRIPTION, "")[:_LONGEST_DESCRIPTION]:
        return RedirectResponse(_as_read(visit, text), 303)
    search, shown = PartnerSearch.of(visit), _shown(visit)
    lanes = _lanes(search.shown)
    on_page = {item["actor"]["id"] for _, items in lanes for item in items[:shown]}
    return render(
        search.visit,
        "partners.html",
        search=search,
        choice=search.choice,
        wanted=search.wanted,
        answer=search.answer,
        lanes=lanes,
        kept_elsewhere=[id for id in search.saved if id not in on_page],
        decided=_decided(search.answer) if search.answer else {},
        filters=FILTERS,
        every_country=EVERY_COUNTRY,
        shown=shown,
        step=_STEP,
    )


@router.get("/partner/jamfor")
def comparison(visit: VisitDep) -> Response:
    """Those kept in mind, side by side."""
    search = PartnerSearch.of(visit)
    by_id = {item["actor"]["id"]: item for item in search.items}
    return render(
        search.visit,
        "partner_comparison.html",
        search=search,
        choice=search.choice,
        answer=search.answer,
        compared=[by_id[id] for id in search.saved if id in by_id],
        gone=sum(id not in by_id for id in search.saved),
    )


def _as_read(visit: Visit, text: str) -> str:
    """The address of the search that a description asks for."""
    read = read_description(text, visit.moment.whole)
    found = {"theme": read.themes, "place": read.places, "actors": read.actors}
    return visit.this("/partner", **{_DESCRIPTION: None, "last": 1, **found})


def _lanes(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    return [(lane, [item for item in items if item["lane"] == lane]) for lane in LANES]


def _decided(answer: Mapping[str, Any]) -> dict[str, list[Item]]:
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
