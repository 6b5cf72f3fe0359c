"""Excel workbooks: values by calamine; what calamine does not report of a cell, from the workbook's own XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, repeat
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook

from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import ZIP, Cell, check_content, refuse
from loaders.files.workbook_marks import Marks, read_marks

# A workbook that unpacks to more is taken for an attack: keep.eu's whole export of 8,621 partners unpacks to 16 MB.
UNPACKED_LIMIT: Final = 256 * 1024 * 1024


def is_workbook(file: Sample) -> bool:
    """Whether the file begins as a workbook; it may still be damaged, or another archive."""
    return file.head.startswith(ZIP)


def check_workbook(file: Sample) -> None:
    """InputError unless the file is a whole workbook of a size that can be unpacked."""
    check_content(file)
    try:
        with zipfile.ZipFile(file.opened()) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > UNPACKED_LIMIT:
                megabytes, most = unpacked >> 20, UNPACKED_LIMIT >> 20
                raise refuse(file.name, Message("loading.unpacks_to_too_much", megabytes=megabytes, most=most))
            if damaged := archive.testzip():
                raise refuse(file.name, Message("loading.damaged_inside", part=damaged))
            if "xl/workbook.xml" not in archive.namelist():
                raise refuse(file.name, Message("loading.not_a_workbook"))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise refuse(file.name, Message("loading.cut_off")) from error


def open_workbook(file: Sample) -> CalamineWorkbook:
    """The checked workbook."""
    check_workbook(file)
    try:
        return CalamineWorkbook.from_filelike(file.opened())
    except CalamineError as error:
        raise refuse(file.name, Message("loading.unreadable_workbook")) from error


def workbook_sheets(file: Sample) -> dict[str, Marks]:
    """The names of the sheets of a workbook, in its order, with what calamine does not report of their cells."""
    check_workbook(file)
    try:
        return read_marks(file)
    except (ParseError, KeyError, ValueError) as error:
        raise refuse(file.name, Message("loading.unreadable_workbook")) from error


def sheet_rows(file: Sample, sheet: str, marks: Marks) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a sheet that hold anything, one by one, each with its number in Excel."""
    try:
        page = CalamineWorkbook.from_filelike(file.opened()).get_sheet_by_name(sheet)
        # Calamine leaves out the columns before the first value, and what lies behind the last one.
        left, last = (page.start[1], page.end[0] + 1) if page.start and page.end else (0, 0)
        rows = islice(chain(page.iter_rows(), repeat(())), max(last, *marks.bad, 0))
        for number, cells in enumerate(rows, start=1):
            found = [plain_cell(cell, (number, index), marks) for index, cell in enumerate(cells, start=left)]
            if number in marks.bad or any(cell is not None for cell in found):
                yield number, [*repeat(None, left), *found]
    except CalamineError as error:
        raise refuse(file.name, Message("loading.unreadable_sheet"), sheet=sheet) from error


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
