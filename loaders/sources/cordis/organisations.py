"""Organisations as CORDIS writes them: a participant number (PIC), a name, a VAT number, a town and a country."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from graph.model.records import Evidence, Value, actor_id
from graph.model.vocabulary import ACTOR, LOCATED_IN, PLACE
from loaders.base import Reading
from loaders.registers.names import plain_key
from loaders.tables.register_rows import RegisterRow

_SWEDEN: Final = "SE"
_ENDS: Final = (ACTOR.label, PLACE.label)


@dataclass(slots=True)
class Organisations:
    """Describes each organisation of a reading once, and remembers its id by participant number."""

    reading: Reading
    _ids: dict[str, str] = field(default_factory=dict)
    _places: dict[str, str | None] = field(default_factory=dict)

    def add(self, pic: str, row: RegisterRow) -> str:
        """The id of the organisation in a row, which is described when it is new.

        A name is kept as it is written; an organisation without one is known by its number. Registers are asked and
        places given for Swedish ones only.
        """
        if pic not in self._ids:
            self._ids[pic] = self._described(pic, row)
        return self._ids[pic]

    def _described(self, pic: str, row: RegisterRow) -> str:
        name, is_swedish = row.text("name"), row.text("country") == _SWEDEN
        number = row.org_number("vat") if is_swedish and (row.text("vat") or "").startswith(_SWEDEN) else None
        actor = actor_id(name or "", org_number=number, pic=pic)
        short = row.text("short_name")
        properties: dict[str, Value] = {
            "name": name,
            "aliases": (short,) if short and short != name else None,
            "kind": self.reading.kind(name or "", row.text("type"), number, is_abroad=not is_swedish),
            "org_number": number,
            "pic": pic,
            "website": row.text("website"),
        }
        evidence = Evidence(self.reading.dataset, locator=f"PIC {pic}")
        self.reading.node(ACTOR.label, actor, properties, evidence)
        if not is_swedish:
            self.reading.abroad.add(actor)
        elif (town := row.text("town")) and (place := self._municipality(town)):
            self.reading.relation(LOCATED_IN.name, actor, place, evidence, labels=_ENDS)
        return actor

    def _municipality(self, town: str) -> str | None:
        """The municipality of a Swedish town, also where its letters are spelt out (Vaesteraas)."""
        if town not in self._places:
            key = plain_key(town)
            spelt_out = key.replace("oe", "o").replace("ae", "a").replace("aa", "a")
            phrases = (town, _towns().get(key), _towns().get(spelt_out), spelt_out)
            found = (self.reading.registry.place(each, "municipality") for each in phrases if each)
            self._places[town] = next((each.id for each in found if each), None)
        if self._places[town] is None:
            self.reading.leave_out("place", town)
        return self._places[town]


@cache
def _towns() -> Mapping[str, str]:
    """Municipalities by towns and spellings of towns that do not bear their name."""
    text = files("loaders.sources.cordis").joinpath("towns.csv").read_text(encoding="utf-8")
    return {plain_key(row["town"]): row["municipality"] for row in csv.DictReader(text.splitlines())}
