"""Rows that are none of a table's, told apart by what they are: totals, notes, headings of sections, headings again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from graph.messages import Message
from loaders.documents.row_words import begins_section, is_mark, is_marked, is_note, total_in
from loaders.files.table import Cell
from loaders.files.workbook_marks import Marks
from loaders.tables.head import Head
from loaders.tables.row_signs import ColumnKinds, Parts, Written, amount_in, is_count, is_figure

Read = Callable[[], Iterator[Written]]

_FULL: Final = 3  # cells of a usual row, so that one with a single cell stands out
_EXACT: Final = 0.001  # by how much a sum may be off, as a share; it may be rounded to a whole number too
_LONGEST_LABEL: Final = 60


class Odd(NamedTuple):
    """A row that may be none.

    `gap` says whether a row before it is empty, `before` how many usual rows there are before it, `following` is the
    number of the next row that holds anything.
    """

    number: int
    cells: Sequence[Cell | Parts]
    filled: Sequence[int]
    gap: bool
    before: int
    following: int | None

    @property
    def is_lone(self) -> bool:
        """Whether it has one cell only."""
        return len(self.filled) == 1

    @property
    def label(self) -> str:
        """What its first cell says, in short."""
        text = " ".join(str(self.cells[self.filled[0]]).split())
        return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"

    @property
    def ends(self) -> bool:
        """Whether nothing follows right below."""
        return self.following is None or self.following > self.number + 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The table that odd rows stand in.

    It has so many `ordinary` rows, and rows with more than one cell (`full`), the `usual` one with so many; 0 where
    rows with one are no rarity.
    """

    head: Head
    marks: Marks
    kinds: ColumnKinds
    ordinary: int
    full: int
    usual: int
    gaps_are_rare: bool
    read: Read


def not_rows(odd: Sequence[Odd], around: Surroundings) -> dict[int, Message]:
    """Which of the odd rows are no rows of the table, and why."""
    found: dict[int, Message] = {}
    doubtful: list[Odd] = []
    parted = _is_parted(odd, around)
    for before, row, after in zip((None, *odd), odd, (*odd[1:], None), strict=False):
        follows = before is not None and before.number == row.number - 1 and before.number in found
        if around.head.repeats(row.cells, row.filled) and len(row.filled) > 1:
            found[row.number] = Message("loading.row_headings")
        elif _is_total(row, around, after):
            found[row.number] = Message("loading.row_total", label=row.label)
        elif _is_note(row, around, follows=follows):
            found[row.number] = Message("loading.row_note", label=row.label)
        elif _is_section(row, around, parted=parted or follows):
            found[row.number] = Message("loading.row_section", label=row.label)
        elif _may_be_total(row):
            doubtful.append(row)
    for number in _sums(doubtful, found, around):
        row = next(row for row in doubtful if row.number == number)
        label = next((str(row.cells[index]) for index in row.filled if not is_count(row.cells[index])), "")
        found[number] = Message("loading.row_total", label=label) if label else Message("loading.row_sum")
    return dict(sorted(found.items()))


def _labels(row: Odd) -> list[str]:
    """The texts of a row that are no counts; empty ones where something else is none."""
    cells = (row.cells[index] for index in row.filled)
    return [cell if isinstance(cell, str) else "" for cell in cells if not is_count(cell)]


def _is_total(row: Odd, around: Surroundings, after: Odd | None) -> bool:
    """A label that can be no name, nothing but counts beside it, and the beginning or the end of something."""
    labels = _labels(row)
    ends = row.ends or row.is_lone or row.before in (0, around.ordinary)
    if after and after.is_lone and after.number == row.following:
        ends = True
    return ends and len(labels) == 1 and total_in(labels[0]) == "plain"


def _may_be_total(row: Odd) -> bool:
    """Counts only, or beside one label of a total: what they sum must say."""
    labels = _labels(row)
    return len(labels) < len(row.filled) and (not labels or (len(labels) == 1 and bool(total_in(labels[0]))))


def _is_note(row: Odd, around: Surroundings, *, follows: bool) -> bool:
    text, at_end = str(row.cells[row.filled[0]]), row.before == around.ordinary > 0
    stands_out = around.usual >= _FULL
    if len(row.filled) == 2:
        return at_end and stands_out and (is_mark(text) or is_note(f"{text.rstrip()}:" if text[-1] != ":" else text))
    if not row.is_lone or is_figure(row.cells[row.filled[0]]):
        return False
    if is_note(text):
        return stands_out or at_end or row.gap
    if is_marked(text) and (row.gap or at_end):
        return True
    return at_end and stands_out and (row.gap or follows)


def _is_section(row: Odd, around: Surroundings, *, parted: bool) -> bool:
    """A label alone above rows that have more, by how it is written or where it stands."""
    if not row.is_lone or around.usual < _FULL or row.before >= around.ordinary:
        return False
    if around.marks.stands_out(row.number) or around.kinds.clash(row.cells, row.filled):
        return True
    text = str(row.cells[row.filled[0]])
    return parted or begins_section(text) or (row.gap and around.gaps_are_rare)


def _is_parted(odd: Sequence[Odd], around: Surroundings) -> bool:
    """Whether rows with one cell part the table: one stands right below the headings, and several rows below each."""
    lone = [row for row in odd if row.is_lone and row.before < around.ordinary]
    return bool(lone) and lone[0].before == 0 and len(lone) * 2 <= around.full


def _sums(doubtful: Sequence[Odd], none: dict[int, Message], around: Surroundings) -> list[int]:
    """Those of the doubtful rows whose amounts are the sums of the rows above, since the last total or of all.

    Totals may also stand first.
    """
    if not doubtful:
        return []
    columns = sorted({index for row in doubtful for index in row.filled if is_count(row.cells[index])})
    wanted = {row.number: row for row in doubtful}
    whole, since, found, rows = dict.fromkeys(columns, 0.0), dict.fromkeys(columns, 0.0), list[int](), [0, 0]
    for number, cells in around.read():
        if row := wanted.get(number):
            if (rows[0] > 1 and _equal(row, whole)) or (rows[1] > 1 and _equal(row, since)):
                found.append(number)
        elif number not in none:
            for index in columns:
                amount = amount_in(cells[index]) if index < len(cells) else None
                whole[index] += amount or 0
                since[index] += amount or 0
            rows[0] += 1
            rows[1] += 1
        if number in none or number in found:
            since, rows[1] = dict.fromkeys(columns, 0.0), 0
    return found + [row.number for row in doubtful if row.before == 0 and rows[0] > 1 and _equal(row, whole)]


def _equal(row: Odd, sums: dict[int, float]) -> bool:
    said = [(amount_in(row.cells[index]), sums[index]) for index in row.filled if is_count(row.cells[index])]
    amounts = [(amount, total) for amount, total in said if amount]
    return bool(amounts) and all(abs(amount - total) <= max(0.5, _EXACT * abs(total)) for amount, total in amounts)
