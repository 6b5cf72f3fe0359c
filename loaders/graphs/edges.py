"""Edges of a graph as ties of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.messages import Message
from graph.model.records import Value
from graph.model.vocabulary import (
    ABOUT,
    ACTOR,
    COLLABORATES_WITH,
    FUNDS,
    LOCATED_IN,
    PARTICIPATES_IN,
    PLACE,
    PROJECT,
    RELATION_BY_NAME,
    THEME,
)
from loaders.cell_errors import ends_before
from loaders.documents.cells import parse
from loaders.graphs import words
from loaders.graphs.elements import GraphEdge
from loaders.graphs.evidence import EVIDENCE
from loaders.graphs.fields import money, plain
from loaders.graphs.nodes import Elements, End, Nodes

# What an edge between two sorts of node says when it says nothing else.
_USUAL: Final[Mapping[tuple[str, str], str]] = {
    (ACTOR.label, PROJECT.label): PARTICIPATES_IN.name,
    (ACTOR.label, ACTOR.label): COLLABORATES_WITH.name,
    (PROJECT.label, THEME.label): ABOUT.name,
    (ACTOR.label, PLACE.label): LOCATED_IN.name,
    (PROJECT.label, PLACE.label): LOCATED_IN.name,
}
_OF_MONEY: Final = ("amount", "currency", "recipient", "approximate")
_NOT_UNKNOWN: Final = frozenset(
    {"id", "key", "networkx key", "direction", "status", EVIDENCE, "phrase", "role", "roll", "recipient"}
)


@dataclass(slots=True)
class Edges(Elements):
    """Puts edges between the nodes of `nodes` into the reading."""

    nodes: Nodes

    def add(self, edge: GraphEdge) -> None:
        """Put one edge into the reading; every piece of evidence is a report of its own."""
        self.reading.rows += 1
        if not (edge.source and edge.target):
            self.tally.edges_unread += 1
            self.set_aside(edge, Message("loading.graph_no_edge"))
            return
        missing = [id for id in (edge.source, edge.target) if id not in self.nodes.ends]
        if missing:
            reason = Message("loading.graph_no_such_node", id=missing[0])
            if self.graph.is_slice:
                self.tally.edges_out_of_slice += 1
                self.set_aside(edge, reason)
            else:
                self.reject(edge, reason)
        elif self.nodes.persons & {edge.source, edge.target}:
            self.tally.edges_to_persons += 1
        elif (start := self.nodes.ends[edge.source]) and (end := self.nodes.ends[edge.target]):
            if start == end:  # it names nobody else, so nothing is missing without it
                self._set_aside_loop(edge)
            else:
                self._add(edge, start, end)
        else:
            self.tally.edges_to_left_out += 1

    def _set_aside_loop(self, edge: GraphEdge) -> None:
        """Tell of an edge from a node to itself, or between two nodes that are one actor, theme or place."""
        if edge.source == edge.target:
            self.tally.self_loops += 1
            self.set_aside(edge, Message("loading.graph_self_loop", id=edge.source))
        else:
            self.tally.joined_loops += 1
            self.set_aside(edge, Message("loading.graph_joined_loop", start=edge.source, end=edge.target))

    def _add(self, edge: GraphEdge, start: End, end: End) -> None:
        type_words = words.type_words(edge.attributes)
        stated = words.tie_type(type_words)
        tie = _tie(stated, start, end)
        if tie is None:
            word = stated or next(iter(type_words), "…")
            self.tally.ties[f"{start.label} – {word} – {end.label}"] += 1
            return
        name, first, second = tie
        properties = self._properties(name, edge, type_words, is_stated=stated == name)
        if properties is None:
            return
        pieces = self.sources.pieces(edge)
        states_parts = any("amount" in piece for _, piece in pieces)
        for number, (evidence, piece) in enumerate(pieces):
            own = properties
            if name == FUNDS.name:  # the amount of an edge is the sum of what its pieces of evidence state
                own = self._part(properties, piece, states_parts, is_first=number == 0)
            self.reading.relation(name, first.id, second.id, evidence, own, (first.label, second.label))

    def _part(
        self, properties: dict[str, Value], piece: Mapping[str, Any], states_parts: bool, *, is_first: bool
    ) -> dict[str, Value]:
        """What one piece of evidence states of the money; of pieces that state none, the first has the whole."""
        rest = {name: value for name, value in properties.items() if name not in _OF_MONEY}
        if not states_parts:
            return properties if is_first else rest
        amount, currency = piece.get("amount"), plain(piece.get("currency"))
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            return rest
        about = ("amount",) if piece.get("approximate") is True else None
        recipient = self._actor(piece.get("recipient"))
        return {**rest, "amount": amount, "currency": currency, "recipient": recipient, "approximate": about}

    def _actor(self, given: Any) -> str | None:
        """The id of the actor that a node of the file became; None when it became none."""
        end = self.nodes.ends.get(plain(given) or "")
        return end.id if end and end.label == ACTOR.label else None

    def _properties(
        self, name: str, edge: GraphEdge, type_words: tuple[str, ...], *, is_stated: bool
    ) -> dict[str, Value] | None:
        """The tie's own properties; None, with a problem, when it ends before it begins."""
        found = self.values(name, edge, type_words, _NOT_UNKNOWN)
        own = {field: value for field, value in found.items() if RELATION_BY_NAME[name].property(field)}
        values = money(own, "amount")
        if reason := ends_before(values.get("since"), values.get("until")):
            self.reject(edge, reason)
            return None
        if name == FUNDS.name and (recipient := self._actor(edge.attributes.get("recipient"))):
            values["recipient"] = recipient
        elif name == PARTICIPATES_IN.name:
            values["role"] = self._role(type_words, is_stated=is_stated)
        elif name == COLLABORATES_WITH.name:
            values["kind"] = next(
                (
                    parse("collaboration", word)
                    for word in type_words
                    if words.tie_type((word,)) != name and not word.isdigit()
                ),
                None,
            )
        elif name == ABOUT.name:
            values["phrase"] = plain(edge.attributes.get("phrase"))
        return values

    def _role(self, type_words: tuple[str, ...], *, is_stated: bool) -> str | None:
        """The role that a word says; a participant's where none does, unless the file's own word for a tie is ours."""
        if found := words.role(type_words):
            return found
        unknown = [word for word in type_words if words.tie_type((word,)) is None]
        self.tally.roles.update(unknown[:1])
        return "participant" if unknown or not is_stated else None


def _tie(stated: str | None, start: End, end: End) -> tuple[str, End, End] | None:
    """The relation and its ends in the model's direction; None where the model has no such tie.

    A stated relation that cannot join the two is not made into another one.
    """
    for first, second in ((start, end), (end, start)):
        labels = (first.label, second.label)
        name = stated or _USUAL.get(labels)
        if name and any(labels == (one.label, other.label) for one, other in RELATION_BY_NAME[name].ends):
            return None if labels == (PLACE.label, PLACE.label) else (name, first, second)
    return None
