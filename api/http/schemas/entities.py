"""The shapes of what can be listed, built from the model, and of one of them with its relations."""

from __future__ import annotations

from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import Field, create_model

from api.http.schemas.shape import Shape, built, node_shape
from graph.model.vocabulary import (
    ACTOR,
    ACTOR_KINDS,
    DATASET,
    PLACE,
    PROJECT,
    SECTORS,
    SOURCE,
    THEME,
    TIE_PROPERTIES,
)
from graph.network.view import VIEW_OPTIONS, Option
from queries.answer import Evidence, Named, Reference

Item = TypeVar("Item")
Kind = Literal[ACTOR_KINDS]  # type: ignore[valid-type]
Sector = Literal[SECTORS]  # type: ignore[valid-type]


class Node(Shape):
    """What every node has; the name is in the language of the answer where it has several."""

    id: str
    name: str
    kind: str | None


class Body(Node):
    """An actor with what follows from its kind and ties."""

    sector: Sector | None = Field(examples=["public"])
    places: list[Named]
    n_projects: int


class Participant(Body):
    """An actor of the list of actors."""

    n_funded: int
    """How many projects it funds."""


class Sum(Shape):
    """A sum of money in one currency."""

    currency: str
    amount: float
    approximate: bool = False
    """Whether a source says some of it with *about*."""


class Payer(Body):
    """An actor that funds; sums of what is stated, by currency, without what is reported of another funder too."""

    amounts: list[Sum] = Field(examples=[[{"currency": "SEK", "amount": 480000.0, "approximate": False}]])
    doubly_told: list[Sum] = Field(examples=[[]])


class Undertaking(Node):
    """A project with what it is about, where, and how many take part."""

    themes: list[Named]
    places: list[Named]
    n_actors: int
    n_funders: int


class WorkedIn(Node):
    """A theme with how many projects are about it, and how many actors need or offer something in it."""

    n_projects: int
    n_needs: int
    n_offers: int


class Area(Node):
    """A place with those above it, the nearest first; counts include what lies below it."""

    parents: list[Named]
    n_projects: int
    n_actors: int


class Cited(Node):
    """A source or dataset with how many facts it reports."""

    n_facts: int


class Loaded(Cited):
    """A dataset; `part` says that it was never loaded whole."""

    part: bool


Actor: Final = node_shape(ACTOR, Participant)
Funder: Final = node_shape(ACTOR, Payer, "Funder")
Project: Final = node_shape(PROJECT, Undertaking)
Theme: Final = node_shape(THEME, WorkedIn)
Place: Final = node_shape(PLACE, Area)
Source: Final = node_shape(SOURCE, Cited)
Dataset: Final = node_shape(DATASET, Loaded)


class Part(Shape):
    """What of the money that a funder gives is one actor's part; without a recipient it is the whole project's."""

    recipient: Reference | None
    amount: float
    currency: str | None = Field(examples=["SEK"])
    approximate: bool
    """Whether the source says it with *about*."""


class Tie(Shape):
    """What every fact has, whatever its type."""

    type: str = Field(examples=["PARTICIPATES_IN"])
    start: Reference
    end: Reference
    told: str | None = Field(examples=["coordinator"])
    """The discriminator of parallel facts: a role, kind or phrase."""
    parts: list[Part]
    """What the `amount` that a funder gives is the sum of; empty for other facts. It is null in several currencies."""
    sentence: str | None = Field(examples=["Sveriges Kommuner och Regioner efterträdde SKL 2019-11-27"])
    """What became of an actor, in the language of the answer; null for other facts."""
    status: str
    evidence: list[Evidence]


Relation: Final = built("Relation", Tie, "A fact: a tie between two nodes with the evidence for it.", TIE_PROPERTIES)


class Claim(Evidence):
    """What one source says of one property."""

    property: str
    value: Any


class Detail(Shape):
    """What one node has beside the properties of its list: claims, and a page of its relations."""

    claims: list[Claim]
    relations: list[Relation]  # type: ignore[valid-type]
    relations_total: int
    relations_next: str | None
    revision: int


def detail_of(item: type[Node]) -> type[Shape]:
    """The shape of one of a list."""
    bases: tuple[type[Shape], ...] = (item, Detail)
    return create_model(f"{item.__name__}Detail", __base__=bases, __doc__=Detail.__doc__)


def _view_field(option: Option) -> Any:
    value: Any = option.value
    annotation = list[value] if option.repeats else value if option.choices else value | None
    return annotation, Field(description=option.description)


_VIEW: Any = create_model("View", __base__=Shape, **{option.name: _view_field(option) for option in VIEW_OPTIONS})


class View(_VIEW):
    """The filter that an answer was given for."""


class Page(Shape, Generic[Item]):
    """Some items of a list; `next` leads to those that follow."""

    items: list[Item]
    total: int
    next: str | None
    view: View | None
    revision: int
