"""A table as it is written: the chosen columns and rows, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.tables.columns import Cell, Column, Row
from api.tables.selection import Selection
from api.tables.table import Asked, Found, Table, rows_of


@dataclass(frozen=True)
class Extract:
    """A table asked for with a selection, at one revision."""

    table: Table
    asked: Asked
    selection: Selection

    @cached_property
    def found(self) -> Found:
        """Every row of the table, before the selection."""
        return self.table.find(self.asked)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of the selection."""
        words = self.selection.words
        meant = self.table.search(self.asked, words) if self.table.search and words else None
        return self.selection.rows_of(self.table, self.found.rows, self.asked.language, meant)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the selection, also those of many."""
        return self.selection.columns_of(self.table)

    @property
    def single(self) -> tuple[Column, ...]:
        """The columns of the selection with one thing a row."""
        return tuple(column for column in self.columns if column.kind != "many")

    def details(self) -> Iterable[tuple[Column, Table, list[Row]]]:
        """Each column of many with its own table and the rows that belong to those of the selection."""
        tables = self.table.details()
        for column in self.columns:
            if column.kind == "many":
                yield column, tables[column.name], rows_of(column, self.rows)


def cells(columns: Sequence[Column], rows: Iterable[Row], language: str | None) -> Iterable[tuple[Cell, ...]]:
    """The cells of each row."""
    return (tuple(column.cell(row, language) for column in columns) for row in rows)
