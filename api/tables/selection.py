"""Which rows of a table are shown, in what order, and which of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from api.service.lists import alphabetical
from api.tables.columns import Column, Row
from api.tables.table import Table
from graph.errors import InputError
from graph.messages import Message
from graph.model.names import normalised

ONLY: Final = "only-"
UNKNOWN: Final = "unknown"
_FALLING: Final = "-"


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that `words` mean and that have, in the columns of `only`, one of the values.

    They are sorted by the column `sort`, falling when `-` stands before it; when it is empty as they came, those that
    were searched for by how well they are meant. `columns` are those to show, all when there are none.
    """

    words: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()

    @classmethod
    def read(cls, table: Table, given: Iterable[tuple[str, str]]) -> Selection:
        """The selection of an address: `q`, `sort`, `columns` and `only-COLUMN`; everything else is not its own.

        Raises:
            InputError: a column that the table does not have.
        """
        texts: dict[str, list[str]] = {}
        for name, value in given:
            if value.strip():
                texts.setdefault(name, []).append(value.strip())
        filtered = {f"{ONLY}{column.name}": column.name for column in table.columns if column.filtered}
        named = [name for text in texts.get("columns", ()) for name in text.split(",")]
        sort = texts.get("sort", ["" if table.search and "q" in texts else table.order])[-1]
        _check("columns", named, table.columns)
        _check("sort", [sort.removeprefix(_FALLING)] if sort else [], table.single)
        only = {filtered[name]: tuple(values) for name, values in texts.items() if name in filtered}
        return cls(texts.get("q", [""])[-1], only, sort, tuple(named))

    @property
    def sorted_by(self) -> str:
        """The column that rows are sorted by."""
        return self.sort.removeprefix(_FALLING)

    @property
    def falls(self) -> bool:
        """Whether the greatest comes first."""
        return self.sort.startswith(_FALLING)

    def columns_of(self, table: Table) -> tuple[Column, ...]:
        """The columns to show, in the table's order."""
        return tuple(column for column in table.columns if not self.columns or column.name in self.columns)

    def rows_of(
        self, table: Table, rows: Sequence[Row], language: str, meant: Iterable[str] | None = None
    ) -> Sequence[Row]:
        """The rows to show; `meant` are the ids that `words` mean, None when rows are to hold these words.

        Names are sorted as in the language; what says nothing comes last either way.
        """
        columns = {column.name: column for column in table.columns}
        found = [
            row
            for row in (_holding(table, rows, self.words) if meant is None else _meant(rows, meant))
            if all(code_of(columns[name], row) in values for name, values in self.only.items())
        ]
        return _sorted(found, columns[self.sorted_by], language, falls=self.falls) if self.sort else found


def code_of(column: Column, row: Row) -> str:
    """The value that a filter compares: a code, `unknown` where the row says nothing."""
    value = column.raw(row)
    return UNKNOWN if value is None else str(value)


def values_of(column: Column, rows: Iterable[Row], language: str) -> list[tuple[str, str, int]]:
    """The values of a filter: code, word and number of rows, by word."""
    counts = Counter(code_of(column, row) for row in rows)
    named = [(code, column.word(code, language), count) for code, count in counts.items() if code != UNKNOWN]
    unknown = [(UNKNOWN, "", counts[UNKNOWN])] if counts[UNKNOWN] else []
    return [*sorted(named, key=lambda value: alphabetical(value[1])), *unknown]


def _check(name: str, given: Iterable[str], columns: Iterable[Column]) -> None:
    known = tuple(column.name for column in columns)
    for value in given:
        if value not in known:
            raise InputError(Message("errors.not_a_choice", name=name, value=value, known=known))


def _meant(rows: Iterable[Row], ids: Iterable[str]) -> Iterable[Row]:
    by_id = {row["id"]: row for row in rows}
    return (by_id[id] for id in ids if id in by_id)


def _holding(table: Table, rows: Iterable[Row], text: str) -> Iterable[Row]:
    words = normalised(text).split()
    return (row for row in rows if not words or _holds(_text(table, row), words))


def _text(table: Table, row: Row) -> str:
    texts = [str(value) for column in table.single if column.kind == "text" and (value := column.raw(row))]
    return normalised(" ".join([*texts, *row.get("aliases", ())]))


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _sorted(rows: Iterable[Row], column: Column, language: str, *, falls: bool) -> list[Row]:
    cells = [(_order(column.cell(row, language)), row) for row in rows]
    said = sorted((pair for pair in cells if pair[0] is not None), key=lambda pair: pair[0], reverse=falls)
    return [row for _, row in said] + [row for order, row in cells if order is None]


def _order(cell: Any) -> Any:
    """A cell as it sorts among those of its column; None when it is empty."""
    if cell is None or isinstance(cell, int | float):
        return cell
    return alphabetical(str(cell))
