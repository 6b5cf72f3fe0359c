"""What has changed."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import Response

from api.http.routes import revisions
from api.pages.differences import counted, sectioned
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import VisitDep

router = page_router()

_PAGE: Final = 50
_CHANGES: Final = 1000


@router.get("/andringar")
def many(visit: VisitDep) -> Response:
    """Every revision, the newest first."""
    page = _content(revisions.many(visit.service, visit.moment, Response(), _PAGE, visit.given("cursor") or None))
    return render(visit, "revisions.html", page=page)


@router.get("/andringar/{number}")
def one(visit: VisitDep, number: int) -> Response:
    """One revision with its difference."""
    revision = _content(revisions.one(visit.service, Response(), number))
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


def _content(response: Response) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(response.body))
    return found
