"""Who is who: the review queue of candidate pairs, the decisions, and withdrawing them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import PAGE, Conditional, Cursor, Language, Limit, ServiceDep, json_response
from api.http.schemas.identities import Applied, Doubts, IdentityOrder, IdentityPairs, Of
from api.http.schemas.verdicts import Verdict
from api.service.requests import CandidatesAsked

router = APIRouter(prefix="/identities", tags=["identities"])


@router.get(
    "", response_model=Doubts, summary="Pairs that may be one actor, or one project", dependencies=[Conditional]
)
def waiting(
    service: ServiceDep,
    response: Response,
    language: Language,
    least: Annotated[float, Query(ge=0, le=100, description="The least score", examples=[85])] = 0,
    of: Of = "actors",
    dataset: Annotated[str | None, Query(description="A dataset that one of the two is in", examples=["demo"])] = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
) -> Response:
    """The most likely first, each with both sides, the reasons in words and what the two say differently."""
    return json_response(service.candidates(language, CandidatesAsked(of, least, dataset), limit, cursor), response)


@router.get("/decisions", response_model=list[Verdict], summary="What has been decided, the newest first")  # type: ignore[valid-type]
def decisions(service: ServiceDep, of: Of = "actors") -> list[dict[str, Any]]:
    """Mentions are named by their dataset and the id it gave, with │ between."""
    return service.identity_decisions(of)


@router.put("/decisions", response_model=Applied, summary="Decide about one or many pairs")
def decide(service: ServiceDep, order: IdentityOrder, seen: SeenDep) -> dict[str, Any]:
    """All in one revision. Reports keep the ids their sources gave; a decision can always be taken back."""
    return service.decide_identities(order.read(), order.decided_by, order.reason, order.of, seen)


@router.post("/withdrawals", response_model=Applied, summary="Take decisions back, with what they merged or split")
def withdraw(service: ServiceDep, pairs: IdentityPairs, by: CallerDep, seen: SeenDep) -> dict[str, Any]:
    """An earlier decision that one replaced holds again. Pairs without a decision change nothing."""
    found = [entry.pair for entry in pairs.pairs]
    return service.withdraw_identities(found, pairs.of, pairs.decided_by, by, seen)
