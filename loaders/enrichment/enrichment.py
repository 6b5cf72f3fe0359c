"""What the registers add to a reading, so that every end of every tie is described.

Actors that the registers know get their identity, kind and place, each reported by the register; programmes what they
are part of; places and themes their names, and places what they lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.model.records import Node, Value
from graph.model.vocabulary import ACTOR, LOCATED_IN, PLACE, THEME
from loaders.base import Reading
from loaders.enrichment.groups import expand_groups
from loaders.enrichment.recognition import Recognition
from loaders.enrichment.registered import RegisterFacts, source_records
from loaders.enrichment.themes import read_themes

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
    recognition = Recognition(reading, by_given)
    for given_id in by_given:
        if known := recognition.known(given_id):
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


def _touched(reading: Reading, label: str) -> set[str]:
    return {
        end
        for relation in reading.relations
        for end_label, end in zip(relation.ends, (relation.start, relation.end), strict=True)
        if end_label == label
    }
