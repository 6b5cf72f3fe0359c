"""A table as a workbook: numbers as numbers, dates as dates, and what there may be several of on its own sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from api.tables.about import about
from api.tables.columns import Column, Row
from api.tables.dialects import Dialect
from api.tables.extract import Extract, cells
from graph.messages import message
from viz.exchange.workbook import Sheet, workbook

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS: Final = {"share": "0.0%", "money": "#,##0", "whole": "#,##0", "number": "#,##0.00", "date": "yyyy-mm-dd"}
_WIDTHS: Final = {
    "whole": 12,
    "share": 12,
    "number": 12,
    "date": 12,
    "flag": 10,
    "money": 16,
    "code": 22,
    "country": 18,
}
_LONG: Final = ("reason", "quote", "summary", "decision_reason", "description")
_TITLE_LIMIT: Final = 31


def xlsx_of(extract: Extract, dialect: Dialect) -> bytes:
    """The rows of the selection, then each column of many that says anything, then about the table."""
    language = dialect.language or extract.asked.language
    sheets = {extract.table.title(language): _sheet(extract.single, extract.rows, dialect)}
    for column, table, rows in extract.details():
        if rows:
            sheets[column.heading(language)] = _sheet(table.columns, rows, dialect)
    headings = [message(f"tables.{name}", language) for name in ("about_what", "about_value")]
    sheets[message("tables.about", language)] = Sheet(headings, about(extract, language), widths=(30, 90))
    return workbook({title[:_TITLE_LIMIT]: content for title, content in sheets.items()})


def _sheet(columns: Sequence[Column], rows: Iterable[Row], dialect: Dialect) -> Sheet:
    return Sheet(
        headings=[column.heading(dialect.language) for column in columns],
        rows=cells(columns, rows, dialect.language),
        formats=[_FORMATS.get(column.kind, "") for column in columns],
        widths=[60 if column.name in _LONG else _WIDTHS.get(column.kind, 32) for column in columns],
    )
