"""Cells left blank because they say the same as above: in a grouped list the project stands in its first row only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

from graph.model.names import normalised
from loaders.documents.headings import read_heading
from loaders.documents.mapping import TableMapping
from loaders.files.encodings import Repairs
from loaders.tables.fitting import fits
from loaders.tables.open_table import OpenTable, TableRow
from loaders.tables.row_kinds import NUMBERS, titles_of
from loaders.tables.signs import Sample

_LEAST: Final = 0.2  # share of rows without a project from which a list is surely a grouped one
_FILLED: Final = frozenset({"project", "acronym", "funder", *NUMBERS})
_EMPTY: Final = (None, "", ())


@dataclass(frozen=True, slots=True)
class Filling:
    """The headings whose blank `cells`, so many in the first rows, may say the same as above; the project's first."""

    headings: tuple[str, ...]
    cells: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class FilledTable(OpenTable):
    """A table in whose rows some blank cells say what those above do, as long as `columns[0]` is blank or the same."""

    of: OpenTable | None = None
    columns: tuple[int, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)

    def rows(self, repairs: Repairs | None = None) -> Iterator[TableRow]:
        """The rows, filled; `counts` has afterwards how many cells of each heading were."""
        assert self.of is not None
        self.counts.clear()
        above: TableRow | None = None
        for row in self.of.rows(repairs):
            if not row.is_empty and not row.bad:
                row = above = self._filled(row, above)
            yield row

    def _filled(self, row: TableRow, above: TableRow | None) -> TableRow:
        key = self.columns[0]
        if above is None or row.cells[key] not in (*_EMPTY, above.cells[key]):
            return row
        cells = list(row.cells)
        for index in self.columns:
            if cells[index] in _EMPTY and index not in row.bad_cells and above.cells[index] not in _EMPTY:
                cells[index] = above.cells[index]
                self.counts[self.label(index)] += 1
        return replace(row, cells=tuple(cells))


def filled(table: OpenTable, mapping: TableMapping) -> OpenTable:
    """The table with the cells filled that the mapping says; the same where it says nothing."""
    names = [normalised(heading) for heading in table.headings]
    columns = tuple(names.index(name) for name in map(normalised, mapping.filled_down) if name in names)
    if not columns or isinstance(table, FilledTable):
        return table
    own = {each.name: getattr(table, each.name) for each in fields(OpenTable)}
    return FilledTable(**own, of=table, columns=columns)


def filling(table: OpenTable, samples: Sequence[Sample]) -> Filling | None:
    """Which columns of a list with a row a participation are blank below the first row of each project.

    A funder is one of them where no project has two. None where every row says everything.
    """
    title = titles_of(table.headings, samples)
    if title is None or not next(iter(samples[title].by_row), None) or not _has_partners(table, samples, title):
        return None
    above: list[str | None] = [None] * len(samples)
    gaps, other = Counter[int](), set[int]()
    of_project = [index for index, heading in enumerate(table.headings) if _means(heading, _FILLED)]
    for cells in zip(*(sample.by_row for sample in samples), strict=True):
        continues = any(cells) and cells[title] in (None, above[title])
        for index in of_project:
            if continues and above[index] and not cells[index]:
                gaps[index] += 1
            else:
                other |= {index} if continues and cells[index] != above[index] else set()
                above[index] = cells[index] if any(cells) else above[index]
    blank = [index for index in of_project if gaps[index] and index not in other and index != title]
    if not gaps[title] and not blank:
        return None
    headings = tuple(table.headings[index] for index in (title, *blank))
    is_merged = any(cell.last_row > cell.row for merged in table.marks.merged.values() for cell in merged)
    is_sure = is_merged or gaps[title] >= _LEAST * len(samples[title].by_row)
    return Filling(headings, sum(gaps[index] for index in (title, *blank)), is_sure)


def _has_partners(table: OpenTable, samples: Sequence[Sample], title: int) -> bool:
    """Whether an actor stands in every row, also where the project does not."""
    actors = [
        sample
        for heading, sample in zip(table.headings, samples, strict=True)
        if _means(heading, frozenset({"actor"})) and fits("actor", sample) and sample is not samples[title]
    ]
    rows = list(zip(*(sample.by_row for sample in samples), strict=True))
    named = zip(*(sample.by_row for sample in actors), strict=True) if actors else ()
    return bool(actors) and all(any(names) or row[title] for names, row in zip(named, rows, strict=True) if any(row))


def _means(heading: str, wanted: frozenset[str]) -> bool:
    meaning = read_heading(heading, "participation")
    return next(iter((*meaning.whole, *meaning.words)), "actor" if meaning.is_just_name else "") in wanted
