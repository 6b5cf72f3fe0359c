"""The review queue of actors or projects: decide a pair at a time or a band at once; one's own last can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final
from urllib.parse import quote, unquote

from fastapi import Form, Response
from fastapi.responses import RedirectResponse

from api.pages.remembered import remember_deciding
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import SAVED, Visit, VisitDep
from api.service.requests import CandidatesAsked
from graph.errors import InputError
from graph.identity import Decision, Pair
from graph.messages import Message
from queries.cursor import write_cursor

router = page_router()

VERDICTS: Final = (("same", "s"), ("different", "i"), ("related", "n"))
FIELDS: Final = {
    "actors": ("name", "kind", "place", "org_number", "ror", "pic"),
    "projects": ("name", "acronym", "period", "number"),
}
_PATH: Final = "/granska"
_SKIPPED: Final = "hoppa"
_OF: Final = "av"
_DATASET: Final = "kalla"
_BAND: Final = 90
_MOST: Final = 500

Text = Annotated[str, Form(max_length=2000)]


@router.get(_PATH)
def review(visit: VisitDep) -> Response:
    """The first pair that waits, or a later one when some are skipped."""
    skipped, of = _whole_number(visit.given(_SKIPPED), 0), _of(visit)
    queue = visit.service.candidates(visit.language, _asked(visit), limit=1, cursor=write_cursor([skipped]))
    if not queue["items"] and skipped:
        return RedirectResponse(visit.this(hoppa=None), 303)
    return render(
        visit,
        "review.html",
        queue=queue,
        counts=visit.service.at_hand().counts(),
        candidate=next(iter(queue["items"]), None),
        skipped=skipped,
        last=_last(visit),
        decides=visit.deciding,
        verdicts=VERDICTS,
        rows=FIELDS[of],
        of=of,
        datasets=visit.service.at_hand().lists().items("datasets", visit.language),
        band=_BAND,
        pair_of=pair_of,
    )


@router.get(f"{_PATH}/alla")
def band(visit: VisitDep) -> Response:
    """Every pair of at least a score, to be accepted together."""
    least = min(100, max(0, _whole_number(visit.given("minst"), _BAND)))
    queue = visit.service.candidates(visit.language, _asked(visit, least), limit=_MOST)
    return render(visit, "review_band.html", queue=queue, least=least, decides=visit.deciding, pair_of=pair_of)


@router.post(f"{_PATH}/beslut")
def decide(
    visit: VisitDep,
    pair: Annotated[list[str], Form()] = [],  # noqa: B006
    verdict: Text = "",
    decided_by: Text = "",
    reason: Text = "",
) -> Response:
    """Decide about the pairs that were chosen, all alike, then go on with the next."""
    if not decided_by.strip():
        raise InputError(Message("pages.error_who"))
    if not pair:
        raise InputError(Message("pages.error_no_pair"))
    decisions = [Decision(_pair(text), verdict) for text in pair[:_MOST]]
    visit.service.decide_identities(decisions, decided_by.strip(), reason.strip() or None, _of(visit))
    answer = RedirectResponse(visit.this(_PATH, minst=None, **{SAVED: len(decisions)}), 303)
    remember_deciding(visit, answer, decided_by)
    return answer


@router.post(f"{_PATH}/angra")
def undo(visit: VisitDep) -> Response:
    """Take back what this person decided last: one pair, or all that they decided together."""
    if last := _last(visit):
        pairs = [Pair.of_ends(decision["first"], decision["second"]) for decision in last]
        visit.service.withdraw_identities(pairs, _of(visit), only_by=visit.deciding)
    return RedirectResponse(visit.this(_PATH), 303)


def pair_of(candidate: dict[str, Any]) -> str:
    """A pair as one value of a form."""
    sides = (candidate["one"], candidate["other"])
    return "&".join(f"{quote(side['dataset'], safe='')}={quote(side['id'], safe='')}" for side in sides)


def _pair(text: str) -> Pair:
    sides = [tuple(map(unquote, side.split("="))) for side in text.split("&")]
    try:
        (one, one_id), (other, other_id) = sides
    except ValueError as error:
        raise InputError(Message("pages.error_no_pair")) from error
    return Pair((one, one_id), (other, other_id))


def _last(visit: Visit) -> list[dict[str, Any]]:
    """The newest decision of this person, with those that they made together with it."""
    every = visit.service.identity_decisions(_of(visit))
    decided = [decision for decision in every if decision["decided_by"] == visit.deciding]
    return list(_together(decided, decided[0])) if decided else []


def _together(decided: Iterable[dict[str, Any]], newest: dict[str, Any]) -> Iterable[dict[str, Any]]:
    shared = ("decided_at", "decided_by", "verdict")
    return (decision for decision in decided if all(decision[name] == newest[name] for name in shared))


def _of(visit: Visit) -> str:
    return "projects" if visit.given(_OF) == "projekt" else "actors"


def _asked(visit: Visit, least: int = 0) -> CandidatesAsked:
    return CandidatesAsked(_of(visit), least, visit.given(_DATASET) or None)


def _whole_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
