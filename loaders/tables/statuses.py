"""A column that says how far a case has come, so that some rows came to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents.cells import text
from loaders.documents.row_filter import RowFilter
from loaders.documents.words import value_words
from loaders.tables.open_table import OpenTable
from loaders.tables.signs import Sample

_MOST_VALUES: Final = 12
_LONGEST: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class Statuses:
    """What a column says of how far each case has come, with the number of rows, the commonest first.

    `nothing` are the values by which a row probably came to nothing.
    """

    heading: str
    values: tuple[tuple[str, int], ...]
    nothing: tuple[str, ...]

    def filter(self, without: Sequence[str]) -> RowFilter:
        """The filter that leaves out rows of these values."""
        return RowFilter(without={self.heading: tuple(without)} if without else {})


def statuses_of(table: OpenTable, columns: Sequence[tuple[int, Sample]]) -> Statuses | None:
    """The first of these columns that has few values, one of which says that a case came to nothing."""
    few = [index for index, sample in columns if _has_few(sample)]
    counted: dict[int, Counter[str]] = {index: Counter() for index in few}
    for index, cell, count in table.counted(few):
        if index in counted and (value := _value(cell)) is not None:
            counted[index][value] += count
            if len(counted[index]) > _MOST_VALUES:
                del counted[index]
    for index, values in counted.items():
        if nothing := tuple(value for value in values if came_to_nothing(value)):
            return Statuses(table.headings[index], tuple(values.most_common()), nothing)
    return None


def came_to_nothing(value: str) -> bool:
    """Whether it says so of a case, alone or among other words."""
    written = f" {normalised(value)} "
    return len(value) <= _LONGEST and any(f" {word} " in written for word in value_words("came_to_nothing"))


def _has_few(sample: Sample) -> bool:
    return bool(sample.texts) and len(set(sample.texts)) <= _MOST_VALUES


def _value(cell: object) -> str | None:
    try:
        return None if isinstance(cell, tuple) else text(cell)  # type: ignore[arg-type]
    except CellError:
        return None
