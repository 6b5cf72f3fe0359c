"""Where tables stand in files, and what is said of a file that cannot be read as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.files.sample import Sample

Cell = str | float | int | bool | date | datetime | None
LONGEST_CELL: Final = 32_767  # what a cell of Excel holds


WORKBOOK_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
TEXT_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
OLD_SUFFIXES: Final = frozenset({".xlsb"})

OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # begins the workbooks of old, and those with a password
ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands and what its headings are: a sheet of a workbook, or a file (then `sheet` is None).

    A `name` has one that is not the first of its sheet.
    """

    file: str
    sheet: str | None
    heading_row: int
    headings: tuple[str, ...]
    name: str = ""

    @property
    def title(self) -> str:
        """Its own name, that of the sheet, or that of the file without its suffix."""
        return self.name or self.sheet or Path(self.file).stem

    def problem(self, reason: Message, row: int | None = None, column: str | None = None) -> Problem:
        """A problem in this table."""
        return Problem(reason, file=self.file, sheet=self.sheet, row=row, column=column)


def refuse(file: str, reason: Message, row: int | None = None, sheet: str | None = None) -> InputError:
    """The error for a file that cannot be read at all."""
    return InputError.of((Problem(reason, file=file, sheet=sheet, row=row),))


def check_content(file: Sample) -> None:
    """InputError when a file's content is plainly not what its name says."""
    start = file.head[:2048]
    if not start.strip():
        raise refuse(file.name, Message("loading.empty_file"))
    is_workbook = file.suffix in WORKBOOK_SUFFIXES
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise refuse(file.name, Message("loading.web_page"))
    if is_workbook and not start.startswith((ZIP, OLE)):
        raise refuse(file.name, Message("loading.not_a_workbook"))
    if not is_workbook and start.startswith((ZIP, OLE)):
        raise refuse(file.name, Message("loading.workbook_as_text"))
