"""CSV files as Excel and others write them: any of three separators, and the encodings met in Sweden."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Final

from graph.messages import Message
from loaders.spreadsheet.cells import LONGEST_CELL, Cell
from loaders.spreadsheet.form import sheets
from loaders.spreadsheet.tables import Table, check_content, refuse

_SEPARATORS: Final = ";,\t"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(file: Path) -> Table:
    """The file as one table; InputError when it is no CSV file. Rows with too few or too many cells are bad."""
    check_content(file)
    written = _decoded(file)
    separator, start = _separator(written)
    rows: dict[int, tuple[Cell, ...]] = {}
    bad_rows: dict[int, Message] = {}
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    headings: tuple[str, ...] | None = None
    heading_row = number = 1
    try:
        for cells in reader:
            first, number = number, reader.line_num + 1
            if first <= start or not any(cell.strip() for cell in cells):
                continue
            if headings is None:
                headings, heading_row = tuple(cells), first
            elif len(cells) != len(headings):
                bad_rows[first] = Message("loading.cell_count", cells=len(cells), headings=len(headings))
            else:
                rows[first] = tuple(cells)
    except csv.Error as error:
        long = "field limit" in str(error)
        reason = Message("loading.csv_long_cell", most=LONGEST_CELL) if long else Message("loading.csv_quotes")
        raise refuse(file, reason, number) from error
    return Table(file.name, None, heading_row, headings or (), rows, bad_rows)


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    if content.startswith(_UTF_16):
        try:
            written = content.decode("utf-16")
        except UnicodeDecodeError as error:
            line = content[: error.start].decode("utf-16", errors="ignore").count("\n") + 1
            raise refuse(file, Message("loading.cut_character"), line) from error
    else:
        try:
            written = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            written = _decoded_windows(file, content)
    if "\x00" in written:
        line = written[: written.index("\x00")].count("\n") + 1
        raise refuse(file, Message("loading.nul_in_file"), line)
    return written


def _decoded_windows(file: Path, content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse(file, Message("loading.no_text"), line) from error


def _separator(written: str) -> tuple[str, int]:
    """The separator whose headings mean most to us, and the number of lines to skip (Excel's `sep=;`)."""
    lines = written.splitlines()
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    headings = next((line for line in lines if line.strip()), "")
    return max(_SEPARATORS, key=lambda separator: (_recognised(headings, separator), headings.count(separator))), 0


def _recognised(line: str, separator: str) -> int:
    headings = next(csv.reader([line], delimiter=separator), [])
    return max(sum(sheet.column(heading) is not None for heading in headings) for sheet in sheets().values())
