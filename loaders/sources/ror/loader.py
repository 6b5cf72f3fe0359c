"""Reads the registry's data dump, in JSON or as a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from graph.errors import Problem
from graph.messages import Message
from graph.model.records import Evidence, Value, actor_id
from graph.model.vocabulary import ACTOR, FOLLOWS, PART_OF
from loaders.base import Reading
from loaders.documents.countries import country_code
from loaders.files.json_records import json_records
from loaders.files.sample import Sample
from loaders.sources.ror.organisation import FIELDS_READ, Location, RegistryEntry, from_json, from_row
from loaders.tables.register_rows import read_csv

# The kinds that the registry's types say for certain. A hospital, an archive or a foundation is none of our kinds.
KINDS: Final = {
    "company": "company",
    "education": "university",
    "facility": "institute",
    "government": "agency",
    "archive": None,
    "funder": None,
    "healthcare": None,
    "nonprofit": None,
    "other": None,
}
_FIELDS: Final = {"id": "id", "name": "names"}  # what the dump calls the fields that a record cannot do without
_ID: Final = re.compile(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}")
_COUNTRY: Final = re.compile(r" \([^()]+\)$")  # "Geely (China)"
_FIRST_TO_SECOND: Final = {"parent": PART_OF.name, "predecessor": FOLLOWS.name}
_SECOND_TO_FIRST: Final = {"child": PART_OF.name, "successor": FOLLOWS.name}
_LEFT_OUT: Final = {PART_OF.name: "loading.wholes_left_out", FOLLOWS.name: "loading.successors_left_out"}


class RorLoader:
    """Organisations, what they are part of and whom they follow; no projects."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file begins as a list of the registry's records, or has the headings of the table."""
        start = file.start
        if start.startswith(("[", "{")):
            return start[0] == "[" and '"https://ror.org/0' in start and '"ror_display"' in start
        return {"ror_id", "name_display", "relationships"} <= set(file.headings)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every record of every file, and then the parents that the files hold."""
        settings = reading.settings
        reading.own_source()
        organisations = _Organisations(reading)
        for file in files:
            is_table = not file.start.startswith("[")
            columns = settings.columns if is_table else _FIELDS
            for number, entry in (_rows if is_table else _records)(file, reading):
                if problem := organisations.add(entry):
                    word, reason = problem
                    place = Problem.of(reason, file=file.name, row=number, column=columns[word])
                    reading.reject(place, whole_row=True)
        organisations.join()


class _Organisations:
    """The registry's organisations on their way to the reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._seen: set[str] = set()
        self._related: dict[tuple[str, str, str], Evidence] = {}
        self._counts: Counter[str] = Counter()
        self._unknown_types: set[str] = set()

    def add(self, entry: RegistryEntry) -> tuple[str, str] | None:
        """Report one organisation; else the word for the field that makes it unusable, and the message why."""
        if not _ID.fullmatch(entry.ror) or entry.ror in self._seen:
            return "id", "loading.repeated" if entry.ror in self._seen else "loading.no_ror"
        if not entry.name:
            return "name", "loading.missing"
        self._seen.add(entry.ror)
        if entry.status == "withdrawn":
            self._counts["loading.withdrawn_left_out"] += 1
        else:
            self._report(entry)
        return None

    def _report(self, entry: RegistryEntry) -> None:
        evidence = Evidence(self._reading.dataset, locator=entry.ror.rpartition("/")[2])
        actor = actor_id(entry.name, ror=entry.ror)
        names = _further_names(entry)
        properties: dict[str, Value] = {
            "name": entry.name,
            "kind": self._kind(entry, names),
            "aliases": names or None,
            "ror": entry.ror,
            "website": entry.website,
            "country": next((code for place in entry.locations if (code := country_code(place.country))), None),
        }
        self._reading.node(ACTOR.label, actor, properties, evidence)
        places = sorted({place for location in entry.locations for place in self._places(location)})
        self._reading.located(ACTOR.label, actor, places, evidence)
        self._relate(entry, evidence)

    def join(self) -> None:
        """Report every parent and predecessor that the files hold, and count what was left out."""
        node_ids = {node.id for node in self._reading.nodes}
        for (type, first, second), evidence in self._related.items():
            ends = actor_id("", ror=first), actor_id("", ror=second)
            if first == second or not node_ids.issuperset(ends):
                self._counts[_LEFT_OUT[type]] += 1
                continue
            self._reading.relation(type, *ends, evidence, labels=(ACTOR.label, ACTOR.label))
        for key, count in sorted(self._counts.items()):
            self._reading.note(Message(key, count=count))
        if self._unknown_types:
            self._reading.note(Message("loading.unknown_types", types=tuple(sorted(self._unknown_types))))

    def _kind(self, entry: RegistryEntry, names: tuple[str, ...]) -> str | None:
        """The kind by name or type; None where a register knows the organisation, and where the types disagree."""
        reading = self._reading
        known = (reading.organisation(name) for name in names)
        if reading.organisation(entry.name) or any(actor and actor.ror in (None, entry.ror) for actor in known):
            return None
        self._unknown_types |= set(entry.types) - KINDS.keys()
        types = set(entry.types) - {"funder"}
        return reading.kind(entry.name) or (KINDS.get(types.pop()) if len(types) == 1 else None)

    def _places(self, location: Location) -> Iterator[str]:
        """The Swedish municipality of a town, else its county."""
        if location.country != "SE" or not location.town:
            return
        reading = self._reading
        found = reading.registry.place(reading.settings.spellings.get(location.town, location.town), "municipality")
        yield from (found.id,) if found else reading.places(location.subdivision or location.town, "county")

    def _relate(self, entry: RegistryEntry, evidence: Evidence) -> None:
        for relationship, other in entry.related:
            if relationship in _FIRST_TO_SECOND:
                self._related.setdefault((_FIRST_TO_SECOND[relationship], entry.ror, other), evidence)
            elif relationship in _SECOND_TO_FIRST:
                self._related.setdefault((_SECOND_TO_FIRST[relationship], other, entry.ror), evidence)


def _further_names(entry: RegistryEntry) -> tuple[str, ...]:
    bare = (_COUNTRY.sub("", entry.name),) if "company" in entry.types else ()
    return tuple(name for name in dict.fromkeys((*entry.further_names, *bare)) if name != entry.name)


def _rows(file: Sample, reading: Reading) -> Iterator[tuple[int, RegistryEntry]]:
    yield from ((row.number, from_row(row)) for row in read_csv(file, reading, ("id", "name")))


def _records(file: Sample, reading: Reading) -> Iterator[tuple[int, RegistryEntry]]:
    unread: dict[str, None] = {}
    for number, record in enumerate(json_records(file), start=1):
        reading.rows += 1
        unread |= dict.fromkeys(key for key in record if key not in FIELDS_READ)
        yield number, from_json(record)
    if unread:
        reading.note(Message("loading.fields_not_read", fields=tuple(unread)))


LOADER: Final = RorLoader()
