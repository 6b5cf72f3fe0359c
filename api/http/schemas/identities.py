"""Shapes of the review queue and of decisions about who is who."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.changes import Change
from api.http.schemas.shape import Shape
from graph.identity import Decision, Pair

Of = Literal["actors", "projects"]


class MentionName(BaseModel):
    """A mention: the dataset, and the id it gave the actor or project."""

    model_config = ConfigDict(extra="forbid")

    dataset: Annotated[str, Field(min_length=1, max_length=500, examples=["demo"])]
    id: Annotated[str, Field(min_length=1, max_length=500, examples=["boliden-ab"])]


class IdentityPair(BaseModel):
    """Two mentions."""

    model_config = ConfigDict(extra="forbid")

    one: MentionName
    other: MentionName

    @property
    def pair(self) -> Pair:
        """The pair as the core's record."""
        return Pair((self.one.dataset, self.one.id), (self.other.dataset, self.other.id))


class IdentityDecision(IdentityPair):
    """What two mentions are: the `same`, `different`, or `related` (department, successor, next phase)."""

    verdict: Literal["same", "different", "related"]


class IdentityOrder(BaseModel):
    """Decisions of one person, made together: all of actors, or all of projects."""

    model_config = ConfigDict(extra="forbid")

    of: Of = "actors"
    decisions: Annotated[list[IdentityDecision], Field(min_length=1, max_length=5000)]
    decided_by: Annotated[str, Field(min_length=1, max_length=200, examples=["Projektkontoret"])]
    reason: Annotated[str | None, Field(max_length=2000)] = None

    def read(self) -> list[Decision]:
        """The decisions as the core's records."""
        return [Decision(decision.pair, decision.verdict) for decision in self.decisions]


class IdentityPairs(BaseModel):
    """Pairs whose decision is taken back: all of actors, or all of projects."""

    model_config = ConfigDict(extra="forbid")

    of: Of = "actors"
    pairs: Annotated[list[IdentityPair], Field(min_length=1, max_length=5000)]
    decided_by: Annotated[str | None, Field(max_length=200, description="Take back only what this person decided")] = (
        None
    )


class DoubtSide(Shape):
    """One mention of a candidate pair; `node` is the id of the actor or project it is part of now.

    Kinds, places and identifiers are those of an actor; acronyms, numbers and the period those of a project.
    """

    dataset: str
    id: str
    node: str
    names: list[str]
    kinds: list[str]
    places: list[str]
    identifiers: dict[str, str]
    acronyms: list[str]
    numbers: list[str]
    starts: str | None
    ends: str | None


class Doubt(Shape):
    """Two mentions that may be one: 0 to 100, the reasons in words, and what the two say differently.

    `known_apart` where registers know them as two bodies, such as one that took over from the other.
    """

    one: DoubtSide
    other: DoubtSide
    score: float
    reasons: list[str]
    differs: list[str]
    known_apart: bool


class Doubts(Shape):
    """The candidates that wait, and how many pairs have been decided."""

    items: list[Doubt]
    total: int
    next: str | None
    decided: int
    revision: int


class Applied(Shape):
    """The revision that decisions made, and what they changed."""

    revision: int
    difference: list[Change]
