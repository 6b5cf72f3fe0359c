"""How a node or relation type of the vocabulary is declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

PropertyType = Literal["text", "texts", "date", "number", "integer"]

STATUSES: Final = ("asserted", "read", "confirmed", "disputed", "expired")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relation: `choices` lists the allowed values when they are a closed set."""

    name: str
    type: PropertyType
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class NodeType:
    """A kind of node, declared once and equal to nothing but itself.

    A node's identity is the text property `id`, which is not repeated in `properties`.
    """

    label: str
    description: str
    properties: tuple[Property, ...]
    _by_name: dict[str, Property] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {property.name: property for property in self.properties})

    def property(self, name: str) -> Property | None:
        """The property called `name`, or None."""
        return self._by_name.get(name)


@dataclass(frozen=True, slots=True, eq=False)
class RelationType:
    """A kind of relation, declared once and equal to nothing but itself; `ends` lists the pairs of labels it may join.

    `discriminator` names the property that tells parallel relations of one source apart (two roles of one
    actor in one project); `directed` is False where the two ends mean the same. `third` names the property that holds
    the id of an actor beside the two ends: it is part of a report's key, and follows when that actor's id changes.
    """

    name: str
    description: str
    ends: tuple[tuple[NodeType, NodeType], ...]
    own: tuple[Property, ...] = ()
    discriminator: str | None = None
    directed: bool = True
    third: str | None = None
    labels: tuple[tuple[str, str], ...] = field(init=False, repr=False)
    _own_by_name: dict[str, Property] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", tuple((start.label, end.label) for start, end in self.ends))
        object.__setattr__(self, "_own_by_name", {property.name: property for property in self.own})

    @property
    def properties(self) -> tuple[Property, ...]:
        """The relation's own properties followed by those every report carries."""
        return self.own + REPORT_PROPERTIES

    def property(self, name: str) -> Property | None:
        """The own property called `name`, or None."""
        return self._own_by_name.get(name)


REPORT_PROPERTIES: Final = (
    Property("key", "text", "dataset│source│from│to│role, kind or recipient│ordinal; unique, never null"),
    Property("dataset", "text", "Dataset whose load wrote this report"),
    Property("source", "text", "Source (document) the report cites"),
    Property(
        "given_start",
        "text",
        "Id of the first end as the source gave it, before identity was resolved",
    ),
    Property(
        "given_end",
        "text",
        "Id of the second end as the source gave it, before identity was resolved",
    ),
    Property("quote", "text", "What the source says, at most 300 characters"),
    Property("locator", "text", "Where in the source: page, slide, sheet and row, cell"),
    Property("status", "text", "How far the report has been reviewed", STATUSES),
    Property("run", "text", "The run that last changed this report"),
)
