"""What the cells of a row look like, whatever its table is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.cell_errors import CellError
from loaders.documents.cells import parse_amount
from loaders.documents.row_words import is_no_value, is_unit
from loaders.files.table import Cell

Parts = tuple[str, ...]
Written = tuple[int, Sequence[Cell | Parts]]  # a row with its number

_FIGURE: Final = re.compile(r"[-–+(]?\s*(?:[€$£]\s*)?\d[\d\s.,'’]*(?:[%€$£]\s*)?([^\W\d_]{0,12})\.?[):]*-?")
_DAY: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_DIGITS: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_SAMPLE: Final = 200  # rows whose values say what a column holds,
_MOST: Final = 0.8  # and the share of them that does
_FEWEST: Final = 2


def filled_in(cells: Sequence[Cell | Parts]) -> list[int]:
    """The positions of the cells that hold anything."""
    return [index for index, cell in enumerate(cells) if cell is not None and cell != "" and cell != ()]


def is_figure(cell: Cell | Parts) -> bool:
    """Whether a cell is a number, an amount or a date, or a text that is more of digits than of letters."""
    if not isinstance(cell, str):
        return not isinstance(cell, tuple)
    return len(_DIGITS.findall(cell)) > len(_LETTERS.findall(cell)) or is_count(cell)


def is_words(cell: Cell | Parts) -> bool:
    """Whether a cell is a text without a digit that says something."""
    return isinstance(cell, str) and not _DIGITS.search(cell) and not is_no_value(cell)


def is_count(cell: Cell | Parts) -> bool:
    """Whether a cell can be a total: a number, alone or with what it counts (*141 mnkr*, *6 projekt*), or a dash."""
    if not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool)
    if found := _FIGURE.fullmatch(cell.strip()):
        return not _DAY.search(cell) and (not found[1] or is_unit(found[1]))
    return not re.search(r"\w", cell)


def amount_in(cell: Cell | Parts) -> float | None:
    """The amount of a cell; None when it is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        return parse_amount(cell, ",").number if isinstance(cell, str) else None
    except CellError:
        return None


@dataclass(slots=True)
class ColumnKinds:
    """What the columns of a table hold, by its first rows."""

    rows: int = 0
    figures: dict[int, int] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    texts: dict[int, set[str]] = field(default_factory=dict)

    def take(self, cells: Sequence[Cell | Parts], filled: Sequence[int]) -> None:
        """Take a further row."""
        self.rows += 1
        if self.rows > _SAMPLE:
            return
        for index in filled:
            cell = cells[index]
            if is_figure(cell):
                self.figures[index] = self.figures.get(index, 0) + 1
            elif is_words(cell):
                self.words[index] = self.words.get(index, 0) + 1
            if isinstance(cell, str):
                self.texts.setdefault(index, set()).add(cell)

    def has(self, index: int, cell: Cell | Parts) -> bool:
        """Whether a text stands in a column."""
        return cell in self.texts.get(index, ())

    def is_figures(self, index: int) -> bool:
        """Whether a column holds figures."""
        return self._share(self.figures, self.words, index)

    def clash(self, cells: Sequence[Cell | Parts], filled: Sequence[int]) -> bool:
        """Whether a row has words where the table has figures, or a figure where it has words."""
        return any(
            (is_words(cells[index]) and self.is_figures(index))
            or (is_figure(cells[index]) and self._share(self.words, self.figures, index))
            for index in filled
        )

    def _share(self, of: dict[int, int], others: dict[int, int], index: int) -> bool:
        count = of.get(index, 0)
        return count >= _FEWEST and count >= _MOST * (count + others.get(index, 0))
