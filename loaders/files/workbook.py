"""Workbooks, new and old: values by calamine; what calamine does not report of a cell, from the files themselves."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, repeat
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from graph.messages import Message
from loaders.files.old_workbook import read_old
from loaders.files.open_document import CONTENT, read_open_document
from loaders.files.sample import DAMAGED_ARCHIVE, Sample
from loaders.files.table import OLE, ZIP, Cell, check_content, refuse
from loaders.files.workbook_bounds import check_bounds
from loaders.files.workbook_marks import Marks, read_marks

# What calamine and the readers of XML raise for content that makes no sense to them.
_UNREADABLE: Final = (
    *DAMAGED_ARCHIVE, CalamineError, ParseError, LookupError, TypeError, AttributeError, AssertionError
)  # fmt: skip
# What calamine would read where it cannot read an .xlsx: another part than the one whose size was checked.
_OTHER_KINDS: Final = frozenset({"xl/workbook.bin", CONTENT})
_XLSX: Final = "xl/workbook.xml"


def is_workbook(file: Sample) -> bool:
    """Whether the file begins as a workbook; it may still be damaged, or another archive."""
    return file.head.startswith(ZIP)


def check_workbook(file: Sample) -> None:
    """InputError unless the file is a whole workbook of a size that can be unpacked."""
    check_content(file)
    try:
        with zipfile.ZipFile(file.opened()) as archive:
            names = set(archive.namelist())
            if _XLSX not in names or names & _OTHER_KINDS:
                raise refuse(file.name, Message("loading.not_a_workbook"))
            check_bounds(file, archive)
    except DAMAGED_ARCHIVE as error:
        raise refuse(file.name, Message("loading.cut_off")) from error


@contextmanager
def refusing(file: Sample, sheet: str | None = None) -> Iterator[None]:
    """InputError for whatever is said of a damaged workbook, or of one of its sheets, by those who read it."""
    try:
        yield
    except BaseException as error:
        # A panic of calamine's is no exception by Python's rules.
        if not isinstance(error, _UNREADABLE) and type(error).__name__ != "PanicException":
            raise
        key = "loading.unreadable_sheet" if sheet else "loading.unreadable_workbook"
        raise refuse(file.name, Message(key), sheet=sheet) from error


def sheet_values(file: Sample, workbook: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    """All rows of a sheet from its first value on; InputError when it cannot be read."""
    with refusing(file, sheet):
        return workbook.get_sheet_by_name(sheet).to_python()


def open_workbook(file: Sample) -> CalamineWorkbook:
    """The checked workbook."""
    check_workbook(file)
    with refusing(file):
        return CalamineWorkbook.from_filelike(file.opened())


def first_sheet_rows(file: Sample) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts in the first row of each sheet; InputError when the workbook cannot be read."""
    workbook = open_workbook(file)
    for name in workbook.sheet_names:
        with refusing(file, name):
            row = next(iter(workbook.get_sheet_by_name(name).iter_rows()), [])
        yield name, tuple(str(cell) for cell in row if cell != "")


def workbook_sheets(file: Sample) -> dict[str, Marks]:
    """The names of the sheets of a workbook, in its order, with what calamine does not report of their cells."""
    if (marks := _of_other_kinds(file)) is None:
        check_workbook(file)
        with refusing(file):
            return read_marks(file)
    with refusing(file):
        sheets = CalamineWorkbook.from_filelike(file.opened()).sheets_metadata
    found = {}
    for sheet, of_sheet in zip(sheets, marks, strict=False):
        of_sheet.hidden = sheet.visible != SheetVisibleEnum.Visible
        found[sheet.name] = of_sheet
    return found


def _of_other_kinds(file: Sample) -> list[Marks] | None:
    """The marks of the sheets of an old workbook or one of LibreOffice, by their order; None for any other file."""
    check_content(file)
    if file.head.startswith(OLE):
        return read_old(file)
    try:
        with zipfile.ZipFile(file.opened()) as archive:
            is_open = {_XLSX, *_OTHER_KINDS}.intersection(archive.namelist()) == {CONTENT}
            return read_open_document(file, archive) if is_open else None
    except DAMAGED_ARCHIVE as error:
        raise refuse(file.name, Message("loading.cut_off")) from error


def sheet_rows(file: Sample, sheet: str, marks: Marks) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a sheet that hold anything, one by one, each with its number in Excel.

    What cells that are merged over several rows say, they say in each.
    """
    with refusing(file, sheet):
        page = CalamineWorkbook.from_filelike(file.opened()).get_sheet_by_name(sheet)
        # Calamine leaves out the columns before the first value, and what lies behind the last one.
        left, last = (page.start[1], page.end[0] + 1) if page.start and page.end else (0, 0)
        rows = islice(chain(page.iter_rows(), repeat(())), max(last, *marks.bad, 0))
        covering: dict[int, tuple[int, Cell]] = {}  # by column: the last row of merged cells, and their value
        for number, cells in enumerate(rows, start=1):
            found = [plain_cell(cell, (number, index), marks) for index, cell in enumerate(cells, start=left)]
            if number in marks.bad or any(cell is not None for cell in found):
                for index, (until, value) in covering.items():
                    if number <= until and found[index] is None:
                        found[index] = value
                for merged in marks.merged_in(number):
                    if merged.last_row > number and 0 <= merged.column - left < len(found):
                        covering[merged.column - left] = merged.last_row, found[merged.column - left]
                yield number, [*repeat(None, left), *found]


def plain_cell(cell: Any, position: tuple[int, int], marks: Marks) -> Cell:
    """A cell's value, a whole number and a date as the workbook shows them; None when empty."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)  # calamine knows no whole numbers
    if isinstance(cell, date) and (precision := marks.precision.get(position)):
        return f"{cell:{precision}}"
    if isinstance(cell, time | timedelta):
        return str(cell)
    assert cell is None or isinstance(cell, str | float | int | bool | date | datetime)
    return None if cell == "" else cell
