"""What people decide: overlaps of projects, actors that do not work together, and partners that were suggested."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import ServiceDep
from api.http.schemas.verdicts import Verdict, VerdictOrder
from api.service.service import Service
from api.service.unmoved import Seen
from api.service.verdicts import pair_at

router = APIRouter(tags=["verdicts"])


@router.put(
    "/overlaps/{a:path}/{b:path}/verdict", response_model=Verdict, summary="Say what two projects are to each other"
)
def put_overlap(service: ServiceDep, a: str, b: str, order: VerdictOrder, seen: SeenDep) -> dict[str, Any]:
    """Replaces an earlier verdict on the pair and wins over the proposed class."""
    return _give(service, "overlap", (a, b), order, seen)


@router.delete("/overlaps/{a:path}/{b:path}/verdict", status_code=204, summary="Take a verdict on two projects back")
def delete_overlap(service: ServiceDep, a: str, b: str, by: CallerDep, seen: SeenDep) -> None:
    """The proposed class is shown again."""
    _take_back(service, "overlap", (a, b), by, seen)


@router.put(
    "/gaps/pairs/{a:path}/{b:path}/verdict", response_model=Verdict, summary="Say that two actors do not work together"
)
def put_pair(service: ServiceDep, a: str, b: str, order: VerdictOrder, seen: SeenDep) -> dict[str, Any]:
    """The only verdict is `no_collaboration`: known absent, not merely not observed."""
    return _give(service, "collaboration", (a, b), order, seen)


@router.delete("/gaps/pairs/{a:path}/{b:path}/verdict", status_code=204, summary="Take a verdict on two actors back")
def delete_pair(service: ServiceDep, a: str, b: str, by: CallerDep, seen: SeenDep) -> None:
    """The pair is judged by the graph again."""
    _take_back(service, "collaboration", (a, b), by, seen)


@router.put(
    "/partners/{project:path}/{actor:path}/verdict",
    response_model=Verdict,
    summary="Say what became of a suggested partner",
)
def put_partner(service: ServiceDep, project: str, actor: str, order: VerdictOrder, seen: SeenDep) -> dict[str, Any]:
    """`in_contact` or `not_relevant`: either way the actor is not suggested to this project any more."""
    return _give(service, "partner", (project, actor), order, seen)


@router.delete(
    "/partners/{project:path}/{actor:path}/verdict",
    status_code=204,
    summary="Take a verdict on a suggested partner back",
)
def delete_partner(service: ServiceDep, project: str, actor: str, by: CallerDep, seen: SeenDep) -> None:
    """The actor may be suggested again."""
    _take_back(service, "partner", (project, actor), by, seen)


def _give(service: Service, question: str, ends: tuple[str, str], order: VerdictOrder, seen: Seen) -> dict[str, Any]:
    pair = pair_at(service.now(), question, ends)
    return asdict(service.give_verdict(question, pair, order.verdict, order.decided_by, order.reason, seen))


def _take_back(service: Service, question: str, ends: tuple[str, str], by: str | None, seen: Seen) -> None:
    service.take_back_verdict(question, pair_at(service.now(), question, ends), by, seen)
