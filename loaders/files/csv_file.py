"""CSV files as anybody writes them: separator, encoding, packing and quoting as the file has them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from graph.messages import Message
from loaders.files.sample import LONGEST_LINE, SEPARATORS, Sample
from loaders.files.table import LONGEST_CELL, check_content, refuse

Known = Callable[[Sequence[str]], int]  # how many of these headings mean something to whoever reads

_LOOKED_AT: Final = 50  # lines at the head that tell the separator,
_LINE: Final = 10_000  # and characters of each
# A field that begins with a quotation of its own and whose quotation mark was not doubled: ;""So called"" things";
_DOUBLED_OPENING: Final = re.compile(r'(?P<before>^|[;,\t|])""(?=[^"\s;,\t|])')


def csv_rows(file: Sample, known: Known) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, as `csv_records` has them."""
    return (row for row in csv_records(file, known) if any(cell.strip() for cell in row[1]))


def csv_records(file: Sample, known: Known, longest: int = LONGEST_CELL) -> Iterator[tuple[int, list[str]]]:
    """The rows, also those of empty cells, one by one as they are read, each with the number of its first line.

    `longest` is the number of characters that a cell may have, as messages state it.

    Raises:
        InputError: it is no CSV file, in no encoding we know for certain, or its quoting is irregular; also on the way.
    """
    check_content(file)
    with file.text() as stream:
        head = islice(_Lines(file, stream, longest), _LOOKED_AT)
        separator, start = _separator([line.rstrip("\r\n")[:_LINE] for line in head], known)
    with file.text() as stream:
        for number, cells in _records(_Lines(file, stream, longest), separator):
            if number > start and cells:
                yield number, cells


@dataclass(slots=True)
class _Lines:
    """The lines of a file, remembering those of the record at hand so that they can be read once more."""

    file: Sample
    stream: io.TextIOWrapper
    longest: int
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
            self.refuse_cell(self.number)
        self.record.append(line)
        return line

    def retry(self, lines: list[str]) -> None:
        self.number -= len(lines)
        self.again = lines
        self.record = []

    def refuse_cell(self, number: int) -> None:
        raise refuse(self.file.name, Message("loading.csv_long_cell", most=self.longest), number)


def _records(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
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
                lines.refuse_cell(first)
            repaired = [_DOUBLED_OPENING.sub(r'\g<before>"""', line) for line in lines.record]
            # Where a second attempt fails too, nobody can say where the next row begins.
            if repaired == lines.record or tried == first:
                raise refuse(lines.file.name, Message("loading.csv_quotes"), first) from error
            tried = first
            lines.retry(repaired)


def _separator(lines: Sequence[str], known: Known) -> tuple[str, int]:
    """The separator whose headings mean most, and the number of lines to skip (Excel's `sep=;`)."""
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    line = next((line for line in lines if line.strip()), "")
    headings = {sign: next(csv.reader([line], delimiter=sign), []) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (known(headings[sign]), *_agreement(lines, sign))), 0


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many lines have the same number of cells, two or more, and that number."""
    counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
    count, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return agreeing, count
