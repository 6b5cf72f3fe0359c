"""Facts of the registers, put into a reading under the registers' own evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.model.records import Evidence, Node, SourceRecord, Value, actor_id
from graph.model.vocabulary import ACTOR, PART_OF, PLACE, THEME
from loaders.base import Reading
from loaders.registers.entries import Organisation, PlaceEntry, Theme
from loaders.registers.registry import Registry

THEME_SOURCE: Final = "register:themes"
_ADJACENCY: Final = "register:municipality-adjacency"
_PLACE_SOURCE: Final = {
    "country": "register:counties",
    "county": "register:counties",
    "municipality": "register:municipalities",
}


def own_id(organisation: Organisation) -> str:
    """The id that an organisation of the registers has by itself."""
    return actor_id(organisation.name, org_number=organisation.org_number, ror=organisation.ror)


def known_of(entry: Organisation) -> dict[str, Value]:
    """What the register claims of an organisation."""
    return {
        "name": entry.name,
        "kind": entry.kind,
        "org_number": entry.org_number,
        "ror": entry.ror,
        "aliases": entry.aliases or None,
        "country": entry.country,
    }


def evidence_of(entry: Organisation) -> Evidence:
    """Where a register has an organisation: its locator is the `register_id`."""
    return Evidence(entry.source, locator=entry.register_id)


def theme_node(entry: Theme) -> Node:
    """What the register says of a theme: its names, and what it is often together with."""
    properties: dict[str, Value] = {"name_sv": entry.name_sv, "name_en": entry.name_en}
    if entry.neighbours:
        properties["neighbours"] = entry.neighbours
    return Node(THEME.label, entry.id, properties, Evidence(THEME_SOURCE, locator=entry.id))


def source_records(registry: Registry) -> Iterator[SourceRecord]:
    """The registers as documents that facts cite."""
    for register in registry.sources:
        yield SourceRecord(register.id, register.title, register.url or None, register.licence, register.retrieved)


class RegisterFacts:
    """Describes actors, places and themes of a reading by the registers, each once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._described: set[str] = set()

    def actor(self, given_id: str, entry: Organisation) -> None:
        """Report `entry` of the actor with the id `given_id` in the reading, its place and what it is part of."""
        if given_id in self._described:
            return
        self._described.add(given_id)
        evidence = evidence_of(entry)
        self._reading.node(ACTOR.label, given_id, known_of(entry), evidence)
        if entry.place:
            self._reading.located(ACTOR.label, given_id, (entry.place,), evidence)
        whole = self._reading.registry.organisation_by_id(entry.part_of) if entry.part_of else None
        if whole:
            self.actor(own_id(whole), whole)
            ends = (ACTOR.label, ACTOR.label)
            self._reading.relation(PART_OF.name, given_id, own_id(whole), evidence, labels=ends)

    def place(self, entry: PlaceEntry) -> None:
        """Report a place, its neighbours and every place around it."""
        if entry.id in self._described:
            return
        self._described.add(entry.id)
        evidence = self._place_evidence(entry)
        properties: dict[str, Value] = {"name": entry.name, "level": entry.level, "nuts": entry.nuts}
        borders: dict[str, Evidence] = {}
        if neighbours := tuple(sorted(self._reading.registry.neighbours(entry.id))):
            properties["neighbours"] = neighbours
            borders["neighbours"] = Evidence(_ADJACENCY, locator=evidence.locator)
        self._reading.node(PLACE.label, entry.id, properties, evidence, borders)
        around = self._reading.registry.place_by_id(entry.parent) if entry.parent else None
        if around:
            self.place(around)
            ends = (PLACE.label, PLACE.label)
            self._reading.relation(PART_OF.name, entry.id, around.id, evidence, labels=ends)

    def theme(self, entry: Theme) -> None:
        """Report the names of a theme."""
        self._reading.nodes.append(theme_node(entry))

    def _place_evidence(self, entry: PlaceEntry) -> Evidence:
        if source := _PLACE_SOURCE.get(entry.level):
            return Evidence(source, locator=entry.id.rpartition(":")[2])
        # A village is in no register: whoever names it is its source.
        return next(relation.evidence for relation in self._reading.relations if relation.end == entry.id)
