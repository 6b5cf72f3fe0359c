"""Workbooks in which no text is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.messages import clean

CELL_LIMIT: Final = 32_000  # Excel's is 32,767 characters

Row = tuple[str | float | None, ...]
Sheet = tuple[Iterable[str], Iterable[Row]]


def workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """The file: headings and rows by the title of the sheet. A longer text than a cell's is cut."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, (headings, rows) in sheets.items():
        _fill(book.create_sheet(title), headings, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, headings: Iterable[str], rows: Iterable[Row]) -> None:
    for column, heading in enumerate(headings, start=1):
        sheet.cell(1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "A2"
    for position, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(position, column)
            cell.value = clean(value)[:CELL_LIMIT] if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = is a text all the same
                cell.quotePrefix = value[:1] in "=+-@＝＋－＠"
