"""What a row says by a mapping: one value a column, or why it cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
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
from loaders.documents.fields import CATEGORIES, FIELDS, NOBODY_SAYS, Field
from loaders.documents.mapping import Column, TableMapping
from loaders.files.table import Cell
from loaders.registers.registry import Registry
from loaders.tables.open_table import OpenTable, Parts, TableRow
from loaders.tables.table_cache import BAD

MOST_CATEGORIES: Final = 200
_PERIODS: Final = (("starts", "ends"), ("since", "until"))


@dataclass(frozen=True, slots=True)
class Said:
    """What one column says in one row; a constant has a column without heading."""

    column: Column
    value: Parsed


@dataclass(frozen=True, slots=True)
class Understood:
    """One row as it is understood; with problems, nothing of it is used."""

    number: int
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]

    def get(self, field: str) -> Parsed:
        """What the row says of a field; None when nothing."""
        return next((fact.value for fact in self.said if fact.column.field == field and fact.value is not None), None)


class Understanding:
    """Reads the rows of one table by a mapping."""

    def __init__(self, mapping: TableMapping, table: OpenTable) -> None:
        self.mapping, self.table = mapping, table
        by_heading = {normalised(column.heading): column for column in mapping.columns}
        self._columns = {
            index: replace(by_heading[normalised(name)], heading=name)
            for index, name in enumerate(table.headings)
            if normalised(name) in by_heading
        }
        self._meanings = mapping.meanings()
        self._constants = tuple(self._constant(name, value) for name, value in mapping.constants.items())
        self._required = [field for field in FIELDS.values() if mapping.row in field.required]

    def row(self, row: TableRow) -> Understood | None:
        """What the row says; None when all its cells are empty."""
        problems: list[Problem] = []
        if row.bad:
            return Understood(row.number, (), (self.table.problem(row.bad, row.number),))
        if row.is_empty:
            return None
        said = [fact for index, column in self._columns.items() if (fact := self._said(row, index, column, problems))]
        stated = {fact.column.field for fact in said if fact.value is not None}
        said += [fact for fact in self._constants if fact.column.field not in stated]
        found = Understood(row.number, tuple(said), ())
        problems += self._of_the_whole(found, {problem.column for problem in problems})
        return Understood(row.number, found.said, tuple(problems))

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
        if not column.field:
            return None
        try:
            if reason := row.bad_cells.get(index):
                raise CellError(reason)
            return Said(column, self._value(column, row.cells[index]))
        except CellError as error:
            problems.append(self.table.problem(error.reason, row.number, column.heading))
            return None

    def _value(self, column: Column, cell: Cell | Parts) -> Parsed:
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
        return self._meanings[key] if key in self._meanings else parse(FIELDS[field].type, phrase)

    def _is_known(self, category: str, field: str, phrase: str, registry: Registry) -> bool:
        if (category, normalised(phrase)) in self._meanings:
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
        for field in self._required:
            heading = self.heading(field.name)
            if row.get(field.name) is None and heading not in reported:
                yield self.table.problem(Message("loading.empty_cell"), row.number, heading)
        for first, last in _PERIODS:
            if reason := ends_before(row.get(first), row.get(last)):
                yield self.table.problem(reason, row.number, self.heading(last))
        currency = row.get("currency")
        for fact in row.said:
            named = fact.value.currency if isinstance(fact.value, Amount) else None
            if named and currency and named != currency:
                reason = Message("loading.two_currencies", one=named, other=str(currency))
                yield self.table.problem(reason, row.number, fact.column.heading)


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
