"""The shapes of loads and revisions: what changed, or would change."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from api.http.schemas.problems import MessageItem, Mistake, ProblemDocument
from api.http.schemas.shape import Shape


class Counts(Shape):
    """How many of one type were new, changed, unchanged or withdrawn."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


class Change(Shape):
    """One entry of a difference."""

    change: Literal["new", "changed", "withdrawn"]
    type: str
    id: str
    name: str = Field(examples=["Boliden AB → SORESS-MMI (partner)"])
    before: dict[str, Any] = Field({})
    after: dict[str, Any] = Field({})


class Report(Shape):
    """What a load did, or would do."""

    dataset: str
    revision: int
    applied: bool
    changed: bool
    part: bool = Field(description="Whether only a part of the dataset was loaded, and nothing it lacks withdrawn")
    counts: dict[str, Counts]
    difference: list[Change]
    difference_total: int
    rows_left_out: int = Field(description="How many rows of the files say nothing in the load")
    rows_with_fields_left_out: int = Field(description="How many further rows are in the load but for a field or more")
    rejected: list[Mistake]
    notes: list[str]
    note_messages: list[MessageItem | None]


class Progress(Shape):
    """How far a running load has come."""

    step: str
    done: int
    total: int


class Load(Shape):
    """A load on its way: `ready` means that `report` shows what it would change and nothing is written."""

    id: str
    state: Literal["running", "ready", "applied", "failed"]
    progress: Progress
    report: Report | None
    problem: ProblemDocument | None


class Revision(Shape):
    """One change of the graph."""

    number: int
    at: str
    action: str
    dataset: str | None
    made_by: str | None
    summary: dict[str, Counts]


class RevisionDetail(Revision):
    """One change with its difference."""

    difference: list[Change]
