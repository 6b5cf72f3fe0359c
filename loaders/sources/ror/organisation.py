"""What the registry says of one organisation, and the two forms in which it says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.messages import Message
from loaders.files.json_records import usable_json
from loaders.tables.register_rows import RegisterRow

FIELDS_READ: Final = frozenset({"id", "status", "types", "names", "links", "locations", "relationships"})


@dataclass(frozen=True, slots=True)
class Location:
    """A town with the state, county or province around it; `country` is an ISO 3166 code."""

    town: str | None
    subdivision: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """One record of the registry. `types` are lower case; `related` pairs a relationship, lower case, with an id."""

    ror: str
    status: str
    types: tuple[str, ...]
    name: str
    further_names: tuple[str, ...]
    website: str | None
    locations: tuple[Location, ...]
    related: tuple[tuple[str, str], ...]


def from_json(record: Mapping[str, Any]) -> RegistryEntry:
    """A record of schema 2; what is missing or of another form stays empty."""
    names = [(name, _list(item, "types")) for item in _objects(record, "names") if (name := _text(item, "value"))]
    websites = (_text(link, "value") for link in _objects(record, "links") if link.get("type") == "website")
    return RegistryEntry(
        ror=_text(record, "id") or "",
        status=(_text(record, "status") or "").lower(),
        types=tuple(str(type).lower() for type in _list(record, "types")),
        name=next((name for name, types in names if "ror_display" in types), ""),
        further_names=tuple(name for name, _ in names),
        website=next(websites, None),
        locations=tuple(_location(location) for location in _objects(record, "locations")),
        related=tuple(
            (str(relationship.get("type")).lower(), str(relationship.get("id")))
            for relationship in _objects(record, "relationships")
        ),
    )


def from_row(row: RegisterRow) -> RegistryEntry:
    """A row of the registry as a table; relationships that are no list are reported and left out."""
    return RegistryEntry(
        ror=row.text("id") or "",
        status=(row.text("status") or "").lower(),
        types=tuple(type.lower() for type in row.parts("types")),
        name=row.text("name") or "",
        further_names=(*row.parts("labels"), *row.parts("aliases"), *row.parts("acronyms")),
        website=None,
        locations=(Location(row.text("town"), row.text("subdivision"), row.text("country")),),
        related=_related(row),
    )


def _related(row: RegisterRow) -> tuple[tuple[str, str], ...]:
    """The pairs of a list such as `[["parent", "Geely (China)", "https://ror.org/0446d5v35"]]`."""
    try:
        return tuple((type.lower(), other) for type, _, other in usable_json(row.text("relationships") or "[]"))
    except (ValueError, TypeError, AttributeError, RecursionError):
        row.reject("relationships", Message("loading.no_relationships"))
        return ()


def _location(record: Mapping[str, Any]) -> Location:
    details = record.get("geonames_details")
    place = details if isinstance(details, dict) else {}
    return Location(_text(place, "name"), _text(place, "country_subdivision_name"), _text(place, "country_code"))


def _objects(record: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in _list(record, key) if isinstance(item, dict))


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None
