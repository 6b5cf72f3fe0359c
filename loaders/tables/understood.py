"""One row of a table as it is understood, and why it or a field of it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from graph.errors import Problem
from graph.messages import Message
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import Amount, Parsed, Period, PlacePhrase
from loaders.documents.fields import RowKind
from loaders.documents.mapping import Column, TableMapping
from loaders.tables.open_table import OpenTable

Part = TypeVar("Part", str, PlacePhrase)


class Reader(Protocol):
    """What understands the rows of one table."""

    mapping: TableMapping
    table: OpenTable
    meanings: dict[tuple[str, str], str | None]

    def heading(self, field: str) -> str:
        """The heading of the first column that is this field, for messages."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """What one column says in one row, as `written` where that is not exact; a constant is of no heading."""

    column: Column
    value: Parsed
    written: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """One row as it is understood `by` the mapping of its table; with problems, nothing of it is used.

    `left_out` are the fields that cannot be read, without which the row is used. `key` is what names its project, where
    the mapping says that columns do so together.
    """

    number: int
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]
    by: Reader = field(compare=False, repr=False)
    left_out: tuple[Problem, ...] = ()
    key: str = ""

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

    def written(self, field: str) -> str:
        """How the row writes a field that it does not mean exactly; empty for others."""
        return next((fact.written for fact in self.said if fact.column.field == field and fact.written), "")

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
        return self.by.table.place(self.number)

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


def parts(value: Parsed) -> tuple[object, ...]:
    """The parts of a list; one text is a list too."""
    if isinstance(value, Amount | Period):
        return ()
    return value if isinstance(value, tuple) else () if value is None else (value,)


def tell_layout(table: OpenTable, reading: Reading) -> None:
    """Tell what of a table that is read is not read, and what of it nobody sees."""
    reading.set_aside += table.not_rows()
    if table.where.name:
        reading.note(Message("loading.table_apart", table=table.where.name, row=table.where.heading_row))
    for note in table.hidden():
        reading.note(note)
    if table.above:
        rows = tuple(map(str, table.above))
        reading.note(Message("mapping.above", rows=rows, table=table.where.title, heading=table.where.heading_row))
