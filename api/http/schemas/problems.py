"""What went wrong, as RFC 9457 has it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.http.schemas.shape import Shape


class MessageItem(Shape):
    """A text of the catalogue by its key, with its values, so that every language can say it."""

    key: str = Field(examples=["errors.absent"])
    values: dict[str, Any]


class Mistake(Shape):
    """One thing that is wrong in what was sent, and where it stands."""

    reason: str
    file: str | None
    row: int | None
    column: str | None
    sheet: str | None
    message: MessageItem | None


class ProblemDocument(Shape):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["urn:hur:problem:not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str
    message: MessageItem | None
    instance: str | None = None
    problems: list[Mistake] | None = None
    rejects: str | None = None
    """Of a load that is refused for some of its rows: where these are to be had, as they stand in the file."""
