"""Every address that is no other page's."""

from __future__ import annotations

from fastapi import Response

from api.pages.routing import page_router
from graph.errors import absent

router = page_router()


@router.get("/{path:path}")
def lost(path: str) -> Response:
    """The way back."""
    raise absent("page", f"/{path}")
