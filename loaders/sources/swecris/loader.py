"""Reads Swecris' CSV exports of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, SourceRecord, Value, actor_id, slug
from graph.model.vocabulary import ABOUT, ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.tables.register_rows import RegisterRow, read_csv

_HEADINGS: Final = frozenset({"ProjectId", "CoordinatingOrganisationId", "FundingOrganisationId", "FundingsSek"})
_NEEDED: Final = (
    "id", "name", "name_en", "summary", "summary_en", "starts", "ends", "coordinator_number", "coordinator",
    "coordinator_type", "funder_number", "funder", "funder_type", "grant", "subjects",
)  # fmt: skip
_NO_VALUE: Final = frozenset({"NULL"})
_REDACTED: Final = "REDACTED-PNR"
_SUBJECTS: Final = "¤¤¤"
_SUBJECT: Final = re.compile(r"(?:^|, )(\d{1,5}): ")


class SwecrisLoader:
    """One table of projects, with their coordinating and their funding organisation."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file has Swecris' headings."""
        return set(file.headings) >= _HEADINGS

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every row of every file; a row that says the same as an earlier one is passed over."""
        export = _Export(reading)
        for file in files:
            for row in read_csv(file, reading, _NEEDED, no_value=_NO_VALUE):
                export.add(row)
        settings = reading.settings
        retrieved = max(export.loaded, default=None)
        reading.source(SourceRecord(reading.dataset, settings.title, settings.url, settings.licence, retrieved))


@dataclass(slots=True)
class _Export:
    """What the rows say; `rows` by project number, `organisations` by number and name, `loaded` holds days."""

    reading: Reading
    rows: dict[str, Sequence[str]] = field(default_factory=dict)
    organisations: dict[tuple[str | None, str], str] = field(default_factory=dict)
    loaded: set[str] = field(default_factory=set)

    def add(self, row: RegisterRow) -> None:
        number, name = row.text("id"), row.first("name", "name_en")
        if number is None or name is None:
            row.reject("name" if number else "id", Message("loading.missing"), whole_row=True)
            return
        if (earlier := self.rows.setdefault(number, row.cells)) is not row.cells:
            if earlier != row.cells:
                row.reject("id", Message("loading.repeated"), whole_row=True)
            return
        if day := row.date("loaded", "month"):
            self.loaded.add(day)
        self._add_project(row, number, name)

    def _add_project(self, row: RegisterRow, number: str, name: str) -> None:
        project, evidence = f"{self.reading.dataset}:{number}", self._evidence(f"ProjectId {number}")
        starts, ends = row.period()
        properties: dict[str, Value] = {
            "name": name,
            "aliases": row.others("name_en", name=name),
            "numbers": (number.rpartition("_")[0] or number,),
            "summary": row.first("summary", "summary_en"),
            "starts": starts,
            "ends": ends,
        }
        self.reading.node(PROJECT.label, project, properties, evidence)
        if coordinator := self._organisation(row, "coordinator"):
            self.reading.relation(PARTICIPATES_IN.name, coordinator, project, evidence, {"role": "coordinator"})
        if funder := self._organisation(row, "funder"):
            grant = row.amount("grant")
            # Nothing is how the source writes that it does not say.
            amount: dict[str, Value] = {"amount": grant, "currency": "SEK"} if grant else {}
            self.reading.relation(FUNDS.name, funder, project, evidence, amount)
        for theme, phrase in _themes(row).items():
            self.reading.relation(ABOUT.name, project, theme, evidence, {"phrase": phrase})

    def _organisation(self, row: RegisterRow, word: str) -> str | None:
        """The id of the organisation in the columns of `word`; None, told, when it may be a person or has no name."""
        number, name = row.text(f"{word}_number"), row.text(word)
        if number == _REDACTED:
            row.reject(f"{word}_number", Message("loading.personal_number"))
            return None
        if name is None or not slug(name):
            row.reject(word, Message("loading.missing"))
            return None
        if (number, name) not in self.organisations:
            org_number = row.org_number(f"{word}_number")
            if number and org_number is None:
                return None  # who bears a person's number may be one
            self.organisations[number, name] = self._described(row, word, name, org_number)
        return self.organisations[number, name]

    def _described(self, row: RegisterRow, word: str, name: str, org_number: str | None) -> str:
        properties: dict[str, Value] = {
            "name": name,
            "aliases": row.others(f"{word}_en", name=name),
            "kind": self.reading.kind(name, row.text(f"{word}_type"), org_number),
            "org_number": org_number,
        }
        actor = actor_id(name, org_number=org_number)
        self.reading.node(ACTOR.label, actor, properties, self._evidence(row.text(f"{word}_number") or name))
        return actor

    def _evidence(self, locator: str) -> Evidence:
        return Evidence(self.reading.dataset, locator=locator)


def _themes(row: RegisterRow) -> dict[str, str]:
    """Each theme with the first subject that means it, in the source's words."""
    themes: dict[str, str] = {}
    for code, phrase in _subjects(row):
        if theme := row.reading.theme(code or phrase):
            themes.setdefault(theme, phrase)
    return themes


def _subjects(row: RegisterRow) -> Iterator[tuple[str | None, str]]:
    """The most exact part of each subject, with the most exact of its codes that source.yml maps."""
    for subject in (row.text("subjects") or "").split(_SUBJECTS):
        parts = _SUBJECT.split(subject.strip())[1:]  # code, words, code, words, …
        if parts:
            mapped = (code for code in reversed(parts[::2]) if code in row.reading.settings.themes)
            yield next(mapped, None), f"{parts[-2]} {parts[-1]}"


LOADER: Final = SwecrisLoader()
