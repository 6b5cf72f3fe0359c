"""The rows of a register's file, whichever of three forms it has: CSV, a workbook, a list in JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from graph.messages import Message
from loaders.base import Reading
from loaders.documents.register import RegisterMapping
from loaders.files.json_records import json_records
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook import is_workbook
from loaders.tables.open_table import OpenTable, workbook_tables
from loaders.tables.register_rows import RegisterRow, RegisterTable, read_csv


def register_rows(file: Sample, reading: Reading, table: RegisterMapping) -> Iterator[RegisterRow]:
    """The rows, each counted in the reading; columns and fields that the table does not name are noted.

    Raises:
        InputError: the file cannot be read, lacks a column that is not optional, or has no row.
    """
    before = reading.rows
    if is_workbook(file):
        yield from sheet_rows(_first_sheet(file), reading, _needed(table), no_value=table.no_value)
    elif file.start.startswith(("[", "{")):
        yield from _json_rows(file, reading, table)
    else:
        yield from read_csv(file, reading, _needed(table), no_value=table.no_value)
    if reading.rows == before:
        raise refuse(file.name, Message("loading.only_headings"))


def _needed(table: RegisterMapping) -> tuple[str, ...]:
    return tuple(column.heading for column in table.columns if not column.optional)


def sheet_rows(
    sheet: OpenTable, reading: Reading, needed: Sequence[str], *, no_value: frozenset[str] = frozenset()
) -> Iterator[RegisterRow]:
    """The rows of a sheet, each counted in the reading; as `read_csv`."""
    file, title = sheet.where.file, sheet.where.sheet
    columns = RegisterTable.of(file, sheet.headings, needed, reading, sheet=title, no_value=no_value)
    columns.note_unread()
    for row in sheet.rows():
        reading.rows += 1
        yield RegisterRow(columns, row.number, ["" if cell is None else cell for cell in row.cells])


def _first_sheet(file: Sample) -> OpenTable:
    """The first sheet that holds any row."""
    sheet = next(workbook_tables(file), None)
    if sheet is None:
        raise refuse(file.name, Message("loading.empty_file"))
    return sheet


def _json_rows(file: Sample, reading: Reading, table: RegisterMapping) -> Iterator[RegisterRow]:
    """The records of a list; a field that a record lacks is empty; so is, reported, one with further fields."""
    fields = tuple(dict.fromkeys(column.heading for column in table.columns))
    columns = RegisterTable.of(file.name, fields, (), reading, no_value=table.no_value, as_written=table.as_written)
    unread: dict[str, None] = {}
    for number, record in enumerate(json_records(file), start=1):
        reading.rows += 1
        values = {unicodedata.normalize("NFC", key): value for key, value in record.items()}
        unread |= dict.fromkeys(key for key in values if key not in fields)
        cells = ["" if values.get(name) is None else values[name] for name in fields]
        row = RegisterRow(columns, number, ["" if isinstance(cell, dict | list) else cell for cell in cells])
        for name, cell in zip(fields, cells, strict=True):
            if isinstance(cell, dict | list):
                row.reject(name, Message("loading.not_a_text", value=str(cell)))
        yield row
    if unread:
        reading.note(Message("loading.fields_not_read", fields=tuple(unread)))
