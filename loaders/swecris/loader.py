"""Reads Swecris' CSV exports of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from graph.messages import Message
from graph.model import ABOUT, ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from graph.records import Evidence, SourceRecord, Value, actor_id, slug
from loaders.base import Reading
from loaders.csv_register import csv_headings, read_csv
from loaders.register_rows import RegisterRow

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

    def recognises(self, file: Path) -> bool:
        """Whether the file has Swecris' headings."""
        return set(csv_headings(file)) >= _HEADINGS

    def read(self, files: Sequence[Path], reading: Reading) -> None:
        """Read every row of every file; a row that says the same as an earlier one is passed over."""
        seen: dict[str, Sequence[str]] = {}
        loaded: set[str] = set()
        for file in files:
            for row in read_csv(file, reading, _NEEDED, no_value=_NO_VALUE):
                if day := row.date("loaded", "month"):
                    loaded.add(day)
                _add_project(row, seen)
        settings = reading.settings
        retrieved = max(loaded, default=None)
        reading.source(SourceRecord(reading.dataset, settings.title, settings.url, settings.licence, retrieved))


def _add_project(row: RegisterRow, seen: dict[str, Sequence[str]]) -> None:
    number, name = row.text("id"), row.first("name", "name_en")
    if number is None or name is None:
        row.reject("name" if number else "id", Message("loading.missing"), whole_row=True)
        return
    if (earlier := seen.setdefault(number, row.cells)) is not row.cells:
        if earlier != row.cells:
            row.reject("id", Message("loading.repeated"), whole_row=True)
        return
    reading, project = row.reading, f"{row.reading.dataset}:{number}"
    evidence = Evidence(reading.dataset, locator=f"ProjectId {number}")
    starts, ends = row.period()
    properties: dict[str, Value] = {
        "name": name,
        "summary": row.first("summary", "summary_en"),
        "starts": starts,
        "ends": ends,
    }
    reading.node(PROJECT.label, project, properties, evidence)
    if coordinator := _organisation(row, "coordinator", evidence):
        reading.relation(PARTICIPATES_IN.name, coordinator, project, evidence, {"role": "coordinator"})
    if funder := _organisation(row, "funder", evidence):
        grant = row.amount("grant")
        # Nothing is how the source writes that it does not say.
        amount: dict[str, Value] = {"amount": grant, "currency": "SEK"} if grant else {}
        reading.relation(FUNDS.name, funder, project, evidence, amount)
    for theme, phrase in _themes(row).items():
        reading.relation(ABOUT.name, project, theme, evidence, {"phrase": phrase})


def _organisation(row: RegisterRow, word: str, evidence: Evidence) -> str | None:
    """The id of the organisation in the columns of `word`, described; None when it may be a person or has no name."""
    if row.text(f"{word}_number") == _REDACTED:
        row.reject(f"{word}_number", Message("loading.personal_number"))
        return None
    number, name = row.org_number(f"{word}_number"), row.text(word)
    if name is None or not slug(name):
        row.reject(word, Message("loading.missing"))
        return None
    if number is None and row.text(f"{word}_number"):
        return None  # told already: who bears a person's number may be one
    english = row.text(f"{word}_en")
    properties: dict[str, Value] = {
        "name": name,
        "aliases": (english,) if english and english != name else None,
        "kind": row.reading.kind(name, row.text(f"{word}_type"), number),
        "org_number": number,
    }
    actor = actor_id(name, org_number=number)
    row.reading.node(ACTOR.label, actor, properties, evidence)
    return actor


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
