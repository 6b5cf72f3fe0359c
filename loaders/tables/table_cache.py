"""A table kept in memory while its columns are mapped, so that each step of that need not read the file again."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import repeat
from typing import Final

from loaders.files.encodings import Repairs
from loaders.files.table import Cell
from loaders.tables.open_table import OpenTable, Parts, TableRow

BAD: Final = "bad"  # the sort of a cell that cannot be used, and of every row with such a cell
MOST_CACHED: Final = 1 << 27  # bytes, roughly
_OF_A_CELL: Final = 4
_OF_A_NEW_CELL: Final = 160

Content = Cell | Parts


@dataclass(slots=True)
class CachedColumn:
    """The different cells of a column, and which of them each row has."""

    cells: list[Content] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("I"))
    _known: dict[Hashable, int] = field(default_factory=dict)

    def add(self, cell: Content) -> bool:
        """Add the next row's cell; whether it is a new one."""
        # 1, 1.0 and True are equal, and written differently.
        key = cell if isinstance(cell, str) else (type(cell), cell)
        position = self._known.setdefault(key, len(self.cells))
        self.rows.append(position)
        if is_new := position == len(self.cells):
            self.cells.append(cell)
        return is_new


@dataclass(frozen=True, slots=True)
class CachedTable(OpenTable):
    """A table whose rows are in memory; `odd` are those with something wrong, by their position."""

    numbers: array[int] = field(default_factory=lambda: array("I"))
    columns: tuple[CachedColumn, ...] = ()
    odd: dict[int, TableRow] = field(default_factory=dict)

    def rows(self, repairs: Repairs | None = None) -> Iterator[TableRow]:  # noqa: ARG002
        """The rows below the headings that hold anything, repaired already."""
        return map(self.row, range(len(self.numbers)))

    def counted(self, columns: Collection[int]) -> Iterator[tuple[int, Content, int]]:
        """As for every table; here no cell comes again."""
        for index in columns:
            cells = self.columns[index].cells
            yield from (
                (index, cells[position], count) for position, count in Counter(self.columns[index].rows).items()
            )

    def row(self, position: int) -> TableRow:
        """One row, counted from 0."""
        if odd := self.odd.get(position):
            return odd
        return TableRow(self.numbers[position], tuple(column.cells[column.rows[position]] for column in self.columns))

    def sorts(self, columns: Iterable[int], sort: Callable[[int, Content], Hashable]) -> Iterator[Hashable]:
        """For each row the sorts of its cells in these columns; a row with something wrong is of a sort of its own."""
        sorts = {index: [sort(index, cell) for cell in self.columns[index].cells] for index in columns}
        telling = [
            map(keys.__getitem__, self.columns[index].rows) for index, keys in sorts.items() if len(set(keys)) > 1
        ]
        for position, key in enumerate(zip(repeat(None, len(self.numbers)), *telling, strict=True)):
            yield position if position in self.odd else BAD if BAD in key else key


def cached(table: OpenTable) -> OpenTable:
    """The table in memory; the same table, read from its file, when it is too large for that."""
    numbers, odd = array("I"), dict[int, TableRow]()
    columns = tuple(CachedColumn() for _ in table.headings)
    size = 0
    for row in table.rows():
        if row.is_empty:
            continue
        if row.bad or row.bad_cells:
            odd[len(numbers)] = row
        numbers.append(row.number)
        for column, cell in zip(columns, row.cells, strict=True):
            size += _OF_A_CELL
            if column.add(cell):
                size += _OF_A_NEW_CELL + len(str(cell))
        if size > MOST_CACHED:
            return table
    own = {field.name: getattr(table, field.name) for field in fields(OpenTable)}
    return CachedTable(**own, numbers=numbers, columns=columns, odd=odd)
