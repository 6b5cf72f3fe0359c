"""One actor, one project, with everything their sources say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.details import missing
from api.service.requests import Asked
from graph.errors import NotFoundError
from graph.model.vocabulary import RELATION_TYPES, ROLES
from graph.network.choosing import is_chosen
from queries.answer import referred

router = page_router(kept=True)

Item = Mapping[str, Any]

_RELATIONS: Final = 1000
_COLLABORATORS: Final = 100
_OVERLAPS: Final = 5


@router.get("/aktor/{id:path}")
def actor(visit: VisitDep, id: str) -> Response:
    """An actor; one that is known under a better id now is found there."""
    item = _detail(visit, "actors", id)
    if item is None:
        return _moved(visit, "actors", "/aktor/", id)
    return render(visit, "actor.html", **_common(item), with_whom=_with_whom(visit, id), most=_COLLABORATORS)


@router.get("/projekt/{id:path}")
def project(visit: VisitDep, id: str) -> Response:
    """A project."""
    item = _detail(visit, "projects", id)
    if item is None:
        return _moved(visit, "projects", "/projekt/", id)
    common = _common(item)
    roles, groups = _participants(common["by"]["PARTICIPATES_IN"])
    twice = any(project == id for _, project in visit.network.doubly_reported)
    overlaps = _overlaps(visit, id)
    return render(visit, "project.html", **common, roles=roles, groups=groups, overlaps=overlaps, doubly_told=twice)


def by_type(item: Item) -> dict[str, list[Item]]:
    """The relations of an item by type; a type without one has an empty list."""
    relations: dict[str, list[Item]] = {relation_type.name: [] for relation_type in RELATION_TYPES}
    for relation in item["relations"]:
        relations[relation["type"]].append(relation)
    return relations


def _detail(visit: Visit, resource: str, id: str) -> Item | None:
    try:
        return visit.moment.detail(resource, id, visit.language, _RELATIONS, None)
    except NotFoundError:
        return None


def _moved(visit: Visit, resource: str, folder: str, id: str) -> Response:
    moved = visit.moment.moved_to(resource, id)
    if moved is None or moved == id:
        raise missing(resource, id)
    return RedirectResponse(visit.link(folder + quote(moved, safe=":")), 308)


def _common(item: Item) -> dict[str, Any]:
    claims: dict[str, list[Item]] = defaultdict(list)
    for claim in item["claims"]:
        claims[claim["property"]].append(claim)
    more = item["relations_total"] - len(item["relations"])
    return {"item": item, "by": by_type(item), "claims": sorted(claims.items()), "more": more}


def _participants(facts: Sequence[Item]) -> tuple[list[tuple[str, list[Item]]], list[tuple[str, list[Item]]]]:
    """Named participants by role, those who lead first; and those named only by a group phrase."""
    roles: dict[str, list[Item]] = {role: [] for role in (*ROLES, "none")}
    groups: dict[str, list[Item]] = defaultdict(list)
    for fact in facts:
        if fact["expanded_from"]:
            groups[fact["expanded_from"]].append(fact)
        else:
            roles[fact["told"] or "none"].append(fact)
    return [(role, participants) for role, participants in roles.items() if participants], sorted(groups.items())


def _with_whom(visit: Visit, id: str) -> list[tuple[Item, list[Item]]]:
    """The actors it works with in this view, those of most shared projects first, with the projects."""
    network, whole = visit.network, visit.moment.whole
    if id not in network.collaboration:
        return []
    shared: dict[str, list[Item]] = {other: [] for other in network.collaboration[id] if is_chosen(network, other)}
    for project in network.projects_of.get(id, ()):
        tied = network.tied_participants.get(project, ())
        for other in tied if id in tied else ():
            if other in shared:
                shared[other].append(referred(project, whole, visit.language))
    collaborators = [(referred(other, whole, visit.language), projects) for other, projects in shared.items()]
    return sorted(collaborators, key=lambda entry: (-len(entry[1]), entry[0]["name"]))


def _overlaps(visit: Visit, id: str) -> Sequence[Item]:
    """The nearest overlaps; none when the view does not show the project."""
    if id not in visit.network.projects:
        return []
    asked = Asked("overlaps", {**visit.options, "project": id, "owners": "all"}, visit.language, limit=_OVERLAPS)
    overlaps: Sequence[Item] = visit.moment.ask(asked)["items"]
    return overlaps
