"""What has changed."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from api.pages.differences import counted, sectioned
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import VisitDep
from api.service.history import one_revision, revision_page

router = page_router()

_PAGE: Final = 50
_CHANGES: Final = 1000


@router.get("/andringar")
def many(visit: VisitDep) -> Response:
    """Every revision, the newest first."""
    page = revision_page(visit.wait().service.store, _PAGE, visit.given("cursor") or None)
    return render(visit, "revisions.html", page=page)


@router.get("/andringar/{number}")
def one(visit: VisitDep, number: int) -> Response:
    """One revision with its difference."""
    revision = one_revision(visit.wait().service.store, number)
    changes = revision["difference"] or []
    return render(
        visit,
        "revision.html",
        revision=revision,
        counts=counted(revision["summary"] or {}),
        sections=sectioned(changes[:_CHANGES]),
        total=len(changes),
        shown=min(len(changes), _CHANGES),
    )
