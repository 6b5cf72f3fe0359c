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
    same_name: int = 0
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    ties: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, None] = field(default_factory=dict)

    def report(self, reading: Reading) -> None:
        """Put the counts into the reading as notes."""
        if self.persons:
            reading.note(Message("loading.graph_persons", count=self.persons, edges=self.edges_to_persons))
        if self.same_name:
            reading.note(Message("loading.graph_same_name", count=self.same_name))
        if self.types:
            reading.note(Message("loading.graph_types", shown=commonest(self.types)))
        if self.roles:
            reading.note(Message("loading.graph_roles", shown=commonest(self.roles)))
        if self.ties:
            reading.note(Message("loading.graph_ties", count=self.ties.total(), shown=commonest(self.ties)))
        if self.attributes:
            reading.note(Message("loading.fields_not_read", fields=tuple(self.attributes)))
