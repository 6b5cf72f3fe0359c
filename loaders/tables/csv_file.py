"""CSV files as Excel and others write them: any of four separators, and the encodings met in Sweden."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from graph.messages import Message
from loaders.files.encodings import Repairs
from loaders.files.sample import SEPARATORS, Sample
from loaders.files.table import LONGEST_CELL, Cell, Table, check_content, refuse
from loaders.tables.form import sheets

_LOOKED_AT: Final = 50  # lines at the head that tell the separator,
_LINE: Final = 10_000  # and characters of each


def read_csv(file: Sample) -> Table:
    """The file as one table; InputError when it is no CSV file. Rows with too few or too many cells are bad."""
    rows: dict[int, tuple[Cell, ...]] = {}
    bad_rows: dict[int, Message] = {}
    bad_cells: dict[tuple[int, int], Message] = {}
    repairs = Repairs()
    headings: tuple[str, ...] | None = None
    heading_row = 1
    for number, written in csv_rows(file):
        cells, mojibake = repairs.row(written)
        if headings is None:
            headings, heading_row = tuple(map(str, cells)), number
        elif len(cells) != len(headings):
            bad_rows[number] = Message("loading.cell_count", cells=len(cells), headings=len(headings))
        else:
            rows[number] = cells
            bad_cells |= {(number, index): reason for index, reason in mojibake.items()}
    return Table(file.name, None, heading_row, headings or (), rows, bad_rows, bad_cells, repairs.note(file.name))


def csv_rows(file: Sample) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, one by one as they are read, each with the number of its first line.

    Raises:
        InputError: it is no CSV file, or in no encoding we know for certain; also on the way.
    """
    check_content(file)
    with file.text() as stream:
        separator, start = _separator([line.rstrip("\r\n")[:_LINE] for line in islice(stream, _LOOKED_AT)])
    with file.text() as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        number = 1
        try:
            for cells in reader:
                first, number = number, reader.line_num + 1
                if first > start and any(cell.strip() for cell in cells):
                    yield first, cells
        except csv.Error as error:
            long = "field limit" in str(error)
            reason = Message("loading.csv_long_cell", most=LONGEST_CELL) if long else Message("loading.csv_quotes")
            raise refuse(file.name, reason, number) from error


def _separator(lines: Sequence[str]) -> tuple[str, int]:
    """The separator whose headings mean most to us, and the number of lines to skip (Excel's `sep=;`)."""
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    headings = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=lambda each: (_recognised(headings, each), *_agreement(lines, each))), 0


def _recognised(line: str, separator: str) -> int:
    headings = next(csv.reader([line], delimiter=separator), [])
    return max(sum(sheet.column(heading) is not None for heading in headings) for sheet in sheets().values())


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many lines have the same number of cells, two or more, and that number."""
    counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
    count, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return agreeing, count
