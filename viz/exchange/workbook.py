"""Workbooks in which no text is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from graph.messages import clean

CELL_LIMIT: Final = 32_000  # Excel's is 32,767 characters
_WIDTH: Final = 24
_SIGNS: Final = tuple("=+-@＝＋－＠#")  # of formulas, and of errors such as #N/A

Row = tuple[str | float | date | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows; number formats and widths (in characters) by column, the usual ones where there is none."""

    headings: Sequence[str]
    rows: Iterable[Row]
    formats: Sequence[str] = ()
    widths: Sequence[int] = ()


def workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """The file: a sheet by its title. A longer text than a cell's is cut. Rows are written as they come."""
    book = Workbook(write_only=True)
    for title, content in sheets.items():
        _fill(book.create_sheet(title), content)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, content: Sheet) -> None:
    headings = list(content.headings)
    letters = [get_column_letter(column) for column in range(1, len(headings) + 1)]
    for letter, width in zip(letters, content.widths or [_WIDTH] * len(letters), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, heading) for heading in headings])
    formats = content.formats or [""] * len(headings)
    count = 1
    for count, row in enumerate(content.rows, start=2):  # noqa: B007 the last one is the number of rows
        sheet.append([_cell(sheet, value, form) for value, form in zip(row, formats, strict=True)])
    if letters:
        sheet.auto_filter.ref = f"A1:{letters[-1]}{count}"


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any, form: str) -> Any:
    """What the sheet is given: a bare value, or a cell where it needs a format or must stay a text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, clean(value)[:CELL_LIMIT])
    if not form:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = form
    return cell


def _text(sheet: Any, text: str) -> Any:
    """Bare where openpyxl takes it for a text by itself, which is quicker; what it takes for a formula is none."""
    if not text.startswith(_SIGNS):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = not text.startswith("#")
    return cell
