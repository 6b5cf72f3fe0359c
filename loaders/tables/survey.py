"""A whole table looked at by a mapping before it is loaded: its first rows, and what cannot be used."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from graph.errors import Problem
from loaders.documents.mapping import TableMapping
from loaders.tables.open_table import OpenTable
from loaders.tables.rows import Understanding, Understood
from loaders.tables.table_cache import CachedTable

SHOWN: Final = 20
_PROBLEMS: Final = 50


@dataclass(slots=True)
class Survey:
    """How many `rows` there are, the first of them as `shown`, how many are `bad`, and the first `problems`."""

    rows: int = 0
    shown: list[Understood] = field(default_factory=list)
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)

    def take(self, row: Understood) -> None:
        """Count a row, and keep what of it is to be shown."""
        self.rows += 1
        self.bad += bool(row.problems)
        if len(self.shown) < SHOWN:
            self.shown.append(row)
        self.problems += row.problems[: _PROBLEMS - len(self.problems)]

    def wants(self, *, is_bad: bool) -> bool:
        """Whether something of a further row would be shown."""
        return len(self.shown) < SHOWN or (is_bad and len(self.problems) < _PROBLEMS)


def survey(mapping: TableMapping, table: OpenTable) -> Survey:
    """Read the table through, keeping only what is to be shown."""
    understanding = Understanding(mapping, table)
    if isinstance(table, CachedTable):
        return _by_sorts(understanding, table)
    found = Survey()
    for row in table.rows():
        if understood := understanding.row(row):
            found.take(understood)
    return found


def _by_sorts(understanding: Understanding, table: CachedTable) -> Survey:
    """The same, understanding a row of each sort and those that are shown."""
    found, is_bad = Survey(), dict[Hashable, bool]()
    for position, sort in enumerate(table.sorts(understanding.used_columns(), understanding.sort)):
        known = is_bad.get(sort)
        if known is not None and not found.wants(is_bad=known):
            found.rows += 1
            found.bad += known
        elif understood := understanding.row(table.row(position)):
            is_bad[sort] = bool(understood.problems)
            found.take(understood)
    return found
