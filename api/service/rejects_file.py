"""The rows that a load left out as a file: a workbook or CSV that a person corrects and loads."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from graph.messages import message
from loaders.files.table import Cell
from viz.exchange.harmless import harmless

if TYPE_CHECKING:
    from loaders.tables.rejects import RejectedRow

Format = Literal["xlsx", "csv"]
MEDIA_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_OURS: Final = ("file", "sheet", "row", "reason")
Row = tuple[str | float | None, ...]


def rejects_file(rows: Sequence[RejectedRow], format: Format, language: str) -> bytes:
    """The file: where each row stands and why it was left out, then its cells under their headings.

    Rows of several tables stand below each other; equal headings are one column. No text is a formula.
    """
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row.cells))
    names = (*(message(f"mapping.reject_{name}", language) for name in _OURS), *headings)
    lines = [_line(row, headings, language) for row in rows]
    return _workbook(names, lines) if format == "xlsx" else _csv(names, lines)


def _line(row: RejectedRow, headings: Sequence[str], language: str) -> Row:
    reasons = "; ".join(
        f"{problem.column}: {problem.why(language)}" if problem.column else problem.why(language)
        for problem in row.problems
    )
    cells = (_written(row.cells.get(heading)) for heading in headings)
    return row.file, row.sheet, row.row, reasons, *cells


def _written(cell: Cell | tuple[str, ...]) -> str | float | None:
    if isinstance(cell, tuple):
        return "; ".join(cell)
    if isinstance(cell, date):  # a datetime is one too
        return cell.isoformat(*(" ",) if hasattr(cell, "hour") else ()).removesuffix(" 00:00:00")
    return cell


def _workbook(names: Sequence[str], lines: Sequence[Row]) -> bytes:
    from viz.exchange.workbook import Sheet, workbook

    return workbook({"HUR": Sheet(names, lines)})


def _csv(names: Sequence[str], lines: Sequence[Row]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerows([[harmless(cell) for cell in line] for line in (names, *lines)])
    return text.getvalue().encode("utf-8-sig")  # with its mark, so that Excel reads it right
