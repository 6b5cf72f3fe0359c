"""Every table as a page, under an address of its own or that of its list."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.pages.listing import Listing
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.tables.declared import table_named

router = page_router(kept=True)

# Where a table stands already; and the page that has the same as cards, with what that page is called.
_LISTS: Final = {
    "actors": "/aktorer",
    "projects": "/projekt",
    "sources": "/kallor",
    "ties": "/karta/tabell",
    "verdicts": "/bedomningar",
}
_BACK: Final = {
    "overlaps": ("/overlapp", "menu_overlaps"),
    "verdicts": ("/overlapp", "menu_overlaps"),
    "partners": ("/partner", "menu_partners"),
    "consortium": ("/konsortium", "menu_consortium"),
    "brokers": ("/brobyggare", "menu_brokers"),
    "gaps": ("/luckor", "menu_gaps"),
    "introductions": ("/introduktioner", "menu_introductions"),
    "what-if": ("/tank-om", "menu_what_if"),
    "changes": ("/andringar", "menu_changes"),
    "ties": ("/karta", "menu_map"),
}


@router.get("/aktorer")
def actors(visit: VisitDep) -> Response:
    """Actors of the view by name."""
    return listed(visit, "actors", lead=visit.say("actors_lead"))


@router.get("/projekt")
def projects(visit: VisitDep) -> Response:
    """Projects of the view by name."""
    return listed(visit, "projects", lead=visit.say("projects_lead"))


@router.get("/kallor")
def sources(visit: VisitDep) -> Response:
    """Every document that facts cite, with its terms."""
    return listed(visit, "sources", lead=visit.say("sources_lead"), notices=visit.service.store.notices)


@router.get("/karta/tabell")
def ties(visit: VisitDep) -> Response:
    """What the map shows, as a table."""
    return listed(visit, "ties", heading=visit.say("ties_heading"), lead=visit.say("ties_lead"))


@router.get("/bedomningar")
def verdicts(visit: VisitDep) -> Response:
    """What people have decided about pairs: who, when and why."""
    return listed(visit, "verdicts", lead=visit.say("verdicts_lead"), nothing=visit.say("verdicts_nothing"))


@router.get("/tabell/{name}")
def table(visit: VisitDep, name: str) -> Response:
    """A table by its name; one that is a page already is found there."""
    if name in _LISTS:
        return RedirectResponse(visit.this(_LISTS[name]), 307)
    return listed(visit, name)


def listed(visit: Visit, name: str, **values: Any) -> Response:
    """The page of a table."""
    table = table_named(name)
    listing = Listing.of(visit, table)
    path, key = _BACK.get(name) or _BACK.get(table.question) or ("", "")
    network = visit.network
    told = {"heading": table.title(visit.language), "lead": "", "notices": (), **values}
    told.setdefault("nothing", visit.say("nothing_in_view"))
    return render(
        visit,
        "table.html",
        listing=listing,
        considered={
            "actors": len(network.actors),
            "projects": len(network.projects),
            "open_periods": network.open_periods,
        },
        left_out=listing.extract.found.left_out,
        back=(listing.back(path), visit.say(key)) if path else None,
        **told,
    )
