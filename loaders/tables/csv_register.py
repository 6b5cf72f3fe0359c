"""Registers published as CSV files, packed with gzip or not: separator, encoding and quoting as the file has them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.errors import Problem
from graph.messages import Message
from loaders.base import Reading
from loaders.files.encodings import Repairs
from loaders.files.sample import LONGEST_LINE, Sample, split_headings
from loaders.files.table import refuse
from loaders.tables.register_rows import RegisterRow, RegisterTable

# A field that begins with a quotation of its own and whose quotation mark was not doubled: ;""So called"" things";
_DOUBLED_OPENING: Final = re.compile(r'(?P<before>^|[;,\t|])""(?=[^"\s;,\t|])')


def read_csv(
    file: Sample, reading: Reading, needed: Sequence[str], *, no_value: frozenset[str] = frozenset()
) -> Iterator[RegisterRow]:
    """The rows of a CSV file one by one, each counted in the reading; no more than a row is held at a time.

    `needed` are the words of source.yml whose columns must be there; other columns are noted. A row with too few or
    too many cells is reported and left out. Texts read in the wrong encoding before are repaired where that is certain.

    Raises:
        InputError: no register can be read: a column is missing, the encoding is not certain, the quoting is
            irregular, the file is damaged.
    """
    repairs = Repairs()
    with file.text() as stream:
        lines = _Lines(file, stream)
        if not (first := next(lines, "")):
            raise refuse(file.name, Message("loading.empty_file"))
        separator, headings = split_headings(first)
        table = RegisterTable.of(file.name, headings, needed, reading, no_value=no_value)
        table.note_unread()
        for number, cells in _records(file, lines, separator):
            if cells:
                reading.rows += 1
                row = RegisterRow(table, number, cells)
                if _usable(row, repairs):
                    yield row
    if note := repairs.note(file.name):
        reading.note(note)


@dataclass(slots=True)
class _Lines:
    """The lines of a file, remembering those of the record at hand so that they can be read once more."""

    file: Sample
    stream: io.TextIOWrapper
    number: int = 0
    record: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop(0) if self.again else self.stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE:
            raise refuse(self.file.name, _too_long(), self.number)
        self.record.append(line)
        return line

    def retry(self, lines: list[str]) -> None:
        self.number -= len(lines)
        self.again = lines
        self.record = []


def _records(file: Sample, lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    tried = 0
    while True:
        lines.record = []
        first = lines.number + 1
        try:
            yield first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise refuse(file.name, _too_long(), first) from error
            repaired = [_DOUBLED_OPENING.sub(r'\g<before>"""', line) for line in lines.record]
            # Where a second attempt fails too, nobody can say where the next row begins.
            if repaired == lines.record or tried == first:
                raise refuse(file.name, Message("loading.csv_quotes"), first) from error
            tried = first
            lines.retry(repaired)


def _usable(row: RegisterRow, repairs: Repairs) -> bool:
    """Whether a row has a cell for each heading. Cells are repaired; one that cannot be is told and emptied."""
    table = row.table
    if len(row.cells) != len(table.headings):
        reason = Message("loading.cell_count", cells=len(row.cells), headings=len(table.headings))
        row.reading.reject(Problem(reason, file=table.file, row=row.number), whole_row=True)
        return False
    if "".join(row.cells).isascii():
        return True
    repaired, mojibake = repairs.row(row.cells)
    row.cells = ["" if index in mojibake else cell for index, cell in enumerate(repaired)]
    for word, index in table.columns.items():
        if index in mojibake:
            row.reject(word, mojibake[index])
    return True


def _too_long() -> Message:
    return Message("loading.csv_long_cell", most=csv.field_size_limit())
