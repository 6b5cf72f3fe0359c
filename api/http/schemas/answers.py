"""The shape of an answer to a question."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.http.schemas.entities import View
from api.http.schemas.shape import Shape


class Considered(Shape):
    """How much of the network the answer is about; projects with an open period are counted among the projects."""

    actors: int = Field(examples=[60])
    projects: int = Field(examples=[6])
    open_periods: int


class LeftOut(Shape):
    """What the view or the question left out, and why; `names` where there are some to tell."""

    reason: str
    count: int
    sentence: str
    names: list[str] = Field([])


class Answer(Shape):
    """The answer to a question."""

    question: str
    view: View
    revision: int
    considered: Considered
    left_out: list[LeftOut]
    method: dict[str, Any]
    items: list[dict[str, Any]]
    total: int
    next: str | None
