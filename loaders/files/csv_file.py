"""CSV files as anybody writes them: separator, encoding, packing and quoting as the file has them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from graph.messages import Message
from loaders.files.sample import LONGEST_LINE, SEPARATORS, Sample
from loaders.files.table import LONGEST_CELL, check_content, refuse

Known = Callable[[Sequence[str]], int]  # how many of these headings mean something to whoever reads

_LOOKED_AT: Final = 1 << 18  # characters at the head that tell the separator,
_RECORDS: Final = 200  # and records in them
_NEARLY_EVEN: Final = 0.99
# A field that begins with a quotation of its own and whose quotation mark was not doubled: ;""So called"" things";
_DOUBLED_OPENING: Final = re.compile(r'(?P<before>^|[;,\t|])""(?=[^"\s;,\t|])')
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')


class _Form(NamedTuple):
    """How a file is written: `skipped` lines at its head are Excel's (`sep=;`), `plain` where marks do not quote."""

    separator: str
    skipped: int = 0
    plain: bool = False


def csv_rows(file: Sample, known: Known) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, as `csv_records` has them."""
    return (row for row in csv_records(file, known) if any(cell.strip() for cell in row[1]))


def csv_records(file: Sample, known: Known, longest: int = LONGEST_CELL) -> Iterator[tuple[int, list[str]]]:
    """The rows, also those of empty cells, one by one as they are read, each with its number as Excel shows it.

    A row is one row however many lines its cells have. `longest` is the number of characters that a cell may have, as
    messages state it.

    Raises:
        InputError: it is no CSV file, in no encoding we know for certain, or its quoting is irregular; also on the way.
    """
    check_content(file)
    form = _form(file, known)
    with file.text() as stream:
        lines = _Lines(file, stream, longest)
        for _ in range(form.skipped):
            next(lines)
        records = _plain_records(lines, form.separator) if form.plain else _records(lines, form.separator)
        for cells in records:
            if cells:
                yield lines.row, cells
            lines.begin_row()


@dataclass(slots=True)
class _Lines:
    """The lines of a file, remembering those of the record at hand, the `row`, so that they can be read once more."""

    file: Sample
    stream: io.TextIOWrapper
    longest: int
    row: int = 1
    record: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop(0) if self.again else self.stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE:
            self.refuse_cell()
        self.record.append(line)
        return line

    def begin_row(self) -> None:
        self.row += 1
        self.record = []

    def retry(self, lines: list[str]) -> None:
        self.again = [*lines, *self.again]
        self.record = []

    def refuse_cell(self) -> None:
        raise refuse(self.file.name, Message("loading.csv_long_cell", most=self.longest), self.row)


def _records(lines: _Lines, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    tried = 0
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                lines.refuse_cell()
            repaired = [_DOUBLED_OPENING.sub(r'\g<before>"""', line) for line in lines.record]
            # Where a second attempt fails too, nobody can say where the next row begins.
            if repaired == lines.record or tried == lines.row:
                raise refuse(lines.file.name, Message("loading.csv_quotes"), lines.row) from error
            tried = lines.row
            lines.retry(repaired)


def _plain_records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """The lines cut at every separator; marks round a whole cell are left out as those who write such files mean it."""
    for line in lines:
        yield [
            quoted[1].replace('""', '"') if '"' in cell and (quoted := _QUOTED.fullmatch(cell)) else cell
            for cell in line.rstrip("\r\n").split(separator)
        ]


def _form(file: Sample, known: Known) -> _Form:
    with file.text() as stream:
        head = stream.read(_LOOKED_AT)
    first = head.partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return _Form(first[-1], skipped=1)
    separator = max(SEPARATORS, key=lambda sign: _likeness(head, sign, known))
    return _Form(separator, plain=separator == "\t" and _is_plain(file))


def _likeness(head: str, separator: str, known: Known) -> tuple[int, float, int]:
    """How much the file looks like one with this separator.

    That is how many headings mean something, the share of records that have the same number of cells, two or more, and
    that number. The record at which the head is cut, or the quoting breaks, is left aside.
    """
    records = list(islice(_regular(head, separator), _RECORDS))
    counts = Counter(len(cells) for cells in records if len(cells) > 1)
    count, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    headings = next((cells for cells in records if len(cells) == count), [])
    return known(headings), agreeing / max(len(records), 1), count


def _regular(head: str, separator: str) -> Iterator[list[str]]:
    """The filled records of the head as long as they can be read, without the last where it may be cut."""
    before: list[str] = []
    try:
        for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
            if any(before):
                yield before
            before = cells
    except csv.Error:
        return
    if any(before) and len(head) < _LOOKED_AT:
        yield before


def _is_plain(file: Sample) -> bool:
    """Whether the quotation marks of a file with tabs are part of its texts: only then its lines are a table."""
    quoted = _evenness(file, lambda stream: csv.reader(stream, delimiter="\t", strict=True))
    return quoted < 1 and _evenness(file, lambda stream: _plain_records(stream, "\t")) > quoted


def _evenness(file: Sample, read: Callable[[io.TextIOWrapper], Iterable[list[str]]]) -> float:
    """The share of the filled records that have as many cells as most; what cannot be read so is nearly even."""
    with file.text() as stream:
        try:
            counts = Counter(len(cells) for cells in read(stream) if any(cells))
        except csv.Error:
            return _NEARLY_EVEN
    return max(counts.values(), default=0) / max(counts.total(), 1)
