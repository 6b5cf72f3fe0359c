"""What people decide: overlaps of projects, actors that do not work together, and partners that were suggested."""

from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter

from api.http.dependencies import ServiceDep
from api.http.schemas.entities import Verdict, VerdictOrder
from api.service.service import Service
from graph.decisions.verdicts import CHOICES, decide, fingerprint, withdraw
from graph.errors import InputError, NotFoundError, absent
from graph.messages import Message
from graph.network.facts import Verdict as Decided
from graph.network.view import View

router = APIRouter(tags=["verdicts"])

_ENDS: Final = {
    "overlap": ("project", "project"),
    "collaboration": ("actor", "actor"),
    "partner": ("project", "actor"),
}


@router.put("/overlaps/{a}/{b}/verdict", response_model=Verdict, summary="Say what two projects are to each other")
def put_overlap(service: ServiceDep, a: str, b: str, order: VerdictOrder) -> dict[str, Any]:
    """Replaces an earlier verdict on the pair and wins over the proposed class."""
    return store(service, "overlap", (a, b), order)


@router.delete("/overlaps/{a}/{b}/verdict", status_code=204, summary="Take a verdict on two projects back")
def delete_overlap(service: ServiceDep, a: str, b: str) -> None:
    """The proposed class is shown again."""
    take_back(service, "overlap", (a, b))


@router.put("/gaps/pairs/{a}/{b}/verdict", response_model=Verdict, summary="Say that two actors do not work together")
def put_pair(service: ServiceDep, a: str, b: str, order: VerdictOrder) -> dict[str, Any]:
    """The only verdict is `no_collaboration`: known absent, not merely not observed."""
    return store(service, "collaboration", (a, b), order)


@router.delete("/gaps/pairs/{a}/{b}/verdict", status_code=204, summary="Take a verdict on two actors back")
def delete_pair(service: ServiceDep, a: str, b: str) -> None:
    """The pair is judged by the graph again."""
    take_back(service, "collaboration", (a, b))


@router.put(
    "/partners/{project}/{actor}/verdict", response_model=Verdict, summary="Say what became of a suggested partner"
)
def put_partner(service: ServiceDep, project: str, actor: str, order: VerdictOrder) -> dict[str, Any]:
    """`in_contact` or `not_relevant`: either way the actor is not suggested to this project any more."""
    return store(service, "partner", (project, actor), order)


@router.delete(
    "/partners/{project}/{actor}/verdict", status_code=204, summary="Take a verdict on a suggested partner back"
)
def delete_partner(service: ServiceDep, project: str, actor: str) -> None:
    """The actor may be suggested again."""
    take_back(service, "partner", (project, actor))


def store(service: Service, question: str, pair: tuple[str, str], order: VerdictOrder) -> dict[str, Any]:
    """Store what a person decided about a pair; for `partner` a project and an actor, in this order.

    Raises:
        NotFoundError: one of them is not in the graph.
        InputError: the question has no such verdict, nobody decides, or both are the same.
    """
    snapshot = service.snapshot()
    for what, id in zip(_ENDS[question], pair, strict=True):
        if id not in (snapshot.projects if what == "project" else snapshot.actors):
            raise absent(what, id)
    if order.verdict not in CHOICES[question]:
        raise InputError(Message("errors.verdict", verdict=order.verdict, known=CHOICES[question]))
    decided: Decided = decide(
        service.store,
        question,
        pair,
        order.verdict,
        decided_by=order.decided_by,
        digest=fingerprint(service.network(View()), pair),
        reason=order.reason,
    )
    return asdict(decided)


def take_back(service: Service, question: str, pair: tuple[str, str]) -> None:
    """Withdraw what was decided about a pair; NotFoundError when nothing was."""
    if not withdraw(service.store, question, pair):
        raise NotFoundError(Message("errors.no_verdict", first=pair[0], second=pair[1]))
