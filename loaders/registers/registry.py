"""The registers as one object: who is called what, where a place lies, whom a group phrase means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from graph.identity.names import name_form
from loaders.registers import reading
from loaders.registers.entries import Event, Group, Organisation, PlaceEntry, RegisterSource, Theme
from loaders.registers.names import NameIndex, name_key, without_legal_form
from loaders.registers.themes import ThemeIndex

# A company form says nothing about a municipality or a programme: "Aurora AB" is not Interreg Aurora.
_KINDS_WITH_LEGAL_FORM = frozenset({"company", "cluster", "association", "institute", "university"})
_VILLAGE = re.compile(r"(?P<village>[^()]+)\((?P<municipality>[^()]+)\)\s*")


@cache
def load_registry() -> Registry:
    """The registers of this package, read once, at the first call."""
    return Registry()


class Registry:
    """Look-ups over the registers. A name that is unknown or ambiguous finds None, never a guess."""

    def __init__(self) -> None:
        municipality_rows = list(reading.rows("municipalities.csv"))
        county_rows = list(reading.rows("counties.csv"))
        self.themes: tuple[Theme, ...] = tuple(reading.theme(row) for row in reading.rows("themes.csv"))
        self.sources: tuple[RegisterSource, ...] = reading.sources()
        self.organisations: tuple[Organisation, ...] = tuple(_organisations(municipality_rows))
        self.places: tuple[PlaceEntry, ...] = (
            reading.COUNTRY,
            *(reading.county(row) for row in county_rows),
            *(reading.municipality(row) for row in municipality_rows),
        )
        by_place = {entry.place: entry.register_id for entry in _municipal(self.organisations) if entry.place}
        self.groups: tuple[Group, ...] = tuple(reading.group(row, by_place) for row in reading.rows("groups.csv"))
        self._organisation = {entry.register_id: entry for entry in self.organisations}
        self._by_number = {entry.org_number: entry for entry in self.organisations if entry.org_number}
        self._organisation_names = NameIndex(_named(self.organisations))
        self._by_words: dict[str, set[str]] = defaultdict(set)
        for name, register_id in _named(self.organisations):
            self._by_words[name_form(name).key].add(register_id)
        self._group = {group.register_id: group for group in self.groups}
        self._group_names = NameIndex(_named(self.groups))
        self._place = {entry.id: entry for entry in self.places}
        self._place_names = _place_indexes(municipality_rows, county_rows, self.organisations)
        self._areas, self._areas_typed = _areas("name", "nuts", "aliases"), _areas("typed")
        self._neighbours = _neighbours(self._place)
        self._themes = ThemeIndex(self.themes)
        self.events: tuple[Event, ...] = tuple(reading.event(row) for row in reading.rows("events.csv"))
        self._predecessors = _predecessors(self.events)

    def organisation(self, name: str) -> Organisation | None:
        """The organisation with this name or alias; a legal form too many and a genitive are forgiven."""
        if found := self._organisation_names.find(name):
            return self._organisation[found]
        bare = without_legal_form(name_key(name))
        found = self._organisation_names.find(bare) if bare != name_key(name) else None
        candidate = self._organisation[found] if found else None
        if candidate and candidate.kind in _KINDS_WITH_LEGAL_FORM:
            return candidate
        return self._worded_alike(name)

    def _worded_alike(self, name: str) -> Organisation | None:
        """The one organisation with a name of the same words: in another order, another language, without marks."""
        form = name_form(name)
        found = self._by_words.get(form.key, set())
        if len(form.words) < 2 or form.whole or len(found) != 1:
            return None
        candidate = self._organisation[next(iter(found))]
        return candidate if form.legal_form is None or candidate.kind in _KINDS_WITH_LEGAL_FORM else None

    def is_short(self, name: str) -> bool:
        """Whether a name is one word of up to eight letters, which others may have too: LTU, Aurora."""
        form = name_form(name)
        return form.is_acronym and form.legal_form is None

    def predecessors(self, organisation: Organisation) -> frozenset[str]:
        """Register ids of those whom an organisation took over from or was called before: others, by their names."""
        return self._predecessors.get(organisation.register_id, frozenset())

    def organisation_by_number(self, org_number: str) -> Organisation | None:
        """The organisation with this Swedish organisation number, hyphen or not, VAT number (SE…01) or 16-prefixed."""
        if org_number[2:3] == "-":
            return None  # another country's: PL-NIP-…
        digits = re.sub(r"\D", "", org_number)
        if len(digits) == 12:
            digits = digits[2:] if digits.startswith("16") else digits[:10]
        return self._by_number.get(digits)

    def organisation_by_id(self, register_id: str) -> Organisation | None:
        """The organisation with this register id."""
        return self._organisation.get(register_id)

    def place(self, name: str, level: str | None = None) -> PlaceEntry | None:
        """The one place that `name` means: a place id, a NUTS code, a full or a bare name, "village (municipality)".

        "kommun" and "stad" say municipality, "län" and "Region" say county. A bare name borne by both (Kalmar,
        Uppsala, Örebro, …) is the municipality unless `level` says county. None for a name of several counties:
        ask `places_named`.
        """
        if entry := self._place.get(name.strip().lower()):
            return entry if level in (None, entry.level) else None
        if village := self._village(name):
            return village if level in (None, "village") else None
        for place_level in (level,) if level else ("municipality", "county", "country"):
            if found := self._place_names[place_level].find(name) if place_level in self._place_names else None:
                return self._place[found]
        counties = self._areas.get(name_key(name), ()) if level in (None, "county") else ()
        return self._place[counties[0]] if len(counties) == 1 else None

    def places_named(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that `name` means: the one of `place`, or the counties of an area ("Övre Norrland")."""
        if entry := self.place(name):
            return (entry,)
        return tuple(self._place[county] for county in self._areas.get(name_key(name), ()))

    def places_typed(self, name: str) -> tuple[PlaceEntry, ...]:
        """As `places_named`, but in what people type "norra Sverige" is not the NUTS region of that name."""
        if counties := self._areas_typed.get(name_key(name)):
            return tuple(self._place[county] for county in counties)
        return self.places_named(name)

    def place_by_id(self, place_id: str) -> PlaceEntry | None:
        """The place with this id; villages are in no register and only found by name."""
        return self._place.get(place_id)

    def parents(self, place_id: str) -> tuple[PlaceEntry, ...]:
        """The places around a place, nearest first: of a village its municipality, its county, the country."""
        entry = self._place.get(place_id)
        parent = entry.parent if entry else place_id.rpartition(":")[0]
        if not parent or parent not in self._place:
            return ()
        return (self._place[parent], *self.parents(parent))

    def neighbours(self, place_id: str) -> frozenset[str]:
        """Ids of the adjacent municipalities of a municipality, or counties of a county; empty for other places."""
        return self._neighbours.get(place_id, frozenset())

    def group(self, name: str) -> Group | None:
        """The group a phrase such as "samtliga kommuner i Norrbotten" stands for."""
        found = self._group_names.find(name)
        return self._group[found] if found else None

    def members(self, group: Group) -> tuple[Organisation, ...]:
        """The organisations in a group."""
        return tuple(self._organisation[member] for member in group.members)

    def theme(self, phrase: str) -> Theme | None:
        """The theme that a source's phrase means; None when no keyword of ours occurs in it."""
        return self._themes.find(phrase)

    def _village(self, name: str) -> PlaceEntry | None:
        match = _VILLAGE.fullmatch(name)
        village = match["village"].strip() if match else ""
        found = self._place_names["municipality"].find(match["municipality"]) if match and village else None
        if not found:
            return None
        return PlaceEntry(f"{found}:{name_key(village).replace(' ', '-')}", village, village, "village", None, found)


