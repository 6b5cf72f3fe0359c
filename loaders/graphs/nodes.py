"""Nodes of a graph as actors, projects, themes and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ABOUT, ACTOR, PLACE, PROJECT, THEME
from loaders.base import Reading
from loaders.cell_errors import CellError, PersonalNumberError, ends_before
from loaders.documents.cells import PlacePhrase, parse_org_number
from loaders.graphs import words
from loaders.graphs.elements import Element, GraphNode, PropertyGraph
from loaders.graphs.evidence import Sources
from loaders.graphs.fields import field as field_of
from loaders.graphs.fields import money, plain, value
from loaders.graphs.tally import Tally
from loaders.graphs.untyped import says_what_it_is
from loaders.registers.entries import PlaceEntry

# Said by the node's id and edges, or known to the registers.
_NOT_UNKNOWN: Final = frozenset({"hur id", "id", *words.NAMES, "name en", "level", "nuts"})
_ORG_NUMBER: Final = "orgnr:"


@dataclass(frozen=True, slots=True)
class End:
    """What a node became: the label and id of its record."""

    label: str
    id: str


@dataclass(slots=True)
class Elements:
    """What nodes and edges share on their way to the reading."""

    graph: PropertyGraph
    reading: Reading
    sources: Sources
    tally: Tally

    def reject(self, element: Element, reason: Message, attribute: str | None = None, *, whole: bool = True) -> None:
        """Report an attribute, or with `whole` all that the element says."""
        self.reading.reject(element.problem(self.graph.file, reason, attribute), whole_row=whole)

    def set_aside(self, element: Element, reason: Message) -> None:
        """Tell of an element that says nothing to keep; nothing is wrong with it."""
        self.reading.set_aside.append(element.problem(self.graph.file, reason))

    def values(
        self, owner: str, element: Element, type_words: tuple[str, ...], passed_over: frozenset[str]
    ) -> dict[str, Any]:
        """An element's fields; what has no meaning for us is tallied, what cannot be read is told and left out."""
        values: dict[str, Any] = {}
        for attribute, raw in element.attributes.items():
            if known := field_of(owner, attribute):
                try:
                    found = value(known, raw)
                except PersonalNumberError as error:
                    self.reject(element, error.reason, attribute, whole=False)
                    continue
                except CellError as error:
                    self.reading.fields_left_out.append(element.problem(self.graph.file, error.reason, attribute))
                    continue
                if found is not None:
                    values.setdefault(known.name, found)
            elif normalised(attribute) not in passed_over and raw not in type_words:
                self.tally.attributes[attribute] = None
        return values


@dataclass(slots=True)
class Nodes(Elements):
    """Puts nodes into the reading; `ends` leads from the file's ids to what they became.

    A node that is left out (a person, a place or theme that no register knows) or cannot be used leads to None.
    `untyped` is the label of nodes that do not say what they are; empty where they are left out.
    """

    untyped: str = ACTOR.label
    ends: dict[str, End | None] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    _first: dict[End, GraphNode] = field(default_factory=dict)

    def add(self, node: GraphNode) -> None:
        """Put one node into the reading."""
        self.reading.rows += 1
        if node.id in self.ends:
            self.reject(node, Message("loading.graph_same_node", id=node.id))
            return
        self.ends[node.id] = None
        name, stands_in = words.name_of(node.id, node.attributes)
        type_words = words.type_words(node.attributes, name, stands_in)
        label = words.node_type(type_words) or (ACTOR.label if says_what_it_is(node) else self.untyped)
        if not label:
            self.tally.untyped_left_out += 1
        elif label == words.PERSON:
            self.persons.add(node.id)
            self.tally.persons += 1
        elif not name or not slug(name):
            self.reject(node, Message("loading.graph_no_name"))
        else:
            self.ends[node.id] = self._end(label, node, name, type_words)

    def _end(self, label: str, node: GraphNode, name: str, type_words: tuple[str, ...]) -> End | None:
        hur_id = plain(node.attributes.get(words.OWN_ID))
        try:
            if hur_id and hur_id.startswith(_ORG_NUMBER):
                parse_org_number(hur_id.removeprefix(_ORG_NUMBER))
        except CellError as error:
            self.reject(node, error.reason, words.OWN_ID)
            return None
        if label == THEME.label:
            return self._theme(hur_id, name)
        if label == PLACE.label:
            return self._place(hur_id, name)
        if not any(words.is_node_word(word) for word in type_words):
            self.tally.types.update(type_words[:1])
        values = {"name": name} | self.values(label, node, type_words, _NOT_UNKNOWN)
        if label == PROJECT.label:
            return self._project(hur_id, node, values)
        return self._actor(hur_id, node, values | {"kind": words.actor_kind(type_words)})

    def _theme(self, hur_id: str | None, name: str) -> End | None:
        known = any(theme.id == hur_id for theme in self.reading.registry.themes)
        theme = hur_id if known else self.reading.theme(name)
        return End(THEME.label, theme) if theme else None

    def _place(self, hur_id: str | None, name: str) -> End | None:
        registry = self.reading.registry
        if hur_id and not registry.place_by_id(hur_id):
            around = registry.place_by_id(hur_id.rpartition(":")[0])
            if around and around.level == "municipality":
                self.reading.villages[hur_id] = PlaceEntry(hur_id, name, name, "village", None, around.id)
                return End(PLACE.label, hur_id)
        if hur_id and registry.place_by_id(hur_id):
            return End(PLACE.label, hur_id)
        places = self.reading.places(name)
        return End(PLACE.label, places[0]) if len(places) == 1 else None

    def _actor(self, hur_id: str | None, node: GraphNode, values: dict[str, Any]) -> End:
        identifiers = {key: values.get(key) for key in ("org_number", "ror", "pic")}
        end = End(ACTOR.label, hur_id or actor_id(values["name"], **identifiers))
        self.tally.same_name += end in self._first
        self._first.setdefault(end, node)
        self._record(end, node, values)
        return end

    def _project(self, hur_id: str | None, node: GraphNode, values: dict[str, Any]) -> End | None:
        key = slug(node.id)
        if not key:
            self.reject(node, Message("loading.no_letter", value=node.id))
            return None
        end = End(PROJECT.label, hur_id or f"{self.reading.dataset}:{key}")
        if reason := ends_before(values.get("starts"), values.get("ends")):
            self.reject(node, reason)
            return None
        if end in self._first:
            self.reject(node, Message("loading.same_id", earlier=self._first[end].locator))
            return None
        self._first[end] = node
        self._record(end, node, money(values, "budget"))
        return end

    def _record(self, end: End, node: GraphNode, values: dict[str, Any]) -> None:
        evidence = self.sources.of_file(node)
        places: tuple[PlacePhrase, ...] = (*values.pop("place", ()), *values.pop("places", ()))
        themes: tuple[str, ...] = values.pop("themes", ())
        properties: dict[str, Value] = {key: stated for key, stated in values.items() if stated is not None}
        self.reading.node(end.label, end.id, properties, evidence)
        for phrase, amount in places:
            found = self.reading.places_in(values.get("country"), phrase)
            sums: Mapping[str, Value] = (
                {"amount": amount.number, "currency": amount.currency} if amount and len(found) == 1 else {}
            )
            self.reading.located(end.label, end.id, found, evidence, sums)
        for phrase in themes:
            self._about(end, phrase, evidence)

    def _about(self, end: End, phrase: str, evidence: Evidence) -> None:
        if theme := self.reading.theme(phrase):
            self.reading.relation(ABOUT.name, end.id, theme, evidence, {"phrase": phrase})
