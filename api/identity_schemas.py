"""Shapes of the steward's queue and decisions about who is who."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Shape


class MentionName(BaseModel):
    """A mention: the dataset, and the id it gave the actor."""

    model_config = ConfigDict(extra="forbid")

    dataset: Annotated[str, Field(min_length=1, max_length=500, examples=["demo"])]
    id: Annotated[str, Field(min_length=1, max_length=500, examples=["boliden-ab"])]


class IdentityPair(BaseModel):
    """Two mentions."""

    model_config = ConfigDict(extra="forbid")

    one: MentionName
    other: MentionName


class IdentityDecision(IdentityPair):
    """What two mentions are: `same` actor, `different` ones, or different but `related` (department, successor)."""

    verdict: Literal["same", "different", "related"]


class IdentityOrder(BaseModel):
    """Decisions of one person, made together."""

    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[list[IdentityDecision], Field(min_length=1, max_length=5000)]
    decided_by: Annotated[str, Field(min_length=1, max_length=200, examples=["Projektkontoret"])]
    reason: Annotated[str | None, Field(max_length=2000)] = None


class IdentityPairs(BaseModel):
    """Pairs whose decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    pairs: Annotated[list[IdentityPair], Field(min_length=1, max_length=5000)]


class DoubtSide(Shape):
    """One mention of a doubtful pair; `actor` is the id of the actor it is part of now."""

    dataset: str
    id: str
    actor: str
    names: list[str]
    kinds: list[str]
    places: list[str]
    identifiers: dict[str, str]


class Doubt(Shape):
    """Two mentions that may be one actor: 0 to 100, the reasons in words, and what the two say differently."""

    one: DoubtSide
    other: DoubtSide
    score: float
    reasons: list[str]
    differs: list[str]


class Doubts(Shape):
    """The doubts that wait, and how many pairs have been decided."""

    items: list[Doubt]
    total: int
    next: str | None
    decided: int
    revision: int


class Applied(Shape):
    """The revision that decisions made, and what they changed."""

    revision: int
    difference: list[dict[str, Any]]
