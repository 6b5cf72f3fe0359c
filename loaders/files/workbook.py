"""Excel workbooks: values by calamine; what calamine does not report of a cell, from the workbook's own XML."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook

from graph.messages import Message
from loaders.files.encodings import Repairs
from loaders.files.sample import Sample
from loaders.files.table import ZIP, Cell, Table, check_content, refuse
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


def read_workbook(file: Sample) -> list[Table]:
    """Every sheet with content as a table; the first row with content has the headings."""
    workbook = open_workbook(file)
    try:
        marks = read_marks(file)
    except (ParseError, KeyError, ValueError) as error:
        raise refuse(file.name, Message("loading.unreadable_workbook")) from error
    tables = []
    for name in workbook.sheet_names:
        try:
            rows: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise refuse(file.name, Message("loading.unreadable_sheet"), sheet=name) from error
        if table := _table(file, name, rows, marks.get(name, Marks())):
            tables.append(table)
    return tables


def _table(file: Sample, name: str, rows: list[list[Any]], marks: Marks) -> Table | None:
    headings: tuple[str, ...] | None = None
    heading_row = 0
    content: dict[int, tuple[Cell, ...]] = {}
    mojibake: dict[tuple[int, int], Message] = {}
    repairs = Repairs()
    for number, cells in enumerate(rows, start=1):
        if all(cell == "" for cell in cells) and not any((number, i) in marks.unstored for i in range(len(cells))):
            continue
        if headings is None:
            headings, heading_row = tuple(str(cell) for cell in cells), number
        else:
            written = (plain_cell(cell, (number, index), marks) for index, cell in enumerate(cells))
            content[number], bad = repairs.row(written)
            mojibake |= {(number, index): reason for index, reason in bad.items()}
    if headings is None:
        return None
    bad_cells = mojibake | _unreadable(content, marks)
    return Table(file.name, name, heading_row, headings, content, bad_cells=bad_cells, repaired=repairs.note(name))


def _unreadable(content: Mapping[int, tuple[Cell, ...]], marks: Marks) -> dict[tuple[int, int], Message]:
    reason = Message("loading.formula")
    return {position: reason for position in marks.unstored if position[0] in content}


def plain_cell(cell: Any, position: tuple[int, int], marks: Marks) -> Cell:
    """A cell's value, a date as precise as the workbook shows it; None when empty."""
    if isinstance(cell, date) and (precision := marks.precision.get(position)):
        return f"{cell:{precision}}"
    if isinstance(cell, time | timedelta):
        return str(cell)
    assert cell is None or isinstance(cell, str | float | int | bool | date | datetime)
    return None if cell == "" else cell
