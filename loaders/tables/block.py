"""The rows below one set of headings, as they are gone through once, and what turns out to be none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.messages import Message
from loaders.documents.form import is_heading
from loaders.documents.row_words import may_be_total
from loaders.files.table import Cell
from loaders.files.workbook_marks import Marks, column_letters
from loaders.tables.head import Head, Known
from loaders.tables.not_rows import Odd, Read, Surroundings, not_rows
from loaders.tables.row_signs import ColumnKinds, Parts, Written, filled_in, is_figure, is_words

_MOST_BESIDE: Final = 8  # tables beside the main one; columns that are parted more often are one table
_MOST_ODD: Final = 20_000  # rows that may be no rows; of a table with more of them they are
_LONGEST_HEADING: Final = 60
_SURE: Final = 3  # headings that HUR knows, so that nothing else must tell
_SHORTER: Final = 0.75  # the share of rows up to which a table beside is one of its own


class Run(NamedTuple):
    """Columns with headings that stand beside each other."""

    left: int
    right: int


class Block:
    """One table of a sheet while its rows are taken one by one."""

    def __init__(self, head: Head, marks: Marks, name: str = "") -> None:
        self.head, self.name, self.last, self.rows = head, name, head.rows[-1], 0
        self._marks, self._kinds = marks, ColumnKinds()
        self._first_column = head.first_column
        self._first_headings = {text for texts in head.written for text in texts if text}
        self._odd: list[Odd] = []
        self._counts = Counter[int]()
        self._gaps = 0
        self._runs = list(_runs(head.names))
        self._run_of = {index: run.left for run in self._runs for index in range(*run)}
        self._runs_end = self._runs[-1].right if self._runs else 0
        self._of_run: dict[int, list[int]] = {}  # the rows with anything in a run: how many, the first, the last
        self._filled_between: dict[int, tuple[int, int]] = {}  # columns without a heading: first and last row

    def take(self, row: Written, filled: Sequence[int], following: int | None) -> None:
        """Take a further row; `following` is the number of the next one."""
        number, cells = row
        gap, self.last = number > self.last + 1, number
        self.rows += 1
        self._counts[len(filled)] += len(filled) > 1
        if self._may_be_none(cells, filled):
            before = self.rows - 1 - len(self._odd)
            if len(self._odd) < _MOST_ODD:
                self._odd.append(Odd(number, cells, filled, gap, before, following))
        else:
            self._gaps += gap
            self._kinds.take(cells, filled)
        if len(self._runs) > 1 or filled[-1] >= self._runs_end:
            self._note_runs(number, filled)

    def begins_another(self, row: Written, filled: Sequence[int], ahead: Sequence[Written], known: Known) -> bool:
        """Whether a row has the headings of a table below this one."""
        number, cells = row
        apart = number > self.last + 1 or self._follows_title(number)
        if not apart and not is_heading(cells[filled[0]]):
            return False
        if len(filled) < 2 or not self.rows or self.head.repeats(cells, filled):
            return False
        if not all(is_words(cells[index]) and len(str(cells[index])) <= _LONGEST_HEADING for index in filled):
            return False
        new = [str(cells[index]) for index in filled if not self._kinds.has(index, cells[index])]
        count = known(new) if apart or len(new) >= _SURE else 0
        if count * 2 >= len(filled) and count >= (2 if apart else _SURE) and (apart or count == len(filled)):
            return True
        following = ahead[0] if ahead and ahead[0][0] == number + 1 else None
        if not apart or following is None or len(new) < len(filled):
            return False
        below = filled_in(following[1])
        if not set(below) <= set(filled):
            return False
        unnamed = self._first_column not in filled and any(is_figure(following[1][index]) for index in below)
        return unnamed or self._kinds.clash(following[1], below)

    def give_up_title(self, number: int) -> tuple[str, tuple[int, ...]]:
        """The texts right above a row, which are the title of its table: the last of them, and their rows."""
        above: list[Odd] = []
        while self._odd and self._odd[-1].is_lone and self._odd[-1].number == number - 1 - len(above):
            above.insert(0, self._odd.pop())
            self.rows -= 1
        self.last = above[0].number - 1 if above else self.last
        return (above[-1].label if above else ""), tuple(odd.number for odd in above)

    def left_out(self, read: Read) -> dict[int, Message]:
        """Which of the rows are none, and why; `read` gives them once more."""
        if not self._odd or len(self._odd) >= _MOST_ODD:
            return {}
        ordinary = self.rows - len(self._odd)
        lone = [odd for odd in self._odd if odd.is_lone]
        full = self.rows - len(lone)
        within = sum(odd.before < ordinary for odd in lone)
        usual = sorted(self._counts.elements())[full // 2] if ordinary and within <= full else 0
        usual = min(usual, sum(map(bool, self.head.names)))
        gaps_are_rare = self._gaps * 3 <= ordinary
        around = Surroundings(self.head, self._marks, self._kinds, ordinary, full, usual, gaps_are_rare, read)
        return not_rows(self._odd, around)

    def tables_beside(self) -> list[Run]:
        """The columns of each table where several stand beside each other, else none; the main one first."""
        runs = self._joined()
        if len(runs) < 2:
            return []
        main = max(runs, key=lambda run: (run.right - run.left) * self._of(run)[0])
        apart = [run for run in runs if run != main and self._is_apart(run, main)]
        rest = [run for run in runs if run not in apart]
        whole = Run(min(run.left for run in rest), max(run.right for run in rest))
        if not 0 < len(apart) <= _MOST_BESIDE or any(whole.left < run.left < whole.right for run in apart):
            return []
        return [whole, *apart]

    def cells_beside(self) -> tuple[int, str]:
        """The column before which cells without headings stand apart on the right, and which they are; 0 for none."""
        right = self._runs[-1].right if self._runs else 0
        beyond = {index: rows for index, rows in self._filled_between.items() if index >= right}
        if not right or not beyond or right in beyond:
            return 0, ""
        first, last = min(rows[0] for rows in beyond.values()), max(rows[1] for rows in beyond.values())
        return right, f"{column_letters(min(beyond))}{first}:{column_letters(max(beyond))}{last}"

    def _may_be_none(self, cells: Sequence[Cell | Parts], filled: Sequence[int]) -> bool:
        first = cells[filled[0]]
        if len(filled) == 1 or filled[0] != self._first_column or len(filled) * 2 <= len(self.head.names):
            return True
        if not isinstance(first, str):
            return False
        return may_be_total(first) or (first in self._first_headings and self.head.repeats(cells, filled))

    def _follows_title(self, number: int) -> bool:
        return bool(self._odd) and self._odd[-1].is_lone and self._odd[-1].number == number - 1 and self._odd[-1].gap

    def _note_runs(self, number: int, filled: Sequence[int]) -> None:
        for index in filled:
            if index not in self._run_of:
                self._filled_between[index] = self._filled_between.get(index, (number,))[0], number
        for left in {self._run_of[index] for index in filled if index in self._run_of}:
            rows = self._of_run.setdefault(left, [0, self.rows, self.rows])
            rows[0], rows[2] = rows[0] + 1, self.rows

    def _joined(self) -> list[Run]:
        """The runs with the columns right of them that hold anything; what is not parted by an empty one is one run."""
        joined: list[Run] = []
        for left, right in self._runs:
            while right in self._filled_between:
                right += 1
            if joined and joined[-1].right >= left:
                joined[-1] = Run(joined[-1].left, right)
            else:
                joined.append(Run(left, right))
        return joined

    def _of(self, run: Run) -> tuple[int, int, int]:
        """How many rows have anything in these columns, the first and the last of them."""
        found = [rows for left, rows in self._of_run.items() if run.left <= left < run.right]
        if not found:
            return 0, 0, 0
        return max(rows[0] for rows in found), min(rows[1] for rows in found), max(rows[2] for rows in found)

    def _is_apart(self, run: Run, main: Run) -> bool:
        """Whether columns are a table of their own: they say the same headings, or have other rows."""
        count, first, last = self._of(run)
        of_main, _, last_of_main = self._of(main)
        if {*self.head.names[slice(*run)]} & {*self.head.names[slice(*main)]}:
            return True
        if last > last_of_main:
            return True
        return run.right - run.left > 1 and first == 1 and count == last and count <= _SHORTER * of_main


def _runs(names: Sequence[str]) -> Iterator[Run]:
    for match in re.finditer("x+", "".join("x" if name.strip() else " " for name in names)):
        yield Run(*match.span())
