"""The rows of files that a load left out, as they stand there, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from graph.errors import InputError, Problem
from loaders.files.sample import Sample
from loaders.files.table import Cell
from loaders.files.workbook_marks import column_letters
from loaders.tables.open_table import OpenTable, Parts, open_tables


class _Place(NamedTuple):
    """A row of a file; `row` is None for what has no rows, such as a node of a graph."""

    file: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row with what is wrong with it, and its cells by heading; without cells where the file has no rows."""

    problems: tuple[Problem, ...]
    cells: Mapping[str, Cell | Parts]

    @property
    def file(self) -> str | None:
        """The name of its file."""
        return self.problems[0].file

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook."""
        return self.problems[0].sheet

    @property
    def row(self) -> int | None:
        """Its number in the file."""
        return self.problems[0].row


def rejected_rows(files: Sequence[Sample], problems: Iterable[Problem]) -> tuple[RejectedRow, ...]:
    """The rows that the problems are about, each once, in the order in which they are told."""
    by_place: dict[_Place, list[Problem]] = defaultdict(list)
    for problem in problems:
        key = _Place(problem.file, problem.sheet, problem.row)
        # What has no row is told apart by what its problem calls it.
        by_place[key if key.row else _Place(problem.file, problem.column, None)].append(problem)
    cells = dict(_cells(files, by_place.keys())) if by_place else {}
    return tuple(RejectedRow(tuple(told), cells.get(place, {})) for place, told in by_place.items())


def _cells(files: Sequence[Sample], wanted: Iterable[_Place]) -> Iterator[tuple[_Place, Mapping[str, Cell | Parts]]]:
    places = frozenset(wanted)
    for file in files:
        if any(place.file == file.name and place.row for place in places):
            # What is wrong with a whole file is told by those who read it; rows before that are kept.
            with suppress(InputError):
                for table in open_tables(file):
                    yield from _of_table(table, places)


def _of_table(table: OpenTable, places: frozenset[_Place]) -> Iterator[tuple[_Place, Mapping[str, Cell | Parts]]]:
    region = table.region
    for number, written in table.read():
        if region.until is not None and number > region.until:
            return
        place = _Place(table.where.file, table.where.sheet, number)
        if number >= table.where.heading_row and place in places:
            cells = written[region.left : region.right]
            beyond = range(region.left + len(table.headings), region.left + len(cells))
            more = {
                column_letters(index): cell for index, cell in zip(beyond, cells[len(table.headings) :], strict=True)
            }
            said = {letters: cell for letters, cell in more.items() if cell not in (None, "")}
            yield place, dict(zip(table.headings, cells, strict=False)) | said
