"""The places of a view."""

from typing import Annotated, Any, Literal

from fastapi import Query

from api.resources import resource_router
from api.schemas import Place
from graph.model.vocabulary import PLACE_LEVELS

Level = Literal[PLACE_LEVELS]  # type: ignore[valid-type]


def levels(
    level: Annotated[list[Level], Query(description="Level of place", examples=[["county"]])] = [],  # noqa: B006
) -> dict[str, Any]:
    """Places of these levels only."""
    return {"level": level}


router = resource_router("places", Place, levels)
