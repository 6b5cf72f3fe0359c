"""Views that people name."""

from typing import Any

from fastapi import APIRouter

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import ServiceDep
from api.http.schemas.saved import SavedView, SavedViews, ViewOrder
from api.service.saved_views import remove_view, save_view, saved_view, saved_views
from api.service.unmoved import if_unmoved

router = APIRouter(prefix="/views", tags=["views"])


@router.get("", response_model=SavedViews, summary="Every saved view, by title")
def many(service: ServiceDep) -> dict[str, Any]:
    """With the options that show it again."""
    return {"items": saved_views(service.now())}


@router.get("/{id}", response_model=SavedView, summary="One saved view")
def one(service: ServiceDep, id: str) -> dict[str, Any]:
    """With the options that show it again."""
    return saved_view(service.store, id)


@router.post("", response_model=SavedView, status_code=201, summary="Name a view")
def save(service: ServiceDep, order: ViewOrder, by: CallerDep, seen: SeenDep) -> dict[str, Any]:
    """Another of the same title is replaced with `replace` only."""
    moment = service.now()
    return if_unmoved(
        service.store,
        seen,
        lambda store: save_view(store, moment, order.title, order.options, by, replacing=order.replace),
    )


@router.delete("/{id}", status_code=204, summary="Forget a saved view")
def remove(service: ServiceDep, id: str, by: CallerDep, seen: SeenDep) -> None:
    """What it showed stays."""
    if_unmoved(service.store, seen, lambda store: remove_view(store, id, by))
