"""The files that a table is written as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.tables import csv, xlsx
from api.tables.dialects import Dialect
from api.tables.extract import Extract


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A media type, and what writes an extract of a table in a dialect."""

    media_type: str
    write: Callable[[Extract, Dialect], bytes]


FORMATS: Final[Mapping[str, FileFormat]] = {
    "csv": FileFormat(csv.MEDIA_TYPE, csv.csv_of),
    "xlsx": FileFormat(xlsx.MEDIA_TYPE, xlsx.xlsx_of),
}
