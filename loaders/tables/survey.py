"""A whole table looked at by a mapping before it is loaded: its first rows, and what cannot be used."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from graph.errors import Problem
from loaders.documents.mapping import TableMapping
from loaders.tables.open_table import OpenTable
from loaders.tables.rows import Understanding
from loaders.tables.table_cache import CachedTable
from loaders.tables.understood import Understood

SHOWN: Final = 20
_PROBLEMS: Final = 50


@dataclass(slots=True)
class Survey:
    """How many `rows` there are, the first of them as `shown`, how many are `bad`, and the first `problems`.

    `fields` are the cells that are left out of rows that can be used, the first of them as `left_out`.
    """

    rows: int = 0
    shown: list[Understood] = field(default_factory=list)
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)
    fields: int = 0
    left_out: list[Problem] = field(default_factory=list)

    def take(self, row: Understood) -> None:
        """Count a row, and keep what of it is to be shown."""
        self.rows += 1
        self.bad += bool(row.problems)
        if len(self.shown) < SHOWN:
            self.shown.append(row)
        self.problems += row.problems[: _PROBLEMS - len(self.problems)]
        if not row.problems:
            self.fields += len(row.left_out)
            self.left_out += row.left_out[: _PROBLEMS - len(self.left_out)]

    def wants(self, *, is_bad: bool, fields: int) -> bool:
        """Whether something of a further row, with that many fields left out, would be shown."""
        shows_problem = (is_bad and len(self.problems) < _PROBLEMS) or (fields and len(self.left_out) < _PROBLEMS)
        return len(self.shown) < SHOWN or bool(shows_problem)


def survey(mapping: TableMapping, table: OpenTable) -> Survey:
    """Read the table through, keeping only what is to be shown."""
    understanding = Understanding(mapping, table)
    table = understanding.table
    if isinstance(table, CachedTable):
        return _by_sorts(understanding, table)
    found = Survey()
    for row in table.rows():
        if understood := understanding.row(row):
            found.take(understood)
    return found


def _by_sorts(understanding: Understanding, table: CachedTable) -> Survey:
    """The same, understanding a row of each sort and those that are shown."""
    found, known = Survey(), dict[Hashable, tuple[bool, int]]()
    for position, sort in enumerate(table.sorts(understanding.used_columns(), understanding.sort)):
        is_bad, fields = known.get(sort, (False, 0))
        if sort in known and not found.wants(is_bad=is_bad, fields=fields):
            found.rows += 1
            found.bad += is_bad
            found.fields += fields
        elif understood := understanding.row(table.row(position)):
            known[sort] = bool(understood.problems), 0 if understood.problems else len(understood.left_out)
            found.take(understood)
    return found
