"""What people save beside the facts, as it is sent and answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

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
    options: Annotated[
        dict[str, Any],
        Field(description="Options of a view, as every answer states them; of its map `layout` and `without`"),
    ] = {}
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


class ShareOrder(BaseModel):
    """A link to the map of a view, or to a story: `story` is its id, and its own title is shown."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title": "Till styrgruppen", "options": {"place": ["se:25"]}}]},
    )

    title: Annotated[str, Field(max_length=200, description="Title of the map, as whoever opens it sees")] = ""
    story: Annotated[str | None, Field(max_length=200, description="Id of the story; null for a view")] = None
    options: Annotated[
        dict[str, Any],
        Field(description="Options of a view, as every answer states them; of its map `layout` and `without`"),
    ] = {}
    names: Annotated[
        Literal["shown", "hidden"], Field(description="Whether it says who the actors and projects are")
    ] = "hidden"


class SavedShare(Shape):
    """A link to the map of a view, or to a story."""

    id: Annotated[str, Field(description="Digest of its token, which is nowhere")]
    title: str
    options: Annotated[dict[str, Any] | None, Field(description="Options of the view; null for a story")]
    story: Annotated[str | None, Field(description="Id of the story; null for a view")]
    names: Annotated[Literal["shown", "hidden"], Field(description="Whether it says who the actors and projects are")]
    made_by: Annotated[str | None, Field(description="Name the person gave")]
    made_at: Annotated[str | None, Field(description="When, ISO 8601 in UTC")]


class MadeShare(SavedShare):
    """A link that was just made."""

    path: Annotated[str, Field(description="What opens the map without a token: only this answer has it")]


class Shares(Shape):
    """Every link, the newest first."""

    items: list[SavedShare]


class StoryOrder(BaseModel):
    """A story as its text file says it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"content": "title: Två broar\nsteps:\n- title: En brobyggare\n  question: brokers\n"}]
        },
    )

    content: Annotated[str, Field(min_length=1, max_length=500_000, description="The text file, as YAML")]
    frozen: Annotated[bool, Field(description="Whether it stays at the newest revision that there is now")] = False
    replace: Annotated[bool, Field(description="Whether it takes the place of another called so")] = False


class StoryItem(Shape):
    """A story without its text."""

    id: Annotated[str, Field(description="Made from the title")]
    title: str
    steps: Annotated[int, Field(description="How many steps it has")]
    frozen_at: Annotated[int | None, Field(description="The revision it is told of; null for the newest")]
    made_by: Annotated[str | None, Field(description="Name the person gave")]
    made_at: Annotated[str | None, Field(description="When, ISO 8601 in UTC")]


class SavedStory(StoryItem):
    """A story with its text."""

    content: Annotated[str, Field(description="The text file, as YAML")]


class SavedStories(Shape):
    """Every story, by title."""

    items: list[StoryItem]
