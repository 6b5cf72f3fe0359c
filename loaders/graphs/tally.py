"""What is left out of a graph, counted and reported at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graph.messages import Message
from loaders.base import Reading, commonest


@dataclass(slots=True)
class Tally:
    """Counts while nodes and edges are read."""

    persons: int = 0
    edges_to_persons: int = 0
    untyped_left_out: int = 0
    edges_unread: int = 0
    edges_to_left_out: int = 0
    edges_out_of_slice: int = 0
    self_loops: int = 0
    joined_loops: int = 0
    same_name: int = 0
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    ties: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, None] = field(default_factory=dict)

    def report(self, reading: Reading) -> None:
        """Put the counts into the reading as notes."""
        if self.persons:
            reading.note(Message("loading.graph_persons", count=self.persons, edges=self.edges_to_persons))
        for key, count in (
            ("loading.graph_same_name", self.same_name),
            ("loading.graph_untyped_left_out", self.untyped_left_out),
            ("loading.graph_edges_unread", self.edges_unread),
            ("loading.graph_edges_to_left_out", self.edges_to_left_out),
            ("loading.graph_edges_out_of_slice", self.edges_out_of_slice),
            ("loading.graph_self_loops", self.self_loops),
            ("loading.graph_joined_loops", self.joined_loops),
        ):
            if count:
                reading.note(Message(key, count=count))
        if self.types:
            reading.note(Message("loading.graph_types", shown=commonest(self.types)))
        if self.roles:
            reading.note(Message("loading.graph_roles", shown=commonest(self.roles)))
        if self.ties:
            reading.note(Message("loading.graph_ties", count=self.ties.total(), shown=commonest(self.ties)))
        if self.attributes:
            reading.note(Message("loading.fields_not_read", fields=tuple(self.attributes)))
