"""The shapes of what the service says of itself."""

from __future__ import annotations

from typing import Literal

from api.http.schemas.shape import Shape


class Preparing(Shape):
    """How many of the common answers are worked out, and how many there are."""

    done: int
    total: int


class Status(Shape):
    """What the service holds. `preparing` is null once all common answers are worked out."""

    engine: str
    revision: int
    counts: dict[str, int]
    preparing: Preparing | None
    notices: list[str]
    version: str


class Verification(Shape):
    """What was read, and what is wrong with it: nothing where the graph holds what was written."""

    checked: str
    problems: list[str]


class Health(Shape):
    """Whether the service can answer. `instance` is new at every start; null where no command line looks for it."""

    status: Literal["ok"] = "ok"
    instance: str | None = None
