"""What people save beside the facts, as it is sent and answered."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.shape import Shape


class ViewOrder(BaseModel):
    """A view under a name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"title": "Norrbotten från 2025", "options": {"place": ["se:25"], "from": "2025"}}]
        },
    )

    title: Annotated[str, Field(min_length=1, max_length=200)]
    options: Annotated[dict[str, Any], Field(description="Options of a view, as every answer states them")] = {}
    replace: Annotated[bool, Field(description="Whether it takes the place of another called so")] = False


class SavedView(Shape):
    """A view that somebody named."""

    id: Annotated[str, Field(description="Made from the title")]
    title: str
    options: Annotated[dict[str, Any], Field(description="Options of a view, as every answer states them")]
    made_by: Annotated[str | None, Field(description="Name the person gave")]
    made_at: Annotated[str | None, Field(description="When, ISO 8601 in UTC")]


class SavedViews(Shape):
    """Every saved view, by title."""

    items: list[SavedView]
