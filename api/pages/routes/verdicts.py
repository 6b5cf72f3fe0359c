"""What people have decided about pairs: who, when and why."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import VisitDep
from api.tables.declared import tables
from api.tables.table import Asked

router = page_router(kept=True)

_SHOWN: Final = 200
_QUESTIONS: Final = ("overlap", "collaboration", "partner")
_PAGES: Final = {"overlap": "/overlapp/par", "collaboration": "/introduktioner", "partner": "/partner"}


@router.get("/bedomningar")
def verdicts(visit: VisitDep) -> Response:
    """Every verdict, the newest first, of one question or one person where that is asked for."""
    rows = tables()["verdicts"].find(Asked(visit.moment, visit.options, visit.language)).rows
    question, who = visit.given("fraga"), visit.given("vem")
    people = sorted({str(row["decided_by"]) for row in rows})
    found = [row for row in rows if question in ("", row["question"]) and who in ("", row["decided_by"])]
    return render(
        visit,
        "verdicts.html",
        rows=found[:_SHOWN],
        total=len(found),
        questions=_QUESTIONS,
        pages=_PAGES,
        people=people,
        question=question,
        who=who,
    )
