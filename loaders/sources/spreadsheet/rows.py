"""Tables as typed rows: which sheet a table is, what its columns mean, and what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import Amount, parse
from loaders.documents.form import FLAT, INSTRUCTIONS, Column, Sheet, SheetName, in_both, sheets, template_sheets
from loaders.files.encodings import Repairs
from loaders.files.table import Table
from loaders.tables.open_table import OpenTable, TableRow

_HEADING_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by our column names, None or absent where the cell is empty or could not be read.

    `sheet` is the sheet it speaks for; where it was unfolded from a flat list, that is not the one it stands in.
    """

    sheet: SheetName
    table: Table
    number: int
    values: Mapping[str, Any]
    rejected: bool = False
    unfolded: bool = False

    @property
    def read_as(self) -> SheetName:
        """The sheet the row stands in."""
        return FLAT if self.unfolded else self.sheet

    @property
    def is_empty(self) -> bool:
        """Whether no cell that we read holds anything."""
        return all(value is None for value in self.values.values())

    def get(self, column: str) -> Any:
        """The value of a column; None when empty."""
        return self.values.get(column)

    @property
    def place(self) -> str:
        """Where the row stands in its file, as a locator."""
        return f"{self.table.sheet}!{self.number}" if self.table.sheet else f"row {self.number}"

    def problem(self, reason: Message, column: str | None = None) -> Problem:
        """A problem with the row or one of its columns, under the heading the file uses."""
        return self.table.problem(reason, self.number, _heading(self, column) if column else None)


def read_rows(tables: Sequence[OpenTable], reading: Reading) -> list[Row]:
    """The rows of every table that is one of our sheets; what is wrong goes to `reading`.

    A row with a bad cell is marked as rejected: it still names things, but nothing it says may be used. Columns and
    sheets that mean nothing to us are noted.
    """
    found: list[Row] = []
    unknown: list[Table] = []
    wanted = [table for table in tables if normalised(table.where.title) not in INSTRUCTIONS]
    for table in wanted:
        sheets = sheets_of(table.where)
        if len(sheets) == 1:
            found += _rows(table, sheets[0], reading)
        elif sheets:
            titles = {
                "sv": ", ".join(sheet.swedish for sheet in sheets),
                "en": ", ".join(sheet.english for sheet in sheets),
            }
            reason = Message("loading.several_sheets", titles=titles)
            reading.reject(table.problem(reason, table.where.heading_row), whole_row=True)
        else:
            unknown.append(table.where)
    _report_unknown(unknown, reading, only=len(unknown) == len(wanted))
    return found


def sheets_of(table: Table) -> list[Sheet]:
    """Which of our sheets a table is: by its title, else by its headings; several when these do not tell."""
    by_title = [sheet for sheet in template_sheets() if normalised(table.title) in sheet.titles]
    if by_title:
        return by_title
    counts = [
        (sum(sheet.column(heading) is not None for heading in table.headings), sheet)
        for sheet in sheets().values()
        if _has_required(table, sheet)
    ]
    best = [sheet for count, sheet in counts if count == max(count for count, _ in counts)]
    return [sheet for sheet in best if sheet.name != FLAT] or best


def _has_required(table: Table, sheet: Sheet) -> bool:
    named = {column.name for heading in table.headings if (column := sheet.column(heading))}
    if sheet.name == FLAT and not named & {"actor", "funder"}:
        return False
    return all(column.name in named for column in sheet.required)


def _report_unknown(unknown: list[Table], reading: Reading, *, only: bool) -> None:
    for table in unknown:
        headings = _headings(table)
        if only:
            known = _required_words(template_sheets()[:4])
            reason = Message("loading.unknown_headings", headings=headings, known=known)
            reading.reject(table.problem(reason, table.heading_row), whole_row=True)
        else:
            reading.note(Message("loading.sheet_not_read", sheet=table.title, headings=headings))


def _headings(table: Table) -> tuple[str, ...]:
    return tuple(heading[:_HEADING_LENGTH] for heading in table.headings if heading.strip()) or ("–",)


def _required_words(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """The sheets with the headings they need, by language."""
    needed = [(sheet, in_both(sheet.required)) for sheet in sheets]
    return {
        "sv": "; ".join(f"{sheet.swedish}: {headings['sv']}" for sheet, headings in needed),
        "en": "; ".join(f"{sheet.english}: {headings['en']}" for sheet, headings in needed),
    }


def _rows(table: OpenTable, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    columns = _columns(table.where, sheet, reading)
    if columns is None:
        return
    repairs = Repairs()
    for written in table.rows(repairs):
        reading.rows += 1
        if written.bad:
            reading.reject(table.problem(written.bad, written.number), whole_row=True)
            continue
        values, problems = _values(table, written, columns)
        row = Row(sheet.name, table.where, written.number, values)
        if problems or not row.is_empty:
            problems += _missing(row, columns, problems)
            problems += _contradictions(row)
            for problem in problems:
                reading.reject(problem, whole_row=problem is problems[0])
            yield replace(row, rejected=bool(problems))
    if note := repairs.note(table.where.sheet or table.where.file):
        reading.note(note)


def _values(table: OpenTable, row: TableRow, columns: Mapping[int, Column]) -> tuple[dict[str, Any], list[Problem]]:
    problems = [
        table.problem(reason, row.number, table.label(index)) for index, reason in sorted(row.bad_cells.items())
    ]
    values: dict[str, Any] = {}
    for index, column in columns.items():
        cell = row.cells[index]
        assert not isinstance(cell, tuple)
        try:
            values[column.name] = None if index in row.bad_cells else parse(column.type, cell)
        except CellError as error:
            problems.append(table.problem(error.reason, row.number, table.label(index)))
    return values, problems


def _columns(table: Table, sheet: Sheet, reading: Reading) -> dict[int, Column] | None:
    columns: dict[int, Column] = {}
    for index, heading in enumerate(table.headings):
        column = sheet.column(heading)
        if column is None:
            if heading.strip():
                reading.note(Message("loading.column_not_read", column=heading[:_HEADING_LENGTH], table=table.title))
        elif column in columns.values():
            reason = Message("loading.two_columns", column=in_both([column]))
            reading.reject(table.problem(reason, table.heading_row, heading), whole_row=True)
            return None
        else:
            columns[index] = column
    missing = [column for column in sheet.required if column not in columns.values()]
    for column in missing:
        words = tuple(dict.fromkeys((column.swedish, column.name, *column.also[:3])))
        reason = Message("loading.missing_column", column=in_both([column]), words=words, headings=_headings(table))
        reading.reject(table.problem(reason, table.heading_row, column.name), whole_row=True)
    return None if missing else columns


def _missing(row: Row, columns: Mapping[int, Column], problems: list[Problem]) -> Iterator[Problem]:
    reported = {problem.column for problem in problems}
    for index, column in columns.items():
        heading = row.table.headings[index]
        if column.required and row.get(column.name) is None and heading not in reported:
            yield row.problem(Message("loading.empty_cell"), column.name)


def _contradictions(row: Row) -> Iterator[Problem]:
    stated = row.get("currency")
    for name, value in row.values.items():
        if isinstance(value, Amount) and value.currency and stated and value.currency != stated:
            reason = Message("loading.two_currencies", one=value.currency, other=stated)
            yield row.problem(reason, name)


def _heading(row: Row, column: str) -> str:
    form = sheets()[row.read_as]
    headings = (heading for heading in row.table.headings if (c := form.column(heading)) and c.name == column)
    return next(headings, column)
