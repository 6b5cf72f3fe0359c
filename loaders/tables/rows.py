"""What a row says by a person's mapping or a sheet of our form: one value a column, or why it cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError, ends_before
from loaders.documents.cells import (
    Amount,
    DateOrder,
    Decimal,
    Parsed,
    PlacePhrase,
    parse,
    parse_amount,
    parse_date,
    text,
)
from loaders.documents.fields import CATEGORIES, FIELDS, NOBODY_SAYS, Field, RowKind
from loaders.documents.form import FormColumn
from loaders.documents.mapping import Column, TableMapping
from loaders.files.encodings import Repairs
from loaders.files.table import Cell
from loaders.registers.registry import Registry
from loaders.tables.open_table import OpenTable, Parts, TableRow
from loaders.tables.table_cache import BAD

MOST_CATEGORIES: Final = 200
Part = TypeVar("Part", str, PlacePhrase)
_PERIODS: Final = (("starts", "ends"), ("since", "until"), ("covers_from", "covers_to"))


@dataclass(frozen=True, slots=True)
class Said:
    """What one column says in one row; a constant has a column without heading."""

    column: Column
    value: Parsed


@dataclass(frozen=True, slots=True)
class Understood:
    """One row as it is understood `by` the mapping of its table; with problems, nothing of it is used."""

    number: int
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]
    by: Understanding = field(compare=False, repr=False)

    def get(self, field: str) -> Parsed:
        """What the row says of a field; None when nothing."""
        for fact in self.said:
            if fact.column.field == field and fact.value is not None:
                return fact.value
        return None

    def text(self, field: str) -> str | None:
        """What the row says of a field that is text."""
        value = self.get(field)
        return None if value is None else str(value)

    def all(self, field: str, type: type[Part]) -> list[Part]:
        """The parts of all that the row says of a field of lists."""
        values = (fact.value for fact in self.said if fact.column.field == field)
        return [part for value in values for part in parts(value) if isinstance(part, type)]

    @property
    def kind(self) -> RowKind:
        """What the row is."""
        return self.by.mapping.row

    @property
    def place(self) -> str:
        """Where the row stands in its file, as a locator."""
        sheet = self.by.table.where.sheet
        return f"{sheet}!{self.number}" if sheet else f"row {self.number}"

    def problem(self, reason: Message, field: str | None = None) -> Problem:
        """A problem with the row or what it says of a field, under the heading the file uses."""
        return self.by.table.problem(reason, self.number, self.by.heading(field) if field else None)


class RefusedError(CellError):
    """A row cannot be used because of one field, or as a whole."""

    def __init__(self, reason: Message, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


class LeftOutError(Exception):
    """A row is not used, and there is nothing to tell of that."""


@contextmanager
def refusing(row: Understood, reading: Reading) -> Iterator[None]:
    """Report why the row cannot be used, if that turns out."""
    try:
        yield
    except RefusedError as error:
        reading.reject(row.problem(error.reason, error.field), whole_row=True)
    except LeftOutError:
        pass


def tell_layout(table: OpenTable, reading: Reading) -> None:
    """Tell what of a table that is read is not read, and what of it nobody sees."""
    reading.set_aside += table.not_rows()
    for note in table.hidden():
        reading.note(note)
    if table.above:
        rows = tuple(map(str, table.above))
        reading.note(Message("mapping.above", rows=rows, table=table.where.title, heading=table.where.heading_row))


class Understanding:
    """Reads the rows of one table by a mapping."""

    def __init__(self, mapping: TableMapping, table: OpenTable) -> None:
        self.mapping, self.table = mapping, table
        self._columns = {
            index: replace(column, heading=table.label(index))
            for index, name in enumerate(table.headings)
            if (column := mapping.column(name))
        }
        self.meanings = mapping.meanings()
        self._constants = tuple(self._constant(name, value) for name, value in mapping.constants.items())

    def rows(self, reading: Reading) -> Iterator[Understood]:
        """Every row that says anything, counted; what is wrong with it, and what was repaired, is reported."""
        repairs = Repairs()
        for row in self.table.rows(repairs):
            if understood := self.row(row):
                reading.rows += 1
                for problem in understood.problems:
                    reading.reject(problem, whole_row=problem is understood.problems[0])
                yield understood
        if note := repairs.note(self.table.where.sheet or self.table.where.file):
            reading.note(note)

    def row(self, row: TableRow) -> Understood | None:
        """What the row says; None when all its cells are empty, of a strict table all those with a column of ours."""
        if row.bad:
            return Understood(row.number, (), (self.table.problem(row.bad, row.number),), self)
        problems = [
            self.table.problem(reason, row.number, self.table.label(index))
            for index, reason in sorted(row.bad_cells.items())
            if self.table.strict or (index in self._columns and self._columns[index].field)
        ]
        said = [fact for index, column in self._columns.items() if (fact := self._said(row, index, column, problems))]
        stated = {fact.column.field for fact in said if fact.value is not None}
        if row.is_empty or (self.table.strict and not stated and not problems):
            return None
        said += [fact for fact in self._constants if fact.column.field not in stated]
        found = Understood(row.number, tuple(said), (), self)
        problems += self._of_the_whole(found, {problem.column for problem in problems})
        return replace(found, problems=tuple(problems))

    def unknown_categories(self, registry: Registry) -> dict[str, Counter[str]]:
        """The phrases for roles, kinds and themes that neither the mapping nor HUR knows, with how often they stand.

        More than 200 of one category are not asked for: the column holds no categories.
        """
        columns = {index: column for index, column in self._columns.items() if column.field in CATEGORIES}
        said = Counter[tuple[str, str]]()
        for index, cell, count in self.table.counted(tuple(columns)):
            for phrase in _readable_phrases(cell, columns[index]):
                said[columns[index].field, phrase] += count
        unknown: dict[str, Counter[str]] = {}
        for (name, phrase), count in said.items():
            if not self._is_known(CATEGORIES[name], name, phrase, registry):
                unknown.setdefault(CATEGORIES[name], Counter())[phrase] += count
        return {name: Counter(dict(phrases.most_common(MOST_CATEGORIES))) for name, phrases in unknown.items()}

    def used_columns(self) -> tuple[int, ...]:
        """The positions of the columns that the mapping uses."""
        return tuple(index for index, column in self._columns.items() if column.field)

    def sort(self, index: int, cell: Cell | Parts) -> Hashable:
        """What of a cell decides whether its row can be used: rows whose used cells are of equal sorts are alike."""
        column = self._columns[index]
        try:
            value = self._value(column, cell)
        except CellError:
            return BAD
        if isinstance(value, Amount):
            return "amount", value.currency
        # Dates and currencies are compared with others in the row.
        return value if FIELDS[column.field].type in ("date", "currency") else value is not None

    def heading(self, field: str) -> str:
        """The heading of the first column that is this field, for messages."""
        return next((column.heading for column in self._columns.values() if column.field == field), field)

    def _said(self, row: TableRow, index: int, column: Column, problems: list[Problem]) -> Said | None:
        if not column.field or index in row.bad_cells:
            return None
        try:
            return Said(column, self._value(column, row.cells[index]))
        except CellError as error:
            problems.append(self.table.problem(error.reason, row.number, column.heading))
            return None

    def _value(self, column: Column, cell: Cell | Parts) -> Parsed:
        if isinstance(column, FormColumn):
            assert not isinstance(cell, tuple)
            return parse(column.type, cell)
        field = FIELDS[column.field]
        if field.listed:
            return _listed(field, _phrases(cell, column)) or None
        if isinstance(cell, tuple):
            cell = " ".join(cell)
        if field.type == "date" and text(cell) is not None:
            return parse_date(cell, cast(DateOrder, self.mapping.dates))
        if field.type == "amount" and (written := _counted(cell, column.unit)):
            is_number = isinstance(cell, int | float)
            return parse_amount(written, "." if is_number else cast("Decimal | None", self.mapping.decimal or None))
        if column.field in CATEGORIES and (phrase := text(cell)) is not None:
            return self._category(column.field, phrase)
        return parse(field.type, cell)

    def _category(self, field: str, phrase: str) -> Parsed:
        key = CATEGORIES[field], normalised(phrase)
        return self.meanings[key] if key in self.meanings else parse(FIELDS[field].type, phrase)

    def _is_known(self, category: str, field: str, phrase: str, registry: Registry) -> bool:
        if (category, normalised(phrase)) in self.meanings:
            return True
        if category == "theme":
            return registry.theme(phrase) is not None
        try:
            return parse(FIELDS[field].type, phrase) is not None
        except CellError:
            return False

    def _constant(self, name: str, value: str) -> Said:
        field = FIELDS[name]
        column = Column("", name, NOBODY_SAYS if name == "actor" else "")
        return Said(column, _listed(field, (value,)) if field.listed else parse(field.type, value))

    def _of_the_whole(self, row: Understood, reported: set[str | None]) -> Iterator[Problem]:
        for name in self.mapping.required:
            if row.get(name) is None and self.heading(name) not in reported:
                yield row.problem(Message("loading.empty_cell"), name)
        for first, last in _PERIODS:
            if reason := ends_before(row.get(first), row.get(last)):
                yield row.problem(reason, last)
        currency = row.get("currency")
        for fact in row.said:
            named = fact.value.currency if isinstance(fact.value, Amount) else None
            if named and currency and named != currency:
                reason = Message("loading.two_currencies", one=named, other=str(currency))
                yield self.table.problem(reason, row.number, fact.column.heading)


def parts(value: Parsed) -> tuple[object, ...]:
    """The parts of a list; one text is a list too."""
    if isinstance(value, Amount):
        return ()
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _phrases(cell: Cell | Parts, column: Column) -> tuple[str, ...]:
    """The values in a cell, each once."""
    if isinstance(cell, tuple):
        parts: Iterable[str | None] = (text(item) for item in cell)
    else:
        written = text(cell) or ""
        separator = "\n" if column.separator == "newline" else column.separator
        parts = (part.strip() for part in (written.split(separator) if separator else (written,)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _listed(field: Field, parts: tuple[str, ...]) -> Parsed:
    return tuple(PlacePhrase(part) for part in parts) if field.type == "places" else parts


def _readable_phrases(cell: Cell | Parts, column: Column) -> tuple[str, ...]:
    """As `_phrases`; none of a cell that cannot be read, which is reported when its row is."""
    try:
        return _phrases(cell, column)
    except CellError:
        return ()


def _counted(cell: Cell, unit: str) -> str | None:
    """An amount with the unit of its column, unless the cell has words of its own; None when empty."""
    written = f"{cell:f}" if isinstance(cell, int | float) and not isinstance(cell, bool) else text(cell)
    if written is None or unit in ("", NOBODY_SAYS) or any(letter.isalpha() or letter in "€$£" for letter in written):
        return written
    return f"{written} {unit}"
