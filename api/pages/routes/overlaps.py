"""Overlaps as a piece of work: the pairs that wait, one pair side by side, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from fastapi import Response

from api.pages.choosing import Choice, chosen
from api.pages.rendering import render
from api.pages.routes.details import by_type
from api.pages.routes.questions import ask
from api.pages.routing import page_router
from api.pages.visit import SAVED, Visit, VisitDep
from graph.decisions.verdicts import CHOICES, decided_with
from graph.errors import absent
from queries.questions.overlaps import LISTED
from queries.questions.overlaps.queue import JUDGED, ORDERS

router = page_router(kept=True)

_COMPARED: Final = 40
_WAITING: Final = "no"  # of all pairs those are shown that wait for a verdict, of one project every pair
_EVERY: Final = "any"
_TOGETHER: Final = "together"


@router.get("/overlapp")
def overlaps(visit: VisitDep) -> Response:
    """Which initiatives do the same thing: those pairs first that wait for a verdict."""
    choice = chosen(visit, "projects", visit.given("project"))
    asked = _asked(visit, choice)
    answer = ask(visit, "overlaps", series=_TOGETHER, **asked) if choice.item or not choice.written else None
    return render(
        visit,
        "overlaps.html",
        answer=answer,
        asked=asked,
        choice=choice,
        owners=tuple(LISTED),
        classes=CHOICES["overlap"],
        chosen_classes=visit.asked("classes").get("classes", ()),
        judged=_judged(visit, choice),
        judged_choices=(_WAITING, "yes", _EVERY),
        orders=ORDERS,
    )


@router.get("/overlapp/par")
def overlap(visit: VisitDep) -> Response:
    """Two projects side by side, with the form for a verdict, and the pairs before and after in the list."""
    pair = (visit.given("a"), visit.given("b"))
    if not all(pair):
        raise absent("pair", " – ".join(pair))
    answer = ask(visit, "overlaps", None, project=pair[0], other=pair[1], owners="all", none="include")
    if not answer["items"]:
        raise absent("pair", " – ".join(pair))
    (item,) = answer["items"]
    sides = [_side(visit, project["id"]) for project in item["projects"]]
    queue = ask(
        visit, "overlaps", None, series=_TOGETHER, **_asked(visit, chosen(visit, "projects", visit.given("project")))
    )
    return render(
        visit,
        "overlap_pair.html",
        item=item,
        sides=sides,
        common=set.intersection(*({*_others(side.by)} for side in sides)),
        answer=answer,
        queue=_place(queue["items"], set(pair)),
        together=_together(visit, pair),
        saved=_saved(visit),
        verdicts=CHOICES["overlap"],
        most=_COMPARED,
    )


def _asked(visit: Visit, choice: Choice) -> dict[str, Any]:
    """What the list is asked for, as its address says it."""
    return {
        "project": choice.item["id"] if choice.item else None,
        "owners": visit.given("owners"),
        "none": visit.given("none"),
        "order": visit.given("order"),
        "judged": _judged(visit, choice),
        **visit.asked("classes"),
    }


def _judged(visit: Visit, choice: Choice) -> str:
    given = visit.given("judged")
    return given if given in JUDGED else _EVERY if choice.item else _WAITING


def _place(items: Sequence[Mapping[str, Any]], pair: set[str]) -> SimpleNamespace:
    """Where a pair stands in the list, from 1, and those beside it; after a pair outside the list comes its first."""
    ids = [[project["id"] for project in item["projects"]] for item in items]
    at = next((place for place, ends in enumerate(ids) if set(ends) == pair), -1)
    return SimpleNamespace(
        place=at + 1,
        total=len(ids),
        before=ids[at - 1] if at > 0 else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
        entry=items[at] if at >= 0 else None,
    )


def rest_of_series(visit: Visit, pair: tuple[str, str]) -> list[tuple[str, str]]:
    """The other pairs that one stands for in the list that an address asks for, all of one series of phases."""
    asked = _asked(visit, chosen(visit, "projects", visit.given("project")))
    entry = _place(ask(visit, "overlaps", None, series=_TOGETHER, **asked)["items"], set(pair)).entry
    phases = {project["id"] for project in entry["series"]} if entry else set()
    listed = ask(visit, "overlaps", None, **asked)["items"] if phases else ()
    pairs = [(item["projects"][0]["id"], item["projects"][1]["id"]) for item in listed]
    return [other for other in pairs if phases.issuperset(other) and set(other) != set(pair)]


def _together(visit: Visit, pair: tuple[str, str]) -> int:
    """How many pairs were judged in one go with this one, itself among them."""
    verdict = visit.moment.whole.verdict("overlap", pair)
    return len(decided_with(verdict, visit.moment.whole.verdicts)) if verdict else 0


def _saved(visit: Visit) -> SimpleNamespace | None:
    """The pair that was just judged, and how many were with it."""
    match visit.request.query_params.getlist(SAVED):
        case [a, b]:
            return SimpleNamespace(a=a, b=b, together=_together(visit, (a, b)))
    return None


def _side(visit: Visit, id: str) -> SimpleNamespace:
    item = visit.moment.detail("projects", id, visit.language, 1000, None)
    return SimpleNamespace(item=item, by=by_type(item))


def _others(by: Mapping[str, Iterable[Any]]) -> Iterable[str]:
    for type in ("ABOUT", "LOCATED_IN"):
        yield from (fact["end"]["id"] for fact in by[type])
    for type in ("PARTICIPATES_IN", "FUNDS"):
        yield from (fact["start"]["id"] for fact in by[type])