def _predecessors(events: Iterable[Event]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for event in events:
        if event.kind == "follows":
            found[event.who] |= {event.whom}
    return found


def _organisations(municipality_rows: Iterable[reading.Row]) -> Iterator[Organisation]:
    listed = [reading.organisation(row) for row in reading.rows("organisations.csv")]
    yield from listed
    # Region Gotland is region and municipality in one, and stands in organisations.csv.
    taken = {entry.place for entry in listed if entry.kind == "region"}
    for row in municipality_rows:
        municipality = reading.municipal_organisation(row)
        if municipality.place not in taken:
            yield municipality


def _municipal(organisations: Iterable[Organisation]) -> Iterator[Organisation]:
    for entry in organisations:
        if entry.kind == "municipality" or (
            entry.kind == "region" and entry.place and len(entry.place) == len("se:0980")
        ):
            yield entry


def _named(entries: Iterable[Organisation | Group]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield entry.name, entry.register_id
        yield from ((alias, entry.register_id) for alias in entry.aliases)


def _place_indexes(
    municipality_rows: Iterable[reading.Row],
    county_rows: Iterable[reading.Row],
    organisations: Iterable[Organisation],
) -> dict[str, NameIndex]:
    municipalities = [
        (name, f"se:{row['code']}")
        for row in municipality_rows
        for name in (row["short"], row["short"].replace(" ", ""), *reading.municipality_names(row))
    ]
    counties = [
        (name, f"se:{row['code']}")
        for row in county_rows
        for name in (
            row["name"],
            row["short"],
            f"Region {row['short']}",
            row["english"],
            *reading.split(row["aliases"]),
        )
    ]
    nuts = [(row["nuts"], f"se:{row['code']}") for row in county_rows]
    regions = [
        (name, f"se:{entry.register_id.removeprefix('region:')}")
        for entry in organisations
        if entry.kind == "region"
        for name in (entry.name, *entry.aliases)
        if name.startswith("Region ") or name.endswith("regionen")
    ]
    country = [(name, reading.COUNTRY.id) for name in ("Sverige", "Sweden", "hela Sverige", "hela landet", "SE")]
    return {
        "municipality": NameIndex(municipalities),
        "county": NameIndex([*counties, *nuts, *regions]),
        "country": NameIndex(country),
    }


def _areas(*columns: str) -> dict[str, tuple[str, ...]]:
    """The counties of each area by the names in these columns."""
    areas: dict[str, tuple[str, ...]] = {}
    for row in reading.rows("areas.csv"):
        counties = tuple(f"se:{code}" for code in reading.split(row["counties"]))
        areas |= {name_key(name): counties for column in columns for name in reading.split(row[column])}
    return areas


def _neighbours(places: Mapping[str, PlaceEntry]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in reading.rows("municipality_adjacency.csv"):
        one, other = places[f"se:{row['code_a']}"], places[f"se:{row['code_b']}"]
        _join(found, one.id, other.id)
        if one.parent and other.parent and one.parent != other.parent:
            _join(found, one.parent, other.parent)
    return {place_id: frozenset(others) for place_id, others in found.items()}


def _join(found: dict[str, set[str]], one: str, other: str) -> None:
    found[one].add(other)
    found[other].add(one)
