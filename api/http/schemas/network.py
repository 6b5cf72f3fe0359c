"""The network as node-link data. What nobody has stated is left out."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from api.http.schemas.entities import View
from api.http.schemas.shape import Shape, built
from graph.model.vocabulary import ACTOR, FACT_RELATIONS, PLACE, PROJECT, TIE_PROPERTIES


class ActorPoint(Shape):
    """An actor."""

    id: str
    type: Literal["Actor"]


class ProjectPoint(Shape):
    """A project."""

    id: str
    type: Literal["Project"]


class PlacePoint(Shape):
    """A place; `parents` from the nearest upwards."""

    id: str
    type: Literal["Place"]
    parents: list[str] = Field([])


class ThemePoint(Shape):
    """A theme by its Swedish name."""

    id: str
    type: Literal["Theme"]
    name: str
    name_en: str


class StatedEvidence(Shape):
    """What one source says for a fact, and where it says so."""

    source: str
    quote: str | None = None
    locator: str | None = None
    status: str
    dataset: str
    amount: float | None = None
    """What it states that a funder gives."""
    currency: str | None = None
    recipient: str | None = None
    """Id of the actor whose part that is; left out where it is the whole project's."""
    counted: bool | None = None
    """Whether the amount of the edge holds it: what another dataset states of the same grant is not added."""
    approximate: bool | None = None
    """Given, and true, where the amount is said with *about*."""


class Line(Shape):
    """What every edge has, whatever its type; `source` and `target` are its ends."""

    source: str
    target: str
    key: str
    type: str = Field(examples=["PARTICIPATES_IN"])
    status: str
    evidence: list[StatedEvidence]


_DISCRIMINATORS: Final = [
    discriminator
    for relation in FACT_RELATIONS
    if relation.discriminator and (discriminator := relation.property(relation.discriminator))
]

ActorNode: Final = built("ActorNode", ActorPoint, ACTOR.description, ACTOR.properties, only_stated=True)
ProjectNode: Final = built("ProjectNode", ProjectPoint, PROJECT.description, PROJECT.properties, only_stated=True)
PlaceNode: Final = built("PlaceNode", PlacePoint, PLACE.description, PLACE.properties, only_stated=True)
Edge: Final = built("Edge", Line, "A fact between two nodes.", [*_DISCRIMINATORS, *TIE_PROPERTIES], only_stated=True)

AnyNode = Annotated[ActorNode | ProjectNode | PlaceNode | ThemePoint, Field(discriminator="type")]  # type: ignore[valid-type]


class Network(Shape):
    """Node-link data as `networkx.node_link_graph(data, edges="edges")` reads it."""

    directed: bool
    multigraph: bool
    graph: dict[str, Any]
    nodes: list[AnyNode]
    edges: list[Edge]  # type: ignore[valid-type]
    view: View
    revision: int
