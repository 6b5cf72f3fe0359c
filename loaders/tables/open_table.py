"""Tables of any file, read row by row: CSV, the sheets of a workbook, JSON. Only the current row is in memory."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final, TypeVar
from xml.etree.ElementTree import ParseError

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.documents.form import known_headings
from loaders.files.csv_file import csv_rows
from loaders.files.encodings import Repairs
from loaders.files.json_table import JSON_SUFFIXES, json_columns, json_rows
from loaders.files.sample import Sample
from loaders.files.table import OLD_SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES, Cell, Table, refuse
from loaders.files.workbook import check_workbook, plain_cell
from loaders.files.workbook_marks import Marks, column_letters, read_marks

Parts = tuple[str, ...]
Written = tuple[int, Sequence[Cell | Parts]]
Cells = TypeVar("Cells")
_AT_ONCE: Final = 100
_HEAD: Final = 20  # rows among which the headings are looked for
_EXCEL_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it was read; a list of JSON is a cell of several parts.

    `bad` is why the whole row cannot be used, `bad_cells` why single cells cannot, by column index.
    """

    number: int
    cells: tuple[Cell | Parts, ...]
    bad: Message | None = None
    bad_cells: dict[int, Message] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing, not even something wrong."""
        return not self.bad and not self.bad_cells and all(cell in (None, "", ()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose rows can be read as often as wanted.

    `where` names file, sheet and headings. `above` are the numbers of rows with content above the headings.
    """

    where: Table
    above: tuple[int, ...]
    read: Callable[[], Iterator[Written]]
    marks: Marks = field(default_factory=Marks)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, each once; a column without one has its letter."""
        return self.where.headings

    def rows(self, repairs: Repairs | None = None) -> Iterator[TableRow]:
        """The rows below the headings, one by one; `repairs` counts the texts that were repaired."""
        repairs = repairs or Repairs()
        for number, written in self.read():
            if number > self.where.heading_row:
                yield self._row(number, written, repairs)

    def counted(self, columns: Collection[int]) -> Iterator[tuple[int, Cell | Parts, int]]:
        """The cells of these columns: position of the column, cell, and in how many rows; a cell may come again."""
        for row in self.rows() if columns else ():
            for index in columns:
                yield index, row.cells[index], 1

    def problem(self, reason: Message, row: int | None = None, column: str | None = None) -> Problem:
        """A problem in this table."""
        return self.where.problem(reason, row, column)

    def _row(self, number: int, written: Sequence[Cell | Parts], repairs: Repairs) -> TableRow:
        width = len(self.headings)
        cells, bad_cells = repairs.row(written)
        bad = None
        if any(cell not in (None, "") for cell in cells[width:]):
            bad = Message("loading.cell_count", cells=len(cells), headings=width)
        for index, cell in enumerate(cells):
            if (number, index) in self.marks.unstored:
                bad_cells[index] = Message("loading.formula")
            elif isinstance(cell, str) and cell in _EXCEL_ERRORS:
                bad_cells[index] = Message("loading.excel_error", value=cell)
        padded = (*cells[:width], *(None,) * (width - len(cells)))
        return TableRow(number, padded, bad, bad_cells)


def open_tables(file: Sample) -> tuple[OpenTable, ...]:
    """Every table of a file that has content: one of a CSV or JSON file, one a sheet of a workbook.

    Raises:
        InputError: the file is none of these, damaged, or empty; also later, while rows are read.
    """
    return file.once(_open_tables)


def _open_tables(file: Sample) -> tuple[OpenTable, ...]:
    suffix = file.suffix
    if suffix in OLD_SUFFIXES:
        raise refuse(file.name, Message("loading.old_suffix", suffix=suffix))
    if suffix in JSON_SUFFIXES:
        table = Table(file.name, None, 0, json_columns(file), {})
        found = [OpenTable(table, (), lambda: json_rows(file, table.headings))]
    elif suffix in WORKBOOK_SUFFIXES:
        found = list(_sheets(file))
    elif suffix in TEXT_SUFFIXES:
        found = [opened for opened in [_table(file, None, lambda: csv_rows(file, known_headings), Marks())] if opened]
    else:
        raise InputError(Message("mapping.no_table_file", file=file.name))
    if not found:
        raise refuse(file.name, Message("loading.empty_file"))
    return tuple(found)


def _sheets(file: Sample) -> Iterator[OpenTable]:
    check_workbook(file)
    try:
        every = read_marks(file)
    except (ParseError, KeyError, ValueError) as error:
        raise refuse(file.name, Message("loading.unreadable_workbook")) from error
    for name, marks in every.items():
        if table := _table(file, name, _reader(file, name, marks), marks):
            yield table


def _reader(file: Sample, sheet: str, marks: Marks) -> Callable[[], Iterator[Written]]:
    def read() -> Iterator[Written]:
        from openpyxl import load_workbook

        with _in_silence():
            book = load_workbook(file.opened(), read_only=True, data_only=True)
        try:
            page = book[sheet]
            page.reset_dimensions()
            for number, cells in enumerate(_silently(page.iter_rows(values_only=True)), start=1):
                if any(cell not in (None, "") for cell in cells):
                    yield number, [plain_cell(cell, (number, index), marks) for index, cell in enumerate(cells)]
        except (ParseError, KeyError, ValueError) as error:
            raise refuse(file.name, Message("loading.unreadable_sheet"), sheet=sheet) from error
        finally:
            book.close()

    return read


@contextmanager
def _in_silence() -> Iterator[None]:
    """Without what openpyxl warns of: that it would not write again all that it reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _silently(rows: Iterator[Cells]) -> Iterator[Cells]:
    while True:
        with _in_silence():
            some = list(islice(rows, _AT_ONCE))
        if not some:
            return
        yield from some


def _table(file: Sample, sheet: str | None, read: Callable[[], Iterator[Written]], marks: Marks) -> OpenTable | None:
    rows = read()
    head = list(islice(rows, _HEAD))
    if not head:
        return None
    # Titles stand above headings, in one cell or two; the headings are as many as the cells below them.
    filled = [sum(cell not in (None, "") for cell in cells) for _, cells in head]
    first = next(index for index, count in enumerate(filled) if count * 2 >= max(filled))
    number, cells = head[first]
    width = max((len(row_cells) for _, row_cells in head[first:]), default=len(cells))
    headings = _headings(Repairs().row(cells)[0], width if sheet else len(cells))
    rows = chain()
    return OpenTable(
        Table(file.name, sheet, number, headings, {}), tuple(row_cells for row_cells, _ in head[:first]), read, marks
    )


def _headings(cells: Sequence[Any], width: int) -> tuple[str, ...]:
    """Each heading once, on one line; a second of the same name is numbered, a column without one has its letter."""
    found: list[str] = []
    for index in range(width):
        written = " ".join(str(cells[index]).split()) if index < len(cells) and cells[index] is not None else ""
        name = plain = written or column_letters(index)
        count = 1
        while name in found:
            count += 1
            name = f"{plain} ({count})"
        found.append(name)
    return tuple(found)
