"""What a graph holds that is not kept, counted and told at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from graph.messages import Message
from loaders.base import Reading

_SHOWN: Final = 20


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
            reading.note(Message("loading.graph_types", shown=_commonest(self.types)))
        if self.roles:
            reading.note(Message("loading.graph_roles", shown=_commonest(self.roles)))
        if self.ties:
            reading.note(Message("loading.graph_ties", count=self.ties.total(), shown=_commonest(self.ties)))
        if self.attributes:
            reading.note(Message("loading.fields_not_read", fields=tuple(self.attributes)))


def _commonest(counted: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    shown: list[str] = [f"{word} ({count})" for word, count in ordered[:_SHOWN]]
    if (more := len(ordered) - _SHOWN) > 0:
        shown.append(Message("loading.more", count=more))
    return tuple(shown)
