"""The actors of a view."""

from typing import Annotated, Any

from fastapi import Query

from api.resources import resource_router
from api.schemas import Actor, Kind


def kinds(
    kind: Annotated[list[Kind], Query(description="Kind of actor", examples=[["company"]])] = [],  # noqa: B006
) -> dict[str, Any]:
    """Actors of these kinds only."""
    return {"kind": kind}


router = resource_router("actors", Actor, kinds)
