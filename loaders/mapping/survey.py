"""A whole table looked at by a mapping before it is loaded: its first rows, and what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.errors import Problem
from loaders.mapping.document import TableMapping
from loaders.mapping.tables import OpenTable
from loaders.mapping.understanding import Understanding, Understood

SHOWN: Final = 20
_PROBLEMS: Final = 50


@dataclass(frozen=True, slots=True)
class Survey:
    """How many `rows` there are, the first of them as `shown`, how many are `bad`, and the first `problems`."""

    rows: int
    shown: tuple[Understood, ...]
    bad: int
    problems: tuple[Problem, ...]


def survey(mapping: TableMapping, table: OpenTable) -> Survey:
    """Read the table through, keeping only what is to be shown."""
    understanding = Understanding(mapping, table)
    rows = bad = 0
    shown: list[Understood] = []
    problems: list[Problem] = []
    for row in table.rows():
        if understood := understanding.row(row):
            rows += 1
            bad += bool(understood.problems)
            if len(shown) < SHOWN:
                shown.append(understood)
            problems += understood.problems[: _PROBLEMS - len(problems)]
    return Survey(rows, tuple(shown), bad, tuple(problems))
