"""The organisations of the grants, gathered so that each is reported once under all its names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ACTOR
from loaders.base import Reading
from loaders.documents.cells import parse_org_number
from loaders.documents.countries import country_named
from loaders.tables.register_rows import RegisterRow

_SWEDISH: Final = re.compile(r"SE-BLV-(.+)")
_ROR: Final = re.compile(r"(?:XI-ROR-|https://ror\.org/)(0[a-z0-9]{8})")
_OWN_NUMBERS: Final = "360g-"  # a funder's own numbering says nothing about who is who
_SWEDEN: Final = "SE"


@dataclass(slots=True)
class _Organisation:
    evidence: Evidence
    identifier: str | None
    org_number: str | None
    ror: str | None
    names: dict[str, None] = field(default_factory=dict)
    website: str | None = None
    country: str | None = None
    places: dict[str, None] = field(default_factory=dict)


class Organisations:
    """The funders and recipients of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: dict[str, _Organisation] = {}

    def add(self, grant: RegisterRow, path: str, evidence: Evidence) -> str | None:
        """Take up the organisation at `path` of a grant and return its id; None when it has no name.

        Raises:
            CellError: its identifier is no organisation number, or the one of a person.
        """
        name = grant.text(f"{path}/name")
        if name is None or not slug(name):
            return None
        identifier = grant.text(f"{path}/id")
        swedish, ror = _SWEDISH.fullmatch(identifier or ""), _ROR.fullmatch(identifier or "")
        number = parse_org_number(swedish[1]) if swedish else None
        address = f"https://ror.org/{ror[1]}" if ror else None
        id = actor_id(identifier if identifier and slug(identifier) else name, org_number=number, ror=address)
        found = self._found.setdefault(id, _Organisation(evidence, identifier, number, address))
        found.names |= dict.fromkeys(alias for alias in (name, grant.text(f"{path}/alternateName")) if alias)
        found.website = found.website or grant.text(f"{path}/url")
        town, country = (grant.text(f"{path}/{part}") for part in ("addressLocality", "addressCountry"))
        found.country = found.country or (country_named(country) if country else None)
        if town and found.country == _SWEDEN:
            found.places |= dict.fromkeys(self._reading.places(town, "municipality"))
        return id

    def report(self) -> None:
        """Put every organisation into the reading."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for id, organisation in self._found.items():
            if organisation.identifier and not id.startswith(_OWN_NUMBERS):
                bearers[slug(next(iter(organisation.names)))].add(id)
        for id, organisation in self._found.items():
            name, *aliases = organisation.names
            is_shared = len(bearers[slug(name)]) > 1 and id in bearers[slug(name)]
            properties: dict[str, Value] = {
                "name": f"{name} ({organisation.identifier})" if is_shared else name,
                "kind": self._reading.kind(name),
                "aliases": tuple(aliases) or None,
                "org_number": organisation.org_number,
                "ror": organisation.ror,
                "website": organisation.website,
                "country": organisation.country,
            }
            self._reading.node(ACTOR.label, id, properties, organisation.evidence)
            self._reading.located(ACTOR.label, id, organisation.places, organisation.evidence)
