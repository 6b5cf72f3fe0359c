"""What the registers add to a reading, so that every end of every tie is described.

Actors that the registers know get their identity, kind and place, each reported by the register; programmes what they
are part of; places and themes their names, and places what they lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.messages import Message
from graph.model.records import Node, Value
from graph.model.vocabulary import ACTOR, LOCATED_IN, PLACE, THEME
from loaders.base import Reading
from loaders.enrichment.groups import expand_groups
from loaders.enrichment.registered import RegisterFacts, source_records
from loaders.enrichment.themes import read_themes
from loaders.registers.entries import Organisation

_SWEDEN: Final = "se"


def enrich(reading: Reading) -> None:
    """Expand groups, read themes, and add to `reading` what the registers know of its actors, places and themes."""
    facts = RegisterFacts(reading)
    for record in source_records(reading.registry):
        reading.source(record)
    expand_groups(reading, facts)
    by_given: dict[str, list[Node]] = defaultdict(list)
    for node in reading.nodes:
        if node.label == ACTOR.label and node.id not in reading.abroad:
            by_given[node.id].append(node)
    for given_id, nodes in by_given.items():
        if known := _known(reading, nodes):
            facts.actor(given_id, known)
    _add_country(reading, by_given)
    for place in sorted(_touched(reading, PLACE.label)):
        facts.place(reading.registry.place_by_id(place) or reading.villages[place])
    read_themes(reading)
    themes = _touched(reading, THEME.label)
    for theme in reading.registry.themes:
        if theme.id in themes:
            facts.theme(theme)


def _add_country(reading: Reading, by_given: Mapping[str, Sequence[Node]]) -> None:
    """Sweden, of actors with a Swedish number or place; else the country where everybody in the source sits."""
    placed = {
        relation.start
        for relation in reading.relations
        if relation.name == LOCATED_IN.name and relation.end.partition(":")[0] == _SWEDEN
    }
    countries: dict[str, str] = {}
    for id, nodes in by_given.items():
        claims = {name for node in nodes for name, value in node.properties.items() if value}
        if "country" in claims:
            continue
        if id in placed or "org_number" in claims:
            countries[id] = _SWEDEN.upper()
        elif reading.settings.country and "programme" not in _kinds(nodes):
            countries[id] = reading.settings.country
    for position, node in enumerate(reading.nodes):
        if node.label == ACTOR.label and (country := countries.pop(node.id, None)):
            reading.nodes[position] = replace(node, properties={**node.properties, "country": country})


def _kinds(nodes: Iterable[Node]) -> set[Value]:
    return {node.properties.get("kind") for node in nodes}


def _known(reading: Reading, nodes: Iterable[Node]) -> Organisation | None:
    """The register entry of the actor that `nodes` describe, unless their kinds or identifiers contradict it."""
    claims = [(name, value) for node in nodes for name, value in node.properties.items() if value]
    numbers = {str(value) for name, value in claims if name == "org_number"}
    rors = {_last_part(str(value)) for name, value in claims if name == "ror"}
    kinds = {str(value) for name, value in claims if name == "kind"}
    by_number = [reading.registry.organisation_by_number(number) for number in sorted(numbers)]
    found = [*by_number, *(reading.organisation(name) for name in _names(claims))]
    # A number outlives a name: who has the successor's number under the old name is the successor.
    former = {id for successor in by_number if successor for id in reading.registry.predecessors(successor)}
    entries = {entry.register_id: entry for entry in found if entry and entry.register_id not in former}
    if len(entries) > 1:
        names = tuple(entry.name for entry in entries.values())
        reading.note(Message("loading.different_organisations", names=names))
        return None
    entry = next(iter(entries.values()), None)
    if entry is None or _contradicts(entry.org_number, numbers) or _contradicts(_last_part(entry.ror), rors):
        return None
    if kinds - {entry.kind}:
        registered, *stated = (Message(f"model.kind_{kind}") for kind in (entry.kind, *sorted(kinds)))
        reading.note(Message("loading.other_kind", name=entry.name, registered=registered, stated=tuple(stated)))
        return None
    return entry


def _contradicts(registered: str | None, stated: set[str]) -> bool:
    return bool(registered and stated and registered not in stated)


def _last_part(address: str | None) -> str:
    return (address or "").rstrip("/").rsplit("/", 1)[-1]


def _names(claims: Iterable[tuple[str, Value]]) -> Iterator[str]:
    for name, value in claims:
        if name == "name" and isinstance(value, str):
            yield value
        elif name == "aliases" and isinstance(value, tuple):
            yield from value


def _touched(reading: Reading, label: str) -> set[str]:
    return {
        end
        for relation in reading.relations
        for end_label, end in zip(relation.ends, (relation.start, relation.end), strict=True)
        if end_label == label
    }
