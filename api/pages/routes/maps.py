"""The map of a view, and of what lies around one actor or project."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import quote

from fastapi import Response

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.exports import exported
from graph.errors import absent
from graph.network.network import StakeholderNetwork

router = page_router()

# A map's own policy stands in the file; here it only loses our origin and may not be framed elsewhere.
_POLICY: Final = "sandbox allow-scripts allow-downloads allow-modals allow-popups; frame-ancestors 'self'"
_HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
_MOST_PROJECTS: Final = 40
_BETWEEN_ACTORS: Final = frozenset({"COLLABORATES_WITH"})


@router.get("/karta")
def drawn(visit: VisitDep) -> Response:
    """The interactive map."""
    return _page(visit, visit.say("map_heading"), visit.link("/karta/innehall", lang=visit.language))


@router.get("/karta/fri")
def free(visit: VisitDep) -> Response:
    """The map whose nodes can be dragged."""
    frame = visit.link("/karta/innehall", lang=visit.language, form="pyvis")
    return _page(visit, visit.say("map_free_heading"), frame, free=True)


@router.get("/karta/innehall")
def content(visit: VisitDep) -> Response:
    """The map by itself: the same file that can be saved."""
    format = "pyvis" if visit.given("form") == "pyvis" else "html"
    return _inert(visit.service.export(format, visit.options, visit.language), "text/html; charset=utf-8")


@router.get("/karta/kring/{id:path}")
def around(visit: VisitDep, id: str) -> Response:
    """The map of what lies around one actor or project."""
    name = _name(visit, id)
    heading = visit.say("map_around_heading", name=name)
    return _page(visit, heading, visit.link("/karta/omkring/" + quote(id, safe=":"), lang=visit.language), around=True)


@router.get("/karta/omkring/{id:path}")
def around_content(visit: VisitDep, id: str) -> Response:
    """That map by itself."""
    return _inert(exported(_surroundings(visit, id), "html", visit.language), "text/html; charset=utf-8")


@router.get("/karta/bild/{id:path}")
def picture(visit: VisitDep, id: str) -> Response:
    """That map as a picture."""
    return _inert(exported(_surroundings(visit, id), "svg", visit.language), "image/svg+xml")


def _page(visit: Visit, heading: str, frame: str, *, free: bool = False, around: bool = False) -> Response:
    return render(visit, "map.html", heading=heading, frame=frame, free=free, around=around)


def _inert(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers=dict(_HEADERS))


def _name(visit: Visit, id: str) -> str:
    snapshot = visit.service.snapshot()
    if id in snapshot.projects:
        return snapshot.projects[id].acronym or snapshot.projects[id].name
    if id in snapshot.actors:
        return snapshot.actors[id].name
    raise absent("actor", id)


def _surroundings(visit: Visit, id: str) -> StakeholderNetwork:
    """The projects of an actor, or a project with those that share an actor with it, and everyone in them."""
    _name(visit, id)
    network = visit.network
    tied = network.tied_participants
    if id in network.projects:
        shared = {
            project: len(set(tied.get(id, ())) & set(actors)) for project, actors in tied.items() if project != id
        }
        near = sorted((each for each in shared if shared[each]), key=lambda each: (-shared[each], each))
        kept = {id, *near[:_MOST_PROJECTS]}
    else:
        kept = {*network.projects_of.get(id, ()), *(fact.end for fact in network.fundings if fact.start == id)}
        kept = set(sorted(kept)[:_MOST_PROJECTS])
    facts = tuple(
        fact
        for fact in network.facts
        if fact.start in kept or fact.end in kept or (fact.type in _BETWEEN_ACTORS and id in (fact.start, fact.end))
    )
    ends = {end for fact in facts for end in (fact.start, fact.end)} | {id}
    return replace(
        network,
        actors={each: actor for each, actor in network.actors.items() if each in ends},
        projects={each: project for each, project in network.projects.items() if each in ends},
        facts=facts,
        left_out={},
    )
