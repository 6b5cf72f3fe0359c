"""The shape of what a search finds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.http.schemas.entities import View
from api.http.schemas.shape import Shape
from api.service.finding import FIELDS, SEARCHED


class Matched(Shape):
    """The text that made it a hit, found from `start` to `end` of it (both 0 where that is no one place)."""

    field: Literal[FIELDS]  # type: ignore[valid-type]
    text: str = Field(examples=["LTU"])
    start: int
    end: int
    unsure: Literal["misspelt", "some_words"] | None
    """Why it may not be meant: it is written otherwise, or has only some of the words."""


class SearchHit(Shape):
    """An actor, project, theme or place that may be meant."""

    list: Literal[SEARCHED]  # type: ignore[valid-type]
    id: str
    name: str
    kind: str | None
    acronym: str | None
    n_projects: int | None
    n_actors: int | None
    matched: Matched


class Search(Shape):
    """The best hits, the best first; `total` is how many there are."""

    items: list[SearchHit]
    total: int
    view: View
    revision: int
