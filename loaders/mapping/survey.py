"""A whole table looked at by a mapping before it is loaded: its first rows, what cannot be used, what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.errors import Problem
from loaders.mapping.document import TableMapping
from loaders.mapping.tables import OpenTable
from loaders.mapping.understanding import Understanding, Understood
from loaders.registers.registry import Registry

SHOWN: Final = 20
_PROBLEMS: Final = 50


@dataclass(frozen=True, slots=True)
class Survey:
    """How many `rows` there are, the first of them as `shown`, how many are `bad`, and the first `problems`.

    `unknown` has the phrases that stand for unknown categories, the commonest first, with how often they stand.
    """

    rows: int
    shown: tuple[Understood, ...]
    bad: int
    problems: tuple[Problem, ...]
    unknown: Mapping[str, Mapping[str, int]]


def survey(mapping: TableMapping, table: OpenTable, registry: Registry) -> Survey:
    """Read the table through, keeping only what is to be shown."""
    understanding = Understanding(mapping, table)
    unknown = understanding.unknown_categories(table.rows(), registry)
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
    return Survey(rows, tuple(shown), bad, tuple(problems), unknown)
