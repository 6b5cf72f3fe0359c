"""Tables of any file, read row by row: CSV, the sheets of a workbook, JSON. Only the current row is in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, repeat
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.documents.form import known_headings
from loaders.files.csv_file import csv_rows
from loaders.files.encodings import Repairs
from loaders.files.json_table import JSON_SUFFIXES, json_columns, json_rows
from loaders.files.sample import Sample
from loaders.files.table import OLD_SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES, Cell, Table, refuse
from loaders.files.workbook import first_sheet_rows, sheet_rows, workbook_sheets
from loaders.files.workbook_bounds import LAST_COLUMN
from loaders.files.workbook_marks import Marks, column_letters
from loaders.tables.head import Head, text_of
from loaders.tables.label_blocks import labels_of
from loaders.tables.label_sheets import LARGEST, WIDEST, as_table
from loaders.tables.layout import Region, regions
from loaders.tables.row_signs import Parts as Parts
from loaders.tables.row_signs import Written

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

    `where` names file, sheet and headings; `read` gives the rows of the whole sheet, of which `region` is the table.
    The headings of a `strict` table are as they are written, and a cell beyond them is an error.
    Of a table made of sheets of labels, `sheets` are these, in the order of its rows.
    """

    where: Table
    region: Region
    read: Callable[[], Iterator[Written]]
    marks: Marks = field(default_factory=Marks)
    strict: bool = False
    sheets: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, each once unless `strict`; a column without one then has its letter."""
        return self.where.headings

    @property
    def above(self) -> tuple[int, ...]:
        """The numbers of rows with content above the headings."""
        return self.region.head.above

    def rows(self, repairs: Repairs | None = None) -> Iterator[TableRow]:
        """The rows below the headings, one by one; `repairs` counts the texts that were repaired."""
        repairs, region = repairs or Repairs(), self.region
        for number, written in self.read():
            if number <= self.where.heading_row or number in region.left_out:
                continue
            if region.until is not None and number > region.until:
                break
            if region.is_part:
                written = written[region.left : region.right]
                if not any(cell not in (None, "") for cell in written):
                    continue
            yield self._row(number, written, repairs)

    def counted(self, columns: Collection[int]) -> Iterator[tuple[int, Cell | Parts, int]]:
        """The cells of these columns: position of the column, cell, and in how many rows; a cell may come again."""
        for row in self.rows() if columns else ():
            for index in columns:
                yield index, row.cells[index], 1

    def label(self, index: int) -> str:
        """The heading of a column, or its letter."""
        return self._heading(index) or column_letters(index + self.region.left)

    def not_rows(self) -> Iterator[Problem]:
        """What below the headings is no row of the table, and why."""
        for number, reason in self.region.left_out.items():
            yield self.problem(reason, number)
        if self.region.beside:
            yield self.problem(Message("loading.cells_beside", cells=self.region.beside), self.where.heading_row)

    def unread(self) -> Iterator[Problem]:
        """The whole table as one that is not read; rows that it shares with another are told with its headings only."""
        heading_row, headings = self.where.heading_row, tuple(filter(None, self.headings))
        yield self.problem(Message("loading.table_not_read", count=self.region.rows, headings=headings), heading_row)
        for row in self.rows() if not self.region.is_part else ():
            yield self.problem(Message("loading.row_of_unread", heading_row=heading_row), row.number)

    def hidden(self) -> Iterator[Message]:
        """What of the table its workbook does not show, although it is read."""
        until, name = self.region.until or max(self.marks.hidden_rows, default=0), self.where.title
        if self.marks.hidden:
            yield Message("loading.hidden_sheet", sheet=name)
        rows = sorted(row for row in self.marks.hidden_rows if self.where.heading_row < row <= until)
        if rows:
            yield Message("loading.hidden_rows", count=len(rows), table=name, rows=ranges(rows))
        shown = dict(enumerate(self.headings))
        columns = tuple(shown[index] for index in sorted(self.marks.hidden_columns) if shown.get(index))
        if columns:
            yield Message("loading.hidden_columns", table=name, columns=columns)

    def problem(self, reason: Message, row: int | None = None, column: str | None = None) -> Problem:
        """A problem in this table."""
        if self.sheets and row:
            return Problem(reason, file=self.where.file, sheet=self.sheets[row - 1], column=column)
        return self.where.problem(reason, row, column)

    def place(self, row: int) -> str:
        """Where a row stands in the file, as a locator."""
        if self.sheets:
            return self.sheets[row - 1]
        return f"{self.where.sheet}!{row}" if self.where.sheet else f"row {row}"

    def _row(self, number: int, written: Sequence[Cell | Parts], repairs: Repairs) -> TableRow:
        width = len(self.headings)
        cells, bad_cells = repairs.row(written)
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and cell in _EXCEL_ERRORS:
                bad_cells[index] = Message("loading.excel_error", value=cell)
        bad_cells |= self.marks.bad.get(number, {})
        bad = None
        if self._has_other_cells(cells):
            bad = Message("loading.cell_count", cells=len(cells), headings=width)
        elif self.strict:
            beyond = (index for index, cell in enumerate(cells) if not self._heading(index) and _has_content(cell))
            bad_cells = {index: Message("loading.no_heading") for index in beyond} | bad_cells
        padded = (*cells[:width], *(None,) * (width - len(cells)))
        return TableRow(number, padded, bad, bad_cells)

    def _has_other_cells(self, cells: Sequence[Cell | Parts]) -> bool:
        """Whether the cells are not those of the headings."""
        if self.strict:
            return self.where.sheet is None and not self.region.is_part and len(cells) != len(self.headings)
        return any(cell not in (None, "") for cell in cells[len(self.headings) :])

    def _heading(self, index: int) -> str:
        return self.headings[index].strip() if index < len(self.headings) else ""


def _has_content(cell: Cell | Parts) -> bool:
    return cell is not None and bool(str(cell).strip())


def open_tables(file: Sample) -> tuple[OpenTable, ...]:
    """Every table of a file that has content: one of a CSV or JSON file, one a sheet of a workbook.

    Raises:
        InputError: the file is none of these, damaged, or empty; also later, while rows are read.
    """
    return file.once(_open_tables)


def strict_tables(file: Sample) -> tuple[OpenTable, ...]:
    """The same of a CSV file or workbook of a known form; one without content has no table."""
    return file.once(_strict_tables)


def first_rows(file: Sample) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """The first row of each sheet, without going through the others; empty of one without content."""
    if file.suffix in WORKBOOK_SUFFIXES:
        yield from first_sheet_rows(file)
    elif file.suffix in TEXT_SUFFIXES:
        yield None, file.headings


def workbook_tables(file: Sample) -> Iterator[OpenTable]:
    """The sheets of a workbook of a known form, whatever its name; InputError when it cannot be read."""
    for name, marks in workbook_sheets(file).items():
        read = partial(sheet_rows, file, name, marks)
        for number, cells in islice(read(), 1):
            yield _table(file, name, Region(Head(tuple(map(text_of, cells)), (number,))), read, marks, strict=True)


def _open_tables(file: Sample) -> tuple[OpenTable, ...]:
    if file.suffix in JSON_SUFFIXES:
        table = Table(file.name, None, 0, json_columns(file))
        return (OpenTable(table, Region(Head(table.headings, (0,))), lambda: json_rows(file, table.headings)),)
    if not (found := _tables(file, strict=False)):
        raise refuse(file.name, Message("loading.empty_file"))
    return _by_labels(file, found)


def _by_labels(file: Sample, tables: tuple[OpenTable, ...]) -> tuple[OpenTable, ...]:
    """Sheets of labels and values as one table, a row a sheet, where most sheets are such; else the tables."""
    first = {table.where.sheet or file.stem: table for table in reversed(tables)}
    narrow = [(title, table) for title, table in reversed(first.items()) if len(table.headings) <= WIDEST]
    small = narrow if file.size <= LARGEST else []
    found = {title: labels for title, table in small if (labels := labels_of(file, table.read))}
    if len(found) * 2 <= len(first):
        return tables
    projects = {f"{title}!{at}" if at else title: one for title, labels in found.items() for at, one in labels.items()}
    headings, rows = as_table(projects)
    where, region = Table(file.name, None, 0, headings), Region(Head(headings, (0,)))
    of_labels = OpenTable(where, region, lambda: iter(rows), sheets=tuple(projects))
    return (of_labels, *(table for table in tables if (table.where.sheet or file.stem) not in found))


def _strict_tables(file: Sample) -> tuple[OpenTable, ...]:
    return _tables(file, strict=True)


def _tables(file: Sample, *, strict: bool) -> tuple[OpenTable, ...]:
    if file.suffix in OLD_SUFFIXES:
        raise refuse(file.name, Message("loading.old_suffix", suffix=file.suffix))
    if file.suffix in WORKBOOK_SUFFIXES:
        sheets = workbook_sheets(file).items()
        return tuple(
            table
            for name, marks in sheets
            for table in _tables_of(file, name, partial(sheet_rows, file, name, marks), marks, strict=strict)
        )
    if file.suffix in TEXT_SUFFIXES:
        return tuple(_tables_of(file, None, partial(csv_rows, file, known_headings), Marks(), strict=strict))
    raise InputError(Message("mapping.no_table_file", file=file.name))


def _tables_of(
    file: Sample, sheet: str | None, read: Callable[[], Iterator[Written]], marks: Marks, *, strict: bool
) -> Iterator[OpenTable]:
    """The tables of a sheet, the main one first."""
    for index, region in enumerate(regions(read, marks, known_headings, strict=strict)):
        named = region
        if index:
            corner = f"{column_letters(region.left)}{region.head.rows[-1]}"
            named = replace(region, name=region.name or f"{sheet or file.stem}!{corner}")
        yield _table(file, sheet, named, read, marks.of_columns(region.left), strict=strict)


def _table(
    file: Sample,
    sheet: str | None,
    region: Region,
    read: Callable[[], Iterator[Written]],
    marks: Marks,
    *,
    strict: bool,
) -> OpenTable:
    number, written = region.head.rows[-1], list(region.head.names)
    if len(written) > LAST_COLUMN:
        reason = Message("loading.too_many_columns", count=len(written), most=LAST_COLUMN)
        raise refuse(file.name, reason, number, sheet)
    if not strict:
        width = max(len(written), 0 if region.is_part or sheet is None else region.width)
        written = _told_apart([*written, *repeat("", width - len(written))], region.left)
    return OpenTable(Table(file.name, sheet, number, tuple(written), region.name), region, read, marks, strict)


def ranges(numbers: Sequence[int]) -> tuple[str, ...]:
    """Numbers in order, those that follow each other as one: 3, 5–8."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return tuple("–".join(map(str, ends)) for ends in found)


def _told_apart(headings: Sequence[str], left: int) -> list[str]:
    """Each heading on one line; a second of the same name is numbered, a column without one has its letter."""
    found: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for index, written in enumerate(headings, start=left):
        name = plain = " ".join(written.split()) or column_letters(index)
        while name in found:
            counts[plain] += 1
            name = f"{plain} ({counts[plain] + 1})"
        found[name] = None
    return list(found)
