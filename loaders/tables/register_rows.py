"""Rows of a published table: cells by the words of its source.yml, and what is wrong with them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import DateOrder, parse_date, parse_org_number, says_nothing
from loaders.documents.register import RegisterColumn
from loaders.files.csv_file import csv_records
from loaders.files.encodings import Repairs
from loaders.files.sample import Sample
from loaders.files.table import refuse

_parsed_date: Final = lru_cache(maxsize=65_536)(parse_date)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_AMOUNT: Final = re.compile(r"\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A table on its way to a reading; `columns` leads from our words to positions.

    `no_value` holds words for none; texts that are kept `as_written` are not put on one line.
    """

    file: str
    sheet: str | None
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    reading: Reading
    no_value: frozenset[str] = frozenset()
    as_written: bool = False

    @classmethod
    def of(
        cls,
        file: str,
        headings: Sequence[str],
        needed: Sequence[str],
        reading: Reading,
        *,
        sheet: str | None = None,
        no_value: frozenset[str] = frozenset(),
        as_written: bool = False,
    ) -> RegisterTable:
        """The table with these headings; a word of source.yml that is not `needed` may lack its column.

        Raises:
            InputError: the columns of some `needed` words are missing.
        """
        stripped = tuple(unicodedata.normalize("NFC", heading).strip() for heading in headings)
        words = reading.settings.columns
        if missing := tuple(words[word] for word in needed if words[word] not in stripped):
            raise InputError.of((Problem.of("loading.no_columns", file=file, sheet=sheet, row=1, columns=missing),))
        columns = {word: stripped.index(heading) for word, heading in words.items() if heading in stripped}
        return cls(file, sheet, stripped, columns, reading, no_value, as_written)

    def note_unread(self) -> None:
        """Note which columns no word of source.yml stands for."""
        read = set(self.columns.values())
        if unread := tuple(heading for index, heading in enumerate(self.headings) if index not in read and heading):
            self.reading.note(Message("loading.columns_not_read", table=self.sheet or self.file, columns=unread))


@dataclass(slots=True)
class RegisterRow:
    """A row with its number in the file. A field that makes no sense is reported and reads as empty."""

    table: RegisterTable
    number: int
    cells: Sequence[Any]

    @property
    def reading(self) -> Reading:
        """What the row is read into."""
        return self.table.reading

    def text(self, word: str) -> str | None:
        """A cell, on one line unless texts are kept as written; whole numbers without decimals.

        None when it is empty or its column is missing.
        """
        position = self.table.columns.get(word)
        if position is None:
            return None
        cell = self.cells[position]
        if not isinstance(cell, str):
            cell = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        text = cell.strip() if self.table.as_written else " ".join(cell.split())
        return text if text and text not in self.table.no_value else None

    def said(self, column: RegisterColumn) -> str | None:
        """What of a column's cell counts."""
        return column.counting(self.text(column.heading))

    def first(self, *words: str) -> str | None:
        """The first of these cells that is not empty."""
        return next((found for word in words if (found := self.text(word))), None)

    def parts(self, *words: str, separator: str = "|") -> tuple[str, ...]:
        """The values in the first of these cells that is not empty, each once; one where nothing separates."""
        written = self.first(*words) or ""
        parts = written.split(separator) if separator else (written,)
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def currency(self, word: str, otherwise: str = "") -> str | None:
        """A currency by its code; None, reported, when it is none."""
        code = (self.text(word) or otherwise).upper()
        if _CURRENCY.fullmatch(code):
            return code
        self.reject(word, Message("loading.no_currency_code", value=self.text(word) or ""))
        return None

    def others(self, *words: str, name: str | None) -> tuple[str, ...] | None:
        """The further names in these cells, each once; None when there is none but `name`."""
        found = map(self.text, words)
        return tuple(dict.fromkeys(other for other in found if other and other != name)) or None

    def _stated(self, word: str) -> str | None:
        """A cell that holds a value of some form: None also where it holds a word for nothing, such as N/A."""
        written = self.text(word)
        return None if written is None or says_nothing(written) else written

    def amount(self, word: str, thousands: str = "") -> float | None:
        """A sum with decimal point or comma, of which `thousands` and spaces are marks between digits."""
        written = self._stated(word)
        if written is None:
            return None
        plain = written.replace(" ", "")
        for mark in thousands:
            plain = plain.replace(mark, "")
        plain = plain.replace(",", ".")
        if not _AMOUNT.fullmatch(plain):
            self.reject(word, Message("loading.not_an_amount", value=written))
            return None
        return float(plain)

    def date(self, word: str, order: DateOrder = "iso", *, end: bool = False) -> str | None:
        """A date, its clock left out; `order` says what stands first where the year stands last."""
        written = self._stated(word)
        try:
            return _parsed_date(written, order, end=end) if written else None
        except CellError as error:
            self.reject(word, error.reason)
            return None

    def period(
        self, starts: str = "starts", ends: str = "ends", order: DateOrder = "iso"
    ) -> tuple[str | None, str | None]:
        """Two dates; an end before the start is reported and left out."""
        first, last = self.date(starts, order), self.date(ends, order, end=True)
        if first and last and last < first:
            self.reject(ends, Message("loading.ends_first", ends=last, starts=first))
            return first, None
        return first, last

    def org_number(self, word: str) -> str | None:
        """A Swedish organisation number, or the one of a VAT number; a personal number is refused and not repeated."""
        written = self._stated(word)
        try:
            return parse_org_number(written) if written else None
        except CellError as error:
            self.reject(word, error.reason)
            return None

    def reject(self, word: str, reason: Message, *, whole_row: bool = False) -> None:
        """Report the field, or with `whole_row` all that the row says."""
        column = self.reading.settings.columns[word]
        problem = Problem(reason, file=self.table.file, sheet=self.table.sheet, row=self.number, column=column)
        self.reading.reject(problem, whole_row=whole_row)


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
    ours, repairs = frozenset(reading.settings.columns.values()), Repairs()
    rows = csv_records(file, lambda headings: sum(name.strip() in ours for name in headings), csv.field_size_limit())
    _, headings = next(rows, (0, None))
    if headings is None:
        raise refuse(file.name, Message("loading.empty_file"))
    table = RegisterTable.of(file.name, headings, needed, reading, no_value=no_value)
    table.note_unread()
    for number, cells in rows:
        reading.rows += 1
        row = RegisterRow(table, number, cells)
        if _is_usable(row, repairs):
            yield row
    if note := repairs.note(file.name):
        reading.note(note)


def _is_usable(row: RegisterRow, repairs: Repairs) -> bool:
    """Whether a row has a cell for each heading. Cells are repaired; one that cannot be is reported and emptied."""
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
