"""The rows of a table that do not count because a person said so of what they say in a column."""

from __future__ import annotations

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents.cells import text
from loaders.documents.row_filter import RowFilter
from loaders.files.table import Cell
from loaders.tables.open_table import OpenTable, Parts, TableRow


class Excluding:
    """Tells the rows of one table that a filter leaves out; `columns` are the positions of those that decide."""

    def __init__(self, rows: RowFilter, table: OpenTable) -> None:
        self._rows, self._table = rows, table
        deciding = set(map(normalised, rows.headings))
        self.columns = {index: name for index, name in enumerate(table.headings) if normalised(name) in deciding}

    def problem(self, row: TableRow) -> Problem | None:
        """That a row does not count; None of a row that does, or that is empty."""
        excluded = (index for index in self.columns if self.is_excluded(index, row.cells[index]))
        index = None if row.is_empty else next(excluded, None)
        if index is None:
            return None
        reason = Message("mapping.row_excluded", value=_written(row.cells[index]))
        return self._table.problem(reason, row.number, self.columns[index])

    def is_excluded(self, index: int, cell: Cell | Parts) -> bool:
        """Whether rows with this cell in that column do not count."""
        return index in self.columns and not self._rows.counts(self.columns[index], _written(cell))


def _written(cell: Cell | Parts) -> str:
    try:
        return "; ".join(cell) if isinstance(cell, tuple) else text(cell) or ""
    except CellError:
        return ""
