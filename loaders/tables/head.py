"""Which rows of a sheet are the headings of a table: below titles, in one row or in two, with merged cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from graph.model.names import normalised
from loaders.documents.row_words import total_in
from loaders.files.encodings import Repairs
from loaders.files.table import Cell
from loaders.files.workbook_marks import Marks, Merged
from loaders.tables.row_signs import Parts, Written, filled_in, is_words

Known = Callable[[Sequence[str]], int]  # how many of these headings mean something to HUR

HEAD: Final = 20  # rows among which the headings are looked for
_MOST_LEVELS: Final = 3
_LONGEST_HALF: Final = 40
_SURE: Final = 2  # headings that HUR knows


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table, "" where a column has none; the rows they stand in, and those with content above."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    above: tuple[int, ...] = ()
    written: tuple[tuple[str, ...], ...] = ()

    @property
    def first_column(self) -> int:
        """The position of the first heading."""
        return next((index for index, name in enumerate(self.names) if name.strip()), 0)

    def repeats(self, cells: Sequence[Cell | Parts], filled: Sequence[int]) -> bool:
        """Whether a row says the headings once more."""
        if len(filled) * 2 < sum(map(bool, self.written[0])):
            return False
        return any(
            all(index < len(texts) and texts[index] == text_of(cells[index]) for index in filled)
            for texts in self.written
        )

    def cut(self, left: int, right: int) -> Head:
        """The headings of some of the columns."""
        return Head(self.names[left:right], self.rows, self.above, tuple(texts[left:right] for texts in self.written))


def find_head(rows: Sequence[Written], marks: Marks, known: Known, *, strict: bool) -> Head:
    """The headings among the first rows with content.

    Titles stand above headings, in one cell or two; the headings are as many as the cells below them. Where `strict`,
    the first row has them if any of its cells is a heading that is known. A row without one gives way to one with two.
    """
    filled = [len(filled_in(cells)) for _, cells in rows]
    at = next(index for index, count in enumerate(filled) if count * 2 >= max(filled))
    if strict and known(_texts(rows[0][1])):
        at = 0
    elif not known(_texts(rows[at][1])):
        counts = [known(_texts(cells)) for _, cells in rows]
        best = max(range(len(rows)), key=lambda index: counts[index])
        at = best if counts[best] >= _SURE else at
    first, last = _first_level(rows, at, marks), _last_level(rows, at, marks)
    above = tuple(number for number, _ in rows[:first])
    return head_of(rows[first : last + 1], marks, known, above)


def head_of(rows: Sequence[Written], marks: Marks, known: Known, above: tuple[int, ...] = ()) -> Head:
    """The headings that stand in these rows, the half that tells where a column has two."""
    width = max(len(cells) for _, cells in rows)
    written = [[*_texts(cells), *[""] * (width - len(cells))] for _, cells in rows]
    names = written[-1]
    for level in range(len(rows) - 2, -1, -1):
        times, uppers = Counter(names), _spread(written[level], names, marks.merged_in(rows[level][0]))
        names = [_telling(upper, lower, times[lower], known) for upper, lower in zip(uppers, names, strict=True)]
    return Head(tuple(names), tuple(number for number, _ in rows), above, tuple(map(tuple, written)))


def text_of(cell: Cell | Parts) -> str:
    """A heading as text; a day has its time, by which saved mappings know it."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        cell = datetime(cell.year, cell.month, cell.day)
    return "" if cell is None else str(cell)


def _texts(cells: Sequence[Cell | Parts]) -> list[str]:
    return [text_of(cell) for cell in Repairs().row(cells)[0]]


def _first_level(rows: Sequence[Written], at: int, marks: Marks) -> int:
    """The row above belongs to the headings when it has merged cells that are no title over all of them."""
    number, _ = rows[at]
    if at == 0 or rows[at - 1][0] != number - 1:
        return at
    if _are_halves(rows[at][1]) and _complete_each_other(rows[at - 1][1], rows[at : at + 2]):
        return at - 1
    filled = filled_in(rows[at - 1][1])
    is_title = len(filled) == 1 and filled[0] == filled_in(rows[at][1])[0]
    return at - 1 if not is_title and any(merged.columns > 1 for merged in marks.merged_in(number - 1)) else at


def _last_level(rows: Sequence[Written], at: int, marks: Marks) -> int:
    """The last row of the headings: as far down as their cells are merged, or the one that has their other halves."""
    number, cells = rows[at]
    merged = marks.merged_in(number)
    below = [written for written in rows[at + 1 : at + _MOST_LEVELS] if written[0] - number < _MOST_LEVELS]
    if not below or below[0][0] != number + 1 or not _are_halves(below[0][1]):
        return at
    if merged and any(cell.last_row > number for cell in merged):
        last = max(cell.last_row for cell in merged)
        return at + sum(row_number <= last for row_number, _ in below)
    if any(cell.columns > 1 for cell in merged):
        return at + 1
    return at + 1 if _complete_each_other(cells, below) else at


def _are_halves(cells: Sequence[Cell | Parts]) -> bool:
    filled = filled_in(cells)
    return bool(filled) and all(is_words(cells[index]) and len(str(cells[index])) <= _LONGEST_HALF for index in filled)


def _complete_each_other(upper: Sequence[Cell | Parts], below: Sequence[Written]) -> bool:
    """Whether a row fills what the headings leave empty, and the next row what it leaves empty itself."""
    above, halves = set(filled_in(upper)), set(filled_in(below[0][1]))
    if len(below) < 2 or len(halves) < 2 or not above or not halves - above or not above - halves:
        return False
    if min(above) in halves or max(halves) >= len(upper) or any(index - 1 not in halves | above for index in halves):
        return False
    return min(above) in filled_in(below[1][1])


def _spread(upper: Sequence[str], lower: Sequence[str], merged: Sequence[Merged]) -> list[str]:
    """The upper halves over all the columns that they stand above."""
    spread = list(upper)
    for cell in merged:
        for index in range(cell.column, min(cell.column + cell.columns, len(spread))):
            spread[index] = upper[cell.column]
    if not any(cell.columns > 1 for cell in merged):
        for index in range(1, len(spread)):
            if not spread[index] and lower[index]:
                spread[index] = spread[index - 1]
    return spread


def _telling(upper: str, lower: str, times: int, known: Known) -> str:
    """The half of a heading that says what its column is, or both: *Tid / Start* is a start, *Stöd / Totalt* a sum."""
    if not upper.strip() or normalised(upper) == normalised(lower):
        return lower
    if not lower.strip() or total_in(lower) == "plain":
        return upper
    return lower if times == 1 and known([lower]) else f"{upper} / {lower}"
