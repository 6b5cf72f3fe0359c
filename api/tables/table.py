"""What a table is, and what it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from api.service.moment import Moment
from api.tables.columns import Column, Row, at
from graph.messages import message

_ROW: Final = "row"
_PART: Final = "part"


@dataclass(frozen=True, slots=True)
class Asked:
    """A table of one revision: the options of its view and of its question together, sentences in `language`."""

    moment: Moment
    options: Mapping[str, Any]
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a table, and sentences about what is left out."""

    rows: Sequence[Row]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its fixed English name.

    `find` gives all rows. They are sorted by `order` (see `Selection`), and stay as they come where it is empty. The
    rows of a column of `many` repeat the columns of `key`. A table of the answers to a `question` takes those of its
    parameters that are not in `fixed`. `search` gives the ids of the rows that a text means, the best first; of a table
    without it, those rows are meant that hold its words.
    """

    name: str
    columns: tuple[Column, ...]
    find: Callable[[Asked], Found]
    key: tuple[str, ...] = ()
    question: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    detail: Column | None = None
    search: Callable[[Asked, str], Sequence[str]] | None = None

    def title(self, language: str) -> str:
        """What it is called; of the rows of a column of many, what that is headed."""
        if self.detail:
            return self.detail.heading(language)
        return message(f"tables.table_{self.name.replace('-', '_')}", language)

    @property
    def single(self) -> tuple[Column, ...]:
        """The columns with one thing a row."""
        return tuple(column for column in self.columns if column.kind != "many")

    def details(self) -> Mapping[str, Table]:
        """The columns of many as tables, by the name of the column."""
        return {column.name: self._detail(column) for column in self.columns if column.kind == "many"}

    def _detail(self, column: Column) -> Table:
        keys = (
            replace(known, at=f"{_ROW}.{known.at or known.name}") for known in self.columns if known.name in self.key
        )
        parts = (replace(part, at=_path(part)) for part in column.parts)

        def find(asked: Asked) -> Found:
            found = self.find(asked)
            return replace(found, rows=rows_of(column, found.rows))

        name = f"{self.name}-{column.name.replace('_', '-')}"
        return replace(self, name=name, columns=(*keys, *parts), find=find, order="", detail=column, search=None)


def rows_of(column: Column, rows: Iterable[Row]) -> list[Row]:
    """Of a column of many, a row for each of them."""
    return [{_ROW: row, _PART: part} for row in rows for part in at(row, column.at or column.name) or ()]


def _path(part: Column) -> str:
    return _PART if part.at == "." else f"{_PART}.{part.at or part.name}"
