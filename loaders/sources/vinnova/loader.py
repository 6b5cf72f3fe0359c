"""Reads Vinnova's projects from CSV, a workbook or JSON; the fields are called the same in all three."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, SourceRecord, Value, slug
from graph.model.vocabulary import ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.files.json_records import json_records
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook import is_workbook, read_workbook
from loaders.tables.register_rows import RegisterRow, RegisterTable, read_csv

FUNDER: Final = "Vinnova"
_NEEDED: Final = ("id", "name", "grant", "starts", "ends", "coordinator")
# How the export writes that there is nothing: a text of x, and the first day that its dates can hold.
_NOTHING: Final = frozenset({"x", "xx", "X", "XX", "NULL", "0001-01-01", "0001-01-01T00:00:00", "0001-01-01 00:00:00"})
_SIGNS: Final = ("Diarienummer", "BeviljatBidrag")
_PARTS_WITH_HEADINGS: Final = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")


class VinnovaLoader:
    """Projects with the organisation that coordinates each."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file has Vinnova's fields, in any of the three forms."""
        start = file.start
        if start.startswith(("[", "{")):
            return start[0] == "[" and all(f'"{sign}"' in start for sign in _SIGNS)
        if is_workbook(file):
            begin = "".join(file.part(part) for part in _PARTS_WITH_HEADINGS)
            return all(sign in begin for sign in _SIGNS)
        return set(_SIGNS) <= set(file.headings)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every project of every file; later files must not repeat a Diarienummer."""
        settings = reading.settings
        reading.source(
            SourceRecord(reading.dataset, settings.title, settings.url, settings.licence, settings.retrieved)
        )
        seen: set[str] = set()
        for file in files:
            for row in _rows(file, reading):
                _add(row, seen)


def _add(row: RegisterRow, seen: set[str]) -> None:
    number, name, reading = row.text("id"), row.first("name", "name_en"), row.reading
    if not number or not slug(number) or number in seen or not name:
        reason = Message("loading.repeated" if number in seen else "loading.missing")
        row.reject("name" if number and number not in seen else "id", reason, whole_row=True)
        return
    seen.add(number)
    project = f"{reading.dataset}:{slug(number)}"
    evidence = Evidence(reading.dataset, locator=f"Diarienummer {number}")
    starts, ends = row.period()
    properties: dict[str, Value] = {
        "name": name,
        "aliases": row.others("name_en", name=name),
        "numbers": (number,),
        "summary": row.first("summary", "goal", "goal_en"),
        "starts": starts,
        "ends": ends,
    }
    reading.node(PROJECT.label, project, properties, evidence)
    grant = row.amount("grant")
    # A grant of 0 is none yet.
    amount: dict[str, Value] = {"amount": grant, "currency": "SEK"} if grant else {}
    reading.node(ACTOR.label, slug(FUNDER), {"name": FUNDER}, evidence)
    reading.relation(FUNDS.name, slug(FUNDER), project, evidence, amount)
    coordinator = row.text("coordinator")
    if coordinator is None or not slug(coordinator):
        row.reject("coordinator", Message("loading.missing"))
        return
    actor: dict[str, Value] = {"name": coordinator, "kind": reading.kind(coordinator)}
    reading.node(ACTOR.label, slug(coordinator), actor, evidence)
    reading.relation(PARTICIPATES_IN.name, slug(coordinator), project, evidence, {"role": "coordinator"})


def _rows(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    """The projects of a file, counted in the reading."""
    if is_workbook(file):
        return _sheet_rows(file, reading)
    if file.start.startswith("["):
        return _json_rows(file, reading)
    return read_csv(file, reading, _NEEDED, no_value=_NOTHING)


def _sheet_rows(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    """The rows of the first sheet that holds any."""
    sheet = next(iter(read_workbook(file)), None)
    if sheet is None:
        raise refuse(file.name, Message("loading.empty_file"))
    headings = [unicodedata.normalize("NFC", heading) for heading in sheet.headings]
    table = RegisterTable.of(file.name, headings, _NEEDED, reading, sheet=sheet.sheet, no_value=_NOTHING)
    table.note_unread()
    for number, cells in sheet.rows.items():
        reading.rows += 1
        yield RegisterRow(table, number, ["" if cell is None else cell for cell in cells])


def _json_rows(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    """The records of a list; a field that a record lacks is empty."""
    words = reading.settings.columns
    fields = tuple(words.values())
    table = RegisterTable.of(file.name, fields, (), reading, no_value=_NOTHING)
    unread: dict[str, None] = {}
    for number, record in enumerate(json_records(file), start=1):
        reading.rows += 1
        values = {unicodedata.normalize("NFC", key): value for key, value in record.items()}
        unread |= dict.fromkeys(key for key in values if key not in fields)
        yield RegisterRow(table, number, ["" if values.get(each) is None else values[each] for each in fields])
    if unread:
        reading.note(Message("loading.fields_not_read", fields=tuple(unread)))


LOADER: Final = VinnovaLoader()
