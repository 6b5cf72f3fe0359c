"""The questions as pages: brokers, gaps and introductions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Final

from fastapi import Response

from api.pages.choosing import chosen
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.requests import Asked
from graph.errors import HurError
from graph.model.vocabulary import SECTORS
from queries.finding.grouping import GROUPS
from queries.question import questions
from queries.questions.gaps.matrix import CoverageMatrix

router = page_router(kept=True)

_PAGE: Final = 25
_SORTS: Final = ("pairs", "groups", "coverage", "isolates")
_FIGURES: Final = {
    "pairs": (
        "pair_lane",
        "pair_needs",
        "pair_themes",
        "pair_text",
        "pair_place",
        "pair_kinds",
        "pair_contacts",
        "state",
    ),
    "groups": ("observed", "expected", "z", "q"),
    "coverage": (),
    "isolates": (),
}
_SHADES: Final = (1, 3, 6, 12)  # least number of projects of each shade after the first
_MOST_PLACES: Final = 8  # columns of the matrix that fit a screen; the others are shown when asked for
_OF_A_SECTOR: Final = 5


def ask(visit: Visit, question: str, limit: int | None = _PAGE, **parameters: Any) -> dict[str, Any]:
    """The answer's envelope for the visit's view and place in the list."""
    view = {questions()[question].view_name(option): value for option, value in visit.options.items()}
    options = {**view, **{name: value for name, value in parameters.items() if value}}
    cursor = visit.given("cursor") or None
    return visit.moment.ask(Asked(question, options, visit.language, limit, cursor if limit else None))


@router.get("/brobyggare")
def brokers(visit: VisitDep) -> Response:
    """Who connects those who would otherwise not be connected: the first of each sector, in one list, or as a set."""
    group = visit.given("group") or GROUPS[0]
    if size := visit.given("set"):
        answer = ask(visit, "brokers", set=size)
        return render(visit, "broker_set.html", answer=answer, size=size)
    in_one_list = bool(visit.view.sector or visit.given("visa") or visit.given("cursor"))
    answer = ask(visit, "brokers", _PAGE if in_one_list else None, group=group)
    sections = [] if in_one_list else _by_sector(answer["items"])
    return render(
        visit, "brokers.html", answer=answer, group=group, groups=GROUPS, sections=sections, first=_OF_A_SECTOR
    )


def _by_sector(items: Iterable[Mapping[str, Any]]) -> list[SimpleNamespace]:
    """The first of each sector, those of unknown sector last."""
    of_sector: dict[str | None, list[Mapping[str, Any]]] = {sector: [] for sector in (*SECTORS, None)}
    for item in items:
        of_sector[item["sector"]].append(item)
    return [
        SimpleNamespace(sector=sector, first=members[:_OF_A_SECTOR], total=len(members))
        for sector, members in of_sector.items()
        if members
    ]


@router.get("/luckor")
def gaps(visit: VisitDep) -> Response:
    """Where collaboration is missing: between actors, between groups, in a field, or of those alone."""
    shown = visit.given("visa") if visit.given("visa") in _SORTS else _SORTS[0]
    group = visit.given("group") or "sector"
    options = {"groups": {"group": group}, "pairs": {"abroad": visit.given("abroad")}}.get(shown, {})
    answer = ask(visit, "gaps", None if shown == "coverage" else _PAGE, of=shown, **options)
    matrix = CoverageMatrix.of(answer["items"]) if shown == "coverage" else None
    return render(
        visit,
        "gaps.html",
        answer=answer,
        shown=shown,
        sorts=_SORTS,
        group=group,
        matrix=matrix,
        most_places=None if visit.given("platser") == "alla" else _MOST_PLACES,
        shade=_shade,
        figures=_FIGURES[shown],
    )


def _shade(count: int) -> int:
    return sum(count >= least for least in _SHADES)


@router.get("/introduktioner")
def introductions(visit: VisitDep) -> Response:
    """Through whom two actors reach each other."""
    a, b = (chosen(visit, "actors", visit.given(name)) for name in ("a", "b"))
    answer, problem = None, None
    if a.item and b.item:
        try:
            answer = ask(visit, "introductions", a=a.item["id"], b=b.item["id"])
        except HurError as error:
            problem = error.say(visit.language)
    return render(visit, "introductions.html", a=a, b=b, answer=answer, problem=problem)
