"""Registers published as CSV files, packed with gzip or not: separator, encoding and quoting as the file has them."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.base import Reading
from loaders.register_rows import RegisterRow, RegisterTable

MOST_UNPACKED: Final = 1 << 30  # bytes
LONGEST_LINE: Final = 1 << 20  # bytes
_SEPARATORS: Final = ";,\t|"
_GZIP: Final = b"\x1f\x8b"
# A field that begins with a quotation of its own and whose quotation mark was not doubled: ;""So called"" things";
_DOUBLED_OPENING: Final = re.compile(r'(?P<before>^|[;,\t|])""(?=[^"\s;,\t|])')


def csv_headings(file: Path) -> tuple[str, ...]:
    """The headings of a CSV file; empty when it can be none. Never raises."""
    try:
        with _opened(file) as stream:
            line = stream.readline(LONGEST_LINE)
    except (OSError, EOFError, zlib.error):
        return ()
    if b"\0" in line:
        return ()
    encoding = "utf-8-sig" if _is_in(line, "utf-8") else "cp1252"
    try:
        return _split(line.decode(encoding, errors="replace"))[1]
    except csv.Error:
        return ()


def read_csv(
    file: Path, reading: Reading, needed: Sequence[str], *, no_value: frozenset[str] = frozenset()
) -> Iterator[RegisterRow]:
    """The rows of a CSV file one by one, each counted in the reading; no more than a row is held at a time.

    `needed` are the words of source.yml whose columns must be there; other columns are noted. A row with too few or
    too many cells, or with letters in no encoding, is reported and left out.

    Raises:
        InputError: no register can be read: a column is missing, the quoting is irregular, the file is damaged.
    """
    try:
        encoding = _encoding(file)
        with _opened(file) as stream:
            lines = _Lines(io.TextIOWrapper(stream, encoding.name, errors="surrogateescape", newline=""))
            separator, headings = _split(next(lines, ""))
            table = RegisterTable.of(file.name, headings, needed, reading, no_value=no_value)
            table.note_unread()
            for number, cells in _records(file, lines, separator):
                if cells:
                    reading.rows += 1
                    problem = _problem(table, number, cells, is_damaged=encoding.is_damaged)
                    if problem is None:
                        yield RegisterRow(table, number, cells)
                    else:
                        reading.reject(problem, whole_row=True)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refused(file, Message("loading.cut_off")) from error


@dataclass(slots=True)
class _Lines:
    """The lines of a file, remembering those of the record at hand so that they can be read once more."""

    stream: io.TextIOWrapper
    number: int = 0
    record: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop(0) if self.again else next(self.stream)
        self.number += 1
        self.record.append(line)
        return line

    def retry(self, lines: list[str]) -> None:
        self.number -= len(lines)
        self.again = lines
        self.record = []


def _records(file: Path, lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
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
                raise _refused(file, _too_long(), first) from error
            repaired = [_DOUBLED_OPENING.sub(r'\g<before>"""', line) for line in lines.record]
            # Where a second attempt fails too, nobody can say where the next row begins.
            if repaired == lines.record or tried == first:
                raise _refused(file, Message("loading.csv_quotes"), first) from error
            tried = first
            lines.retry(repaired)


def _problem(table: RegisterTable, number: int, cells: list[str], *, is_damaged: bool) -> Problem | None:
    if len(cells) != len(table.headings):
        reason = Message("loading.cell_count", cells=len(cells), headings=len(table.headings))
        return Problem(reason, file=table.file, row=number)
    if is_damaged:
        for heading, cell in zip(table.headings, cells, strict=True):
            if any("\udc80" <= letter <= "\udcff" for letter in cell):
                return Problem.of("loading.not_windows_text", file=table.file, row=number, column=heading)
    return None


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    is_damaged: bool


def _encoding(file: Path) -> _Encoding:
    """UTF-8 where any line needs it, else Windows-1252; damaged when some line is not in it."""
    has_utf_8, has_odd, is_windows, size = False, False, True, 0
    with _opened(file) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            size += len(line)
            if size > MOST_UNPACKED:
                megabytes = MOST_UNPACKED >> 20
                raise _refused(file, Message("loading.unpacks_to_too_much", megabytes=size >> 20, most=megabytes))
            if len(line) == LONGEST_LINE:
                raise _refused(file, _too_long(), number)
            if b"\0" in line:
                raise _refused(file, Message("loading.nul_in_file"), number)
            if not line.isascii():
                is_utf_8 = _is_in(line, "utf-8")
                has_utf_8, has_odd = has_utf_8 or is_utf_8, has_odd or not is_utf_8
                is_windows = is_windows and (is_utf_8 or _is_in(line, "cp1252"))
    if size == 0:
        raise _refused(file, Message("loading.empty_file"))
    if has_utf_8 or not has_odd:
        return _Encoding("utf-8-sig", has_odd)
    return _Encoding("cp1252", not is_windows)


def _is_in(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _split(line: str) -> tuple[str, tuple[str, ...]]:
    """The separator that makes most headings of a line, and these headings."""
    found = {each: tuple(next(csv.reader([line], delimiter=each), ())) for each in _SEPARATORS}
    separator = max(found, key=lambda each: len(found[each]))
    return separator, found[separator]


def _opened(file: Path) -> gzip.GzipFile | io.BufferedReader:
    with file.open("rb") as stream:
        is_packed = stream.read(2) == _GZIP
    return gzip.open(file) if is_packed else file.open("rb")


def _too_long() -> Message:
    return Message("loading.csv_long_cell", most=csv.field_size_limit())


def _refused(file: Path, reason: Message, row: int | None = None) -> InputError:
    return InputError.of((Problem(reason, file=file.name, row=row),))
