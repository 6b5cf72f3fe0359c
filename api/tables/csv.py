"""A table as CSV, marked as UTF-8 so that Excel reads å, ä and ö."""

from __future__ import annotations

import csv
import io
from typing import Final

from api.tables.dialects import Dialect
from api.tables.extract import Extract, cells

MEDIA_TYPE: Final = "text/csv; charset=utf-8"


def csv_of(extract: Extract, dialect: Dialect) -> bytes:
    """The rows of the selection with their headings. Columns of many are tables of their own and not in it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(column.heading(dialect.language) for column in extract.single)
    for row in cells(extract.single, extract.rows, dialect.language):
        writer.writerow(map(dialect.written, row))
    return text.getvalue().encode("utf-8-sig")
