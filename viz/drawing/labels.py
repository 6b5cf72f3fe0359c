"""Names beside their nodes, placed greedily: none overlaps another, a node or a project box."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from viz.drawing.drawing import Anchor, Line, Point, Rectangle, Text
from viz.drawing.sizes import LABEL_SIZE
from viz.drawing.text_width import wrap

TIERS: Final = 6
_MANY: Final = 160  # names from which on the first free place is taken, without weighing them all
_CELL: Final = 60.0  # of the grid of what is taken: about the width of a short name
_WIDTHS: Final = (150, 215, 330)  # at which a name of full size is broken: two or three lines, then longer ones
_WIDTHS_OF_MANY: Final = (170, 290)
_GAPS: Final = (6.0, 14.0, 26.0)  # from the outline to the name; a further one where the near ones are taken
# What a place costs, in units of the drawing
_FURTHER: Final = 3  # for each unit of gap beyond the nearest
_ASLANT: Final = 12  # beside a corner: a name above, below or to a side is sooner taken for that of its node
_THIRD_LINE: Final = 14  # and each further one
_INWARD: Final = 55  # for turning from straight outward to across the way out
_UNDER_LINE: Final = 1.4  # for each unit of a tie that would run under the name
# direction: where the box lies, how the text is anchored
_SIDES: Final[tuple[tuple[float, float, Anchor], ...]] = (
    (1, 0, "start"),
    (-1, 0, "end"),
    (0, 1, "middle"),
    (0, -1, "middle"),
    (0.72, -0.7, "start"),
    (-0.72, -0.7, "end"),
    (0.72, 0.7, "start"),
    (-0.72, 0.7, "end"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name to place: beside the node at `at` of this radius, best in the direction `outward`."""

    node: str
    text: str
    at: Point
    radius: float
    bold: bool = False
    outward: Point | None = None


class _Taken:
    """Rectangles in a grid of cells, so that asking for an overlap is quick."""

    def __init__(self, rectangles: Iterable[tuple[Rectangle, str]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Rectangle, str]]] = defaultdict(list)
        for rectangle, owner in rectangles:
            self.add(rectangle, owner)

    def add(self, rectangle: Rectangle, owner: str) -> None:
        for cell in self._under(rectangle):
            self._cells[cell].append((rectangle, owner))

    def is_free(self, rectangle: Rectangle, owner: str) -> bool:
        """Whether nothing but the owner's own shape lies under it."""
        return not any(
            by != owner and rectangle.overlaps(other)
            for cell in self._under(rectangle)
            for other, by in self._cells.get(cell, ())
        )

    @staticmethod
    def _under(box: Rectangle) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
            for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
                yield column, row


def place_labels(
    names: Sequence[Name], obstacles: Iterable[tuple[Rectangle, str]], lines: Sequence[Line], size: float
) -> list[Text]:
    """Texts for as many names as fit, in order of priority; tier by tier at half the size of the one before.

    Since every box is reserved in the drawing itself, those of several tiers can be seen together.
    """
    taken = _Taken(obstacles)
    few = len(names) <= _MANY
    texts: list[Text] = []
    waiting = list(names)
    for tier in range(TIERS):
        left = []
        for name in waiting:
            text = _best(name, taken, lines if few else (), size / 2**tier, tier, few)
            if text is None:
                left.append(name)
            else:
                taken.add(text.box, "")
                texts.append(text)
        waiting = left
    return texts


def _best(name: Name, taken: _Taken, lines: Sequence[Line], size: float, tier: int, thorough: bool) -> Text | None:
    """The cheapest free place; the first free one when there are many names."""
    best: tuple[float, Text] | None = None
    for preference, text in _candidates(name, size, tier, thorough):
        if best and preference >= best[0]:
            continue
        if not taken.is_free(text.box.grown(size / 14), name.node):
            continue
        if not thorough:
            return text
        cost = preference + sum(_UNDER_LINE * covered(text.box, line) for line in lines)
        if best is None or cost < best[0]:
            best = cost, text
    return best[1] if best else None


def _candidates(name: Name, size: float, tier: int, thorough: bool) -> Iterator[tuple[float, Text]]:
    """Places for the text round its node with what each costs before anything else is looked at."""
    scale = size / LABEL_SIZE
    out = name.outward
    seen: set[tuple[str, ...]] = set()
    for width in _WIDTHS if thorough else _WIDTHS_OF_MANY:
        text = wrap(name.text, width * scale, size, name.bold, most=3 if thorough else 2)
        if text.lines in seen:
            continue
        seen.add(text.lines)
        for gap in _GAPS if thorough else _GAPS[:1]:
            reach = name.radius + gap * scale
            for dx, dy, anchor in _SIDES:
                middle = anchor == "middle"
                x = name.at.x + dx * reach + (0 if middle else math.copysign(text.width / 2, dx))
                y = name.at.y + dy * reach + (math.copysign(text.height / 2, dy) if dy else 0)
                box = Rectangle.around(Point(x, y), text.width, text.height)
                cost: float = (gap - _GAPS[0]) * _FURTHER + _THIRD_LINE * max(0, len(text.lines) - 2)
                if dx and dy:
                    cost += _ASLANT
                if out:
                    cost += _INWARD * (1 - (dx * out.x + dy * out.y))
                pivot = Point(
                    x if middle else x - math.copysign(text.width / 2, dx),
                    y - math.copysign(text.height / 2, dy) if dy else y,
                )
                yield cost, Text(text.lines, box, pivot, anchor, size, name.bold, name.node, tier)


def covered(box: Rectangle, line: Line) -> float:
    """Length of the part of the line that runs inside the box (Liang and Barsky 1984)."""
    dx, dy = line.end.x - line.start.x, line.end.y - line.start.y
    first, last = 0.0, 1.0
    for p, q in (
        (-dx, line.start.x - box.left),
        (dx, box.right - line.start.x),
        (-dy, line.start.y - box.top),
        (dy, box.bottom - line.start.y),
    ):
        if p == 0:
            if q < 0:
                return 0.0
        elif p < 0:
            first = max(first, q / p)
        else:
            last = min(last, q / p)
    return max(0.0, last - first) * math.hypot(dx, dy)
