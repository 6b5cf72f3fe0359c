"""A table on a page: its part of the rows, its links to sort and to take along, its cells in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from api.pages.visit import WHOLE, Visit
from api.tables.columns import Column, Row, at
from api.tables.extract import Extract
from api.tables.selection import ONLY, Selection, values_of
from api.tables.table import Asked, Table
from graph.errors import InputError
from graph.messages import Message
from queries.question import questions

PAGE: Final = "sida"
_ROWS: Final = 50
_MOST_VALUES: Final = 60  # more are no choice but a search
_OWN: Final = (PAGE, "sort", "columns", "q")
_NOT_IN_TABLES: Final[Mapping[str, None]] = dict.fromkeys((PAGE, "cursor", "visa", "antal"))
_DECIMALS: Final = {"number": 2}
_LEAST: Final = 0.01  # what is less is not written as nothing
_OF_MONEY: Final = ("approximate", "budget_approximate")


@dataclass(frozen=True)
class Listing:
    """What the template of tables draws."""

    visit: Visit
    table: Table
    extract: Extract

    @classmethod
    def of(cls, visit: Visit, table: Table) -> Listing:
        """The table as the address asks for it; InputError for a column that it does not have."""
        asked = Asked(visit.moment, _options(visit, table), visit.language)
        return cls(visit, table, Extract(table, asked, Selection.read(table, visit.request.query_params.multi_items())))

    @property
    def total(self) -> int:
        """How many rows the selection has."""
        return len(self.extract.rows)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // _ROWS))

    @cached_property
    def page(self) -> int:
        """The page that is shown; InputError when no number was given for it."""
        given = self.visit.given(PAGE) or "1"
        if not (given.isascii() and given.isdecimal()):
            raise InputError(Message("errors.not_whole", name=PAGE, value=given))
        return min(max(int(given), 1), self.last)

    @property
    def first(self) -> int:
        """The position of the first row of the page, from 0."""
        return (self.page - 1) * _ROWS

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the page."""
        return self.extract.rows[self.first : self.first + _ROWS]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the page: those chosen, else the usual ones."""
        chosen = self.extract.selection.columns
        return tuple(column for column in self.table.columns if (column.name in chosen if chosen else column.shown))

    @cached_property
    def filters(self) -> list[tuple[Column, str, list[tuple[str, str, int]]]]:
        """Columns to filter by, each with what is chosen and the values there are, where there are several."""
        found = []
        for column in self.table.columns:
            if column.filtered:
                values = values_of(column, self.extract.found.rows, self.visit.language)
                chosen = self.extract.selection.only.get(column.name, ("",))[0]
                if chosen or 1 < len(values) <= _MOST_VALUES:
                    found.append((column, chosen, values))
        return found

    def kept(self, *but: str) -> list[tuple[str, str]]:
        """What a form carries along: all but the page and what begins as the fields of its own."""
        own = (*self.visit.own_parameters(), *self.visit.view_parameters())
        return [pair for pair in own if not pair[0].startswith((PAGE, *but))]

    def sorted_link(self, column: Column) -> str:
        """The same table by this column, the greatest number or newest day first, else A; again, the other way."""
        falls = column.is_number or column.kind == "date"
        if self.extract.selection.sorted_by == column.name:
            falls = not self.extract.selection.falls
        return self.visit.this(sort=f"-{column.name}" if falls else column.name, **{PAGE: None})

    def direction(self, column: Column) -> str:
        """`ascending`, `descending`, or empty: how rows are sorted by this column."""
        selection = self.extract.selection
        return ("descending" if selection.falls else "ascending") if selection.sorted_by == column.name else ""

    @property
    def cleared(self) -> str:
        """The same table without filters."""
        return self.visit.this(
            q=None, **{PAGE: None}, **{f"{ONLY}{name}": None for name in self.extract.selection.only}
        )

    def back(self, path: str) -> str:
        """A page about the same, of the same view."""
        own = (*_OWN, *(f"{ONLY}{column.name}" for column in self.table.columns))
        return self.visit.this(path, **dict.fromkeys(own))

    def target(self, column: Column, row: Row) -> Any:
        """The node or address that a cell leads to; None where it leads nowhere."""
        return at(row, column.link) if column.link else None

    def many(self, column: Column, row: Row) -> Sequence[Any]:
        """What there may be several of."""
        return column.raw(row) or ()

    def text(self, column: Column, row: Row) -> str:
        """A cell in words."""
        value = column.cell(row, self.visit.language)
        if value is None:
            return "–"
        if column.kind == "share" and isinstance(value, int | float):
            return f"{self._share(value)}\N{NO-BREAK SPACE}%"
        if column.kind == "number" and isinstance(value, float) and 0 < value < _LEAST:
            return self.visit.say("less_than", figure=self.visit.number(_LEAST, 2))
        if isinstance(value, int | float):
            return self.visit.number(value, _DECIMALS.get(column.kind, 0))
        return value.isoformat() if isinstance(value, date) else str(value)

    def _share(self, value: float) -> str:
        return self.visit.number(value * 100, 1 if 0 < abs(value) < 0.1 else 0)

    def currency(self, row: Row) -> str:
        """The currency of the row's money."""
        return next((str(column.raw(row) or "") for column in self.table.columns if column.name == "currency"), "")

    def is_about(self, row: Row) -> bool:
        """Whether the row's money is meant with "ca"."""
        return any(bool(column.raw(row)) for column in self.table.columns if column.name in _OF_MONEY)


def _options(visit: Visit, table: Table) -> dict[str, Any]:
    """The view, and the parameters of the table's question that the address gives, under their public names."""
    options = {visit.names[option]: value for option, value in visit.options.items()}
    for parameter in questions()[table.question].parameters if table.question else ():
        several = visit.asked(parameter.name).get(parameter.name, [])
        if several and parameter.name not in table.fixed:
            options[parameter.name] = several if parameter.type == "texts" else several[-1]
    return options


def file_link(visit: Visit, name: str, format: str, **parameters: Any) -> str:
    """The address of a table as a file for the reader's spreadsheet, of what the page is about."""
    path = f"/api/v1/tables/{name}.{format}"
    return visit.this(path, **{**_NOT_IN_TABLES, WHOLE: None, "for": f"excel-{visit.language}", **parameters})


def table_link(visit: Visit, name: str, **parameters: Any) -> str:
    """The address of a table as a page of its own, of what the page is about."""
    return visit.this(f"/tabell/{name}", **{**_NOT_IN_TABLES, **parameters})
