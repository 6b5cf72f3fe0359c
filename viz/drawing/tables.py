"""A table that is broken into pages: which rows each holds, and how high they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from viz.drawing.text_width import LINE_HEIGHT, wrap

LETTER: Final = 24.0
"""12 points on a slide."""
PAD: Final = 10.0
_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row as lines, and its height in units of a page."""

    cells: tuple[tuple[str, ...], ...]
    height: float


def pages_of(
    rows: Iterable[Sequence[str]], widths: Sequence[float], height: float, letter: float = LETTER
) -> list[list[Row]]:
    """The rows on as many pages as they need, each with `height` for rows; a cell has at most four lines."""
    pages: list[list[Row]] = [[]]
    left = height
    for cells in rows:
        row = laid_out(cells, widths, letter)
        if row.height > left and pages[-1]:
            pages.append([])
            left = height
        pages[-1].append(row)
        left -= row.height
    return pages if pages[0] else []


def laid_out(cells: Sequence[str], widths: Sequence[float], letter: float = LETTER, *, bold: bool = False) -> Row:
    """A row whose cells are broken to the widths of their columns."""
    broken = tuple(
        wrap(text, width - 2 * PAD, letter, bold, most=_LINES).lines for text, width in zip(cells, widths, strict=True)
    )
    most = max((len(lines) for lines in broken), default=1) or 1
    return Row(broken, most * letter * LINE_HEIGHT + PAD)
