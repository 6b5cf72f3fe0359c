"""What has happened: since a day or a revision, and every revision with its difference."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.http.caller import CallerDep
from api.pages.differences import counted, sectioned
from api.pages.rendering import render
from api.pages.routes.questions import ask
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep, address
from api.service.history import one_revision, revision_page
from graph.errors import ConflictError, HurError
from graph.ingest.undo import UNDOABLE

router = page_router()

UNDONE: Final = "angrad"
_PAGE: Final = 50
_CHANGES: Final = 1000
_SHOWN: Final = 12  # of each sort of change; all of one sort on a page of their own


@router.get("/andringar")
def many(visit: VisitDep) -> Response:
    """What has happened since, when a day or a revision is given; then every revision, the newest first."""
    page = revision_page(visit.wait().service.store, _PAGE, None if _since(visit) else visit.given("cursor") or None)
    answer, problem = None, None
    if _since(visit):
        try:
            answer = _changes(visit)
        except HurError as error:
            problem = error.say(visit.language)
    sorts = _by_sort(answer["items"]) if answer else []
    return render(visit, "revisions.html", page=page, since=_since(visit), answer=answer, problem=problem, sorts=sorts)


@router.get("/andringar/{number}")
def one(visit: VisitDep, number: int) -> Response:
    """One revision with its difference."""
    return _one(visit, number)


@router.post("/andringar/{number}/angra")
def undo(visit: VisitDep, by: CallerDep, number: int) -> Response:
    """Undo a load and show the revision that does so; where that is refused, why."""
    try:
        report = visit.service.undo(number, by)
    except ConflictError as error:
        return _one(visit, number, error.say(visit.language))
    return RedirectResponse(address(f"/andringar/{report.revision}", {UNDONE: number}), 303)


def _one(visit: Visit, number: int, problem: str | None = None) -> Response:
    revision = one_revision(visit.wait().service.store, number)
    changes = revision["difference"] or []
    return render(
        visit,
        "revision.html",
        409 if problem else 200,
        problem=problem,
        undone=visit.given(UNDONE),
        can_be_undone=revision["action"] in UNDOABLE,
        revision=revision,
        counts=counted(revision["summary"] or {}),
        sections=sectioned(changes[:_CHANGES]),
        total=len(changes),
        shown=min(len(changes), _CHANGES),
    )


def _since(visit: Visit) -> str:
    return visit.given("since")


def _changes(visit: Visit) -> dict[str, Any]:
    """All changes, or a page of those of one sort."""
    change = visit.given("change")
    return ask(visit, "changes", _PAGE if change else None, since=_since(visit), change=change)


def _by_sort(items: list[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The first changes of each sort, or all where only one is shown."""
    sorts = [(sort, list(found)) for sort, found in groupby(items, key=lambda item: str(item["change"]))]
    return sorts if len(sorts) == 1 else [(sort, found[:_SHOWN]) for sort, found in sorts]
