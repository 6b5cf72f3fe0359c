"""Links to the map of one view, or to one story."""

from typing import Any

from fastapi import APIRouter

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import ServiceDep
from api.http.schemas.saved import MadeShare, ShareOrder, Shares
from api.service.shares import revoke, share_story, share_view, shares
from api.service.unmoved import if_unmoved
from graph.store.protocol import GraphStore

router = APIRouter(prefix="/shares", tags=["views"])


@router.get("", response_model=Shares, summary="Every link that is shared, the newest first")
def many(service: ServiceDep) -> dict[str, Any]:
    """Without the tokens, which are nowhere."""
    return {"items": shares(service.store)}


@router.post("", response_model=MadeShare, status_code=201, summary="Share the map of a view, or a story")
def share(service: ServiceDep, order: ShareOrder, by: CallerDep, seen: SeenDep) -> dict[str, Any]:
    """Only this answer has the path that opens it."""
    moment = service.now()

    def make(store: GraphStore) -> dict[str, Any]:
        if order.story:
            return share_story(store, moment, order.story, order.names, by)
        return share_view(store, moment, order.title, order.options, order.names, by)

    return if_unmoved(service.store, seen, make)


@router.delete("/{id}", status_code=204, summary="Revoke a link")
def remove(service: ServiceDep, id: str, by: CallerDep, seen: SeenDep) -> None:
    """From now on it opens nothing."""
    if_unmoved(service.store, seen, lambda store: revoke(store, id, by))
