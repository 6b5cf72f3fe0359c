"""What people decide on the pages: about two projects, two actors, or a partner that was suggested to a project."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import Form, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.http.caller import CallerDep
from api.http.schemas.verdicts import VerdictOrder
from api.pages.remembered import remember_deciding
from api.pages.routes.overlaps import rest_of_series
from api.pages.routing import page_router
from api.pages.visit import SAVED, VisitDep
from graph.errors import InputError
from graph.messages import Message

router = page_router()

_QUESTIONS: Final = {"overlapp": "overlap", "luckor": "collaboration", "partner": "partner"}
_SHOWN: Final = {"overlapp": "/overlapp/par"}

Text = Annotated[str, Form(max_length=2000)]


@router.post("/{page}/bedom")
def judge(
    visit: VisitDep,
    by: CallerDep,
    page: Literal["overlapp", "luckor", "partner"],
    a: Text,
    b: Text,
    verdict: Text = "",
    decided_by: Text = "",
    reason: Text = "",
    next_a: Text = "",
    next_b: Text = "",
    stay: Text = "",
    series: Text = "",
    together: Text = "",
) -> Response:
    """Store a verdict on a and b, or withdraw it when it is empty; then back to the page with the form's own query.

    Where the form names a next pair, that is shown, unless `stay` is given. With `series` an overlap is judged with
    the pairs that it stands for in the list; `together` withdraws what was judged in one go.
    """
    if verdict:
        order = _order(verdict, decided_by, reason)
        also = rest_of_series(visit, (a, b)) if series else ()
        said = (order.verdict, order.decided_by, order.reason)
        visit.service.give_verdict(_QUESTIONS[page], (a, b), *said, also=also)
    else:
        visit.service.take_back_verdict(_QUESTIONS[page], (a, b), by, together=bool(together))
    # The revision is another now: a position in the list of the one before is no longer valid.
    parameters: dict[str, object] = {"cursor": None, SAVED: 1 if verdict else None}
    if page in _SHOWN:
        parameters[SAVED] = (a, b) if verdict else None
        shown = (next_a, next_b) if next_a and next_b and not stay else (a, b)
        parameters |= dict(zip("ab", shown, strict=True))
    answer = RedirectResponse(visit.this(_SHOWN.get(page, f"/{page}"), **parameters), 303)
    if verdict:
        remember_deciding(visit, answer, decided_by)
    return answer


def _order(verdict: str, decided_by: str, reason: str) -> VerdictOrder:
    try:
        return VerdictOrder(verdict=verdict, decided_by=decided_by.strip(), reason=reason.strip() or None)
    except ValidationError as error:
        raise InputError(Message("pages.error_who")) from error
