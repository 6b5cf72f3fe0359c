"""Organisations of registers: by participant number (PIC), organisation number or name, each described once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ACTOR
from loaders.base import Reading
from loaders.documents.countries import country_code
from loaders.documents.register import RegisterColumn
from loaders.registers.names import plain_key
from loaders.registers.reading import rows
from loaders.tables.register_rows import RegisterRow

_SWEDEN: Final = "SE"


class Organisations:
    """The organisations of a reading; `personal` are the words that stand where a person's number was."""

    def __init__(self, reading: Reading, personal: frozenset[str] = frozenset()) -> None:
        self._reading, self._personal = reading, personal
        self._ids: dict[object, str] = {}
        self._places: dict[str, str | None] = {}

    def add(self, row: RegisterRow, columns: Mapping[str, RegisterColumn], evidence: Evidence) -> str | None:
        """The id of the organisation that `columns`, by field, speak of; described when it is new.

        None, reported, when it has neither name nor participant number, or may be a person. Where a column says the
        country, only Swedish ones are looked up in registers and get a place.
        """
        name, number, pic = (
            row.said(columns[field]) if field in columns else None for field in ("actor", "org_number", "pic")
        )
        key = pic or (number and (number, name))
        if number in self._personal:
            row.reject(columns["org_number"].heading, Message("loading.personal_number"))
        elif not slug(pic or name or ""):
            row.reject(columns["actor"].heading, Message("loading.missing"))
        elif key in self._ids:
            return self._ids[key]
        else:
            locator = f"PIC {pic}" if pic else number
            own = Evidence(self._reading.dataset, locator=locator) if key else evidence
            found = self._described(row, columns, own)
            if key and found:
                self._ids[key] = found
            return found
        return None

    def _described(
        self,
        row: RegisterRow,
        columns: Mapping[str, RegisterColumn],
        evidence: Evidence,
    ) -> str | None:
        said = {field: row.said(column) for field, column in columns.items()}
        name, number, pic = said["actor"], said.get("org_number"), said.get("pic")
        is_abroad = "country" in columns and said["country"] != _SWEDEN
        org_number = row.org_number(columns["org_number"].heading) if number and not is_abroad else None
        if number and not org_number and not pic:
            return None  # who bears a person's number may be one
        kind = self._reading.kind(name or "", said.get("kind"), org_number, is_abroad=is_abroad)
        properties: dict[str, Value] = {"name": name, "kind": kind}
        properties |= {field: said[field] for field in ("pic", "website") if field in columns}
        if "country" in columns:
            properties["country"] = country_code(said["country"])
        if "org_number" in columns:
            properties["org_number"] = org_number
        if "aliases" in columns:
            properties["aliases"] = row.others(columns["aliases"].heading, name=name)
        actor = actor_id(name or "", org_number=org_number, pic=pic)
        self._reading.node(ACTOR.label, actor, properties, evidence)
        if is_abroad:
            self._reading.abroad.add(actor)
        elif (town := said.get("place")) and (place := self._municipality(town)):
            self._reading.located(ACTOR.label, actor, (place,), evidence)
        return actor

    def _municipality(self, town: str) -> str | None:
        """The municipality of a Swedish town, also where its letters are spelt out (Vaesteraas)."""
        if town not in self._places:
            key = plain_key(town)
            spelt_out = key.replace("oe", "o").replace("ae", "a").replace("aa", "a")
            phrases = (town, _towns().get(key), _towns().get(spelt_out), spelt_out)
            found = (self._reading.registry.place(phrase, "municipality") for phrase in phrases if phrase)
            self._places[town] = next((place.id for place in found if place), None)
        if self._places[town] is None:
            self._reading.leave_out("place", town)
        return self._places[town]


@cache
def _towns() -> Mapping[str, str]:
    """Municipalities by towns and spellings of towns that do not bear their name."""
    return {plain_key(row["town"]): row["municipality"] for row in rows("towns.csv")}
