"""Nodes and edges with attributes, as a format's parser hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import Problem
from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import refuse

# keep.eu's 8,621 partners are 6 MB as GraphML; what is larger than this is not held in memory at once.
LARGEST_FILE: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Element:
    """What a node and an edge share.

    `attributes` are texts, numbers, or lists of these, by the file's own names; `locator` says where in the file in
    a way that outlives other changes of it; `row` and `sheet` say it to a person.
    """

    attributes: Mapping[str, Any]
    locator: str
    row: int | None = None
    sheet: str | None = None

    def problem(self, file: str, reason: Message, attribute: str | None = None) -> Problem:
        """A problem with the element or one of its attributes."""
        where = attribute if self.row else " ".join(part for part in (self.locator, attribute) if part)
        return Problem(reason, file=file, sheet=self.sheet, row=self.row, column=where)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode(Element):
    """A node with its id in the file."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge(Element):
    """An edge between the nodes with these ids; an end that the file does not name is empty."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """One file's nodes and edges.

    A file that `is_slice` is cut out of something larger: its edges may lead to nodes that it lacks.
    """

    file: str
    checksum: str
    nodes: Sequence[GraphNode]
    edges: Sequence[GraphEdge]
    is_slice: bool = False

    @classmethod
    def of(
        cls, file: Sample, nodes: Iterable[GraphNode], edges: Iterable[GraphEdge], *, is_slice: bool = False
    ) -> PropertyGraph:
        """The graph of a file; InputError when it has no node."""
        found = tuple(nodes)
        if not found:
            raise refuse(file.name, Message("loading.graph_empty"))
        return cls(file.name, file.checksum, found, tuple(edges), is_slice)


def check_size(file: Sample) -> None:
    """InputError for a file too large to be read at once."""
    if (size := file.size) > LARGEST_FILE:
        raise refuse(file.name, Message("loading.graph_too_large", megabytes=size >> 20, most=LARGEST_FILE >> 20))
