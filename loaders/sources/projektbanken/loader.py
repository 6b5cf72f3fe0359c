"""Reads the project bank's JSON export."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graph.errors import InputError, Problem
from graph.messages import Message
from graph.model.records import Evidence, SourceRecord, Value, slug
from graph.model.vocabulary import ABOUT, ACTOR, FUNDS, LOCATED_IN, PARTICIPATES_IN, PLACE, PROJECT
from loaders.base import Reading
from loaders.cell_errors import CellError, checked_date
from loaders.files.json_records import whole_json
from loaders.files.sample import Sample

FUND: Final = "Europeiska regionala utvecklingsfonden"
_KEY: Final = re.compile(r'"(?:ä|\\u00e4|a\u0308)rende-id"')
_RUN_TOGETHER: Final = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")  # "ÖstraGöinge"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MUNICIPALITIES_OF_SWEDEN: Final = 290


class ProjektbankenLoader:
    """One JSON list of projects with one beneficiary each."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file begins as a JSON list whose records have an ärende-id."""
        return file.start.startswith("[") and bool(_KEY.search(file.start))

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every record of every file; later files must not repeat an ärende-id."""
        seen: set[str] = set()
        for file in files:
            records = _records(file)
            _add_source(records, reading)
            for number, record in enumerate(records, start=1):
                reading.rows += 1
                _Record(file.name, number, record, reading).add(seen)
            _note_unread(records, reading)


class _Record:
    """One record on its way to the reading."""

    def __init__(self, file: str, number: int, record: Any, reading: Reading) -> None:
        self.file, self.number, self.reading = file, number, reading
        self.record: Mapping[str, Any] = record if isinstance(record, dict) else {}

    def add(self, seen: set[str]) -> None:
        number, name = self._text("id"), self._text("name")
        if number is None or name is None or number in seen:
            reason = Message("loading.repeated" if number in seen else "loading.missing")
            self._reject("id" if number in seen or number is None else "name", reason, whole_row=True)
            return
        seen.add(number)
        project = f"{self.reading.dataset}:{slug(number)}"
        evidence = Evidence(self.reading.dataset, locator=f"ärende-id {number}")
        starts, ends = self._date("starts"), self._date("ends")
        if starts and ends and ends < starts:
            self._reject("ends", Message("loading.ends_first", ends=ends, starts=starts))
            ends = None
        properties: dict[str, Value] = {
            "name": name,
            "numbers": (number,),
            "summary": self._text("summary"),
            "starts": starts,
            "ends": ends,
        }
        self.reading.node(PROJECT.label, project, properties, evidence)
        self._add_owner(project, evidence)
        self._add_grant(project, evidence)
        for place in self._places():
            self.reading.relation(LOCATED_IN.name, project, place, evidence, labels=(PROJECT.label, PLACE.label))
        for theme, phrase in self._themes().items():
            self.reading.relation(ABOUT.name, project, theme, evidence, {"phrase": phrase})

    def _add_owner(self, project: str, evidence: Evidence) -> None:
        owner = self._text("owner")
        if owner is None or not slug(owner):
            self._reject("owner", Message("loading.missing"))
            return
        properties: dict[str, Value] = {"name": owner, "kind": self.reading.kind(owner)}
        self.reading.node(ACTOR.label, slug(owner), properties, evidence)
        self.reading.relation(PARTICIPATES_IN.name, slug(owner), project, evidence, {"role": "owner"})

    def _add_grant(self, project: str, evidence: Evidence) -> None:
        grant = self.record.get(self._column("grant"))
        if isinstance(grant, bool) or not isinstance(grant, int | float) or grant < 0:
            self._reject("grant", Message("loading.not_an_amount", value=str(grant)))
            return
        # A grant of 0 is how the source writes that it has none yet.
        amount: dict[str, Value] = {"amount": float(grant), "currency": "SEK"} if grant else {}
        self.reading.node(ACTOR.label, slug(FUND), {"name": FUND, "kind": "programme"}, evidence)
        self.reading.relation(FUNDS.name, slug(FUND), project, evidence, amount)

    def _places(self) -> Iterator[str]:
        named = self._list("municipalities")
        if len(named) == _MUNICIPALITIES_OF_SWEDEN:
            yield "se"
            return
        municipalities = {place for name in named for place in self.reading.places(name, "municipality")}
        counties = {place for name in self._list("counties") for place in self.reading.places(name, "county")}
        yield from sorted(_summed_up(municipalities, self.reading) or counties)

    def _themes(self) -> dict[str, str]:
        """Each theme with the first phrase that means it."""
        themes: dict[str, str] = {}
        for column in ("area", "goal"):
            phrase = self._text(column)
            if phrase and (theme := self.reading.theme(phrase)):
                themes.setdefault(theme, phrase)
        return themes

    def _column(self, word: str) -> str:
        return self.reading.settings.columns[word]

    def _text(self, word: str) -> str | None:
        value = self.record.get(self._column(word))
        if value is not None and not isinstance(value, str | int):
            self._reject(word, Message("loading.not_a_text", value=str(value)))
            return None
        return str(value).strip() or None if value is not None else None

    def _list(self, word: str) -> list[str]:
        parts = (self._text(word) or "").split(",")
        return [_RUN_TOGETHER.sub(" ", part.strip()) for part in parts if part.strip()]

    def _date(self, word: str) -> str | None:
        written = self._text(word)
        try:
            return checked_date(written[:10]) if written else None
        except CellError as error:
            self._reject(word, error.reason)
            return None

    def _reject(self, word: str, reason: Message, *, whole_row: bool = False) -> None:
        problem = Problem(reason, file=self.file, row=self.number, column=self._column(word))
        self.reading.reject(problem, whole_row=whole_row)


def _records(file: Sample) -> list[Any]:
    records = whole_json(file)
    if not isinstance(records, list) or not records:
        raise InputError.of((Problem.of("loading.no_list", file=file.name),))
    return records


def _add_source(records: list[Any], reading: Reading) -> None:
    settings = reading.settings
    updated = [str(each.get(settings.columns["updated"]))[:10] for each in records if isinstance(each, dict)]
    retrieved = max((each for each in updated if _DAY.fullmatch(each)), default=None)
    reading.source(SourceRecord(reading.dataset, settings.title, settings.url, settings.licence, retrieved))


def _note_unread(records: list[Any], reading: Reading) -> None:
    fields = dict.fromkeys(key for each in records if isinstance(each, dict) for key in each)
    unread = [key for key in fields if key not in reading.settings.columns.values()]
    if unread:
        reading.note(Message("loading.fields_not_read", fields=tuple(unread)))


def _summed_up(municipalities: set[str], reading: Reading) -> set[str]:
    """Municipalities, with those of a county that is listed whole replaced by the county."""
    of_county: dict[str, set[str]] = defaultdict(set)
    for entry in reading.registry.places:
        if entry.level == "municipality" and entry.parent:
            of_county[entry.parent].add(entry.id)
    whole = {county for county, members in of_county.items() if members <= municipalities}
    return whole | municipalities - {each for county in whole for each in of_county[county]}


LOADER: Final = ProjektbankenLoader()
