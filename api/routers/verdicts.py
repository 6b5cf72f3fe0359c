"""What people decide about pairs: overlaps of projects, and actors that are known not to work together."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from api.dependencies import ServiceDep
from api.schemas import Verdict, VerdictOrder
from api.service import Service
from graph.errors import InputError, NotFoundError
from graph.facts import Verdict as Decided
from graph.model import STATUSES
from graph.verdicts import CHOICES, decide, fingerprint, withdraw
from graph.view import View

router = APIRouter(tags=["verdicts"])

_WHOLE = View(status=STATUSES, funding="include", expanded="include")


@router.put("/overlaps/{a}/{b}/verdict", response_model=Verdict, summary="Say what two projects are to each other")
def put_overlap(service: ServiceDep, a: str, b: str, order: VerdictOrder) -> dict[str, Any]:
    """Replaces an earlier verdict on the pair and wins over the proposed class."""
    return _decided(service, "overlap", (a, b), order)


@router.delete("/overlaps/{a}/{b}/verdict", status_code=204, summary="Take a verdict on two projects back")
def delete_overlap(service: ServiceDep, a: str, b: str) -> None:
    """The proposed class is shown again."""
    _withdraw(service, "overlap", (a, b))


@router.put("/gaps/pairs/{a}/{b}/verdict", response_model=Verdict, summary="Say that two actors do not work together")
def put_pair(service: ServiceDep, a: str, b: str, order: VerdictOrder) -> dict[str, Any]:
    """The only verdict is `no_collaboration`: known absent, not merely not observed."""
    return _decided(service, "collaboration", (a, b), order)


@router.delete("/gaps/pairs/{a}/{b}/verdict", status_code=204, summary="Take a verdict on two actors back")
def delete_pair(service: ServiceDep, a: str, b: str) -> None:
    """The pair is judged by the graph again."""
    _withdraw(service, "collaboration", (a, b))


def _decided(service: Service, question: str, pair: tuple[str, str], order: VerdictOrder) -> dict[str, Any]:
    snapshot = service.snapshot()
    known, what = (snapshot.projects, "project") if question == "overlap" else (snapshot.actors, "actor")
    for id in pair:
        if id not in known:
            raise NotFoundError(f"There is no {what} {id!r}")
    if order.verdict not in CHOICES[question]:
        raise InputError(f"verdict {order.verdict!r} is none of {', '.join(CHOICES[question])}")
    decided: Decided = decide(
        service.store,
        question,
        pair,
        order.verdict,
        decided_by=order.decided_by,
        digest=fingerprint(snapshot.network(_WHOLE), pair),
        reason=order.reason,
    )
    return asdict(decided)


def _withdraw(service: Service, question: str, pair: tuple[str, str]) -> None:
    if not withdraw(service.store, question, pair):
        raise NotFoundError(f"There is no verdict on {pair[0]} and {pair[1]}")
