"""The places where a name could stand: at its mark on every side, or apart from it with a line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from viz.drawing.drawing import Anchor, Point, Rectangle, Text
from viz.drawing.wording import forms

_GAP: Final = 0.2  # in letter sizes, from the mark to its name
# Names that stand apart, in units of the drawing
_LEADERS: Final = (22.0, 40.0, 65.0, 95.0, 130.0)  # lengths of the line to the mark
_DIRECTIONS: Final = 16
_UPRIGHT: Final = 0.3  # cosine below which that line meets the middle of the name
# What a place costs, in units of the drawing
_ASLANT: Final = 12  # beside a corner: a name above, below or to a side is sooner taken for that of its node
_THIRD_LINE: Final = 14  # and each further one
_SHORTENED: Final = 45  # less than turning a quarter away from where room was made
_INWARD: Final = 55  # for turning from straight outward to across the way out
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
_OUT: Final = [(math.cos(turn), math.sin(turn)) for turn in np.arange(_DIRECTIONS) * 2 * math.pi / _DIRECTIONS]
_ANCHORS: Final[dict[int, Anchor]] = {0: "middle", 1: "start", -1: "end"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name to place: beside the node at `at` of this radius, best in the direction `outward`.

    `short` is what it is also known by; one that is `led` may stand apart with a line to its mark at any size, one that
    `stays` at none.
    """

    node: str
    text: str
    at: Point
    radius: float
    bold: bool = False
    outward: Point | None = None
    short: str = ""
    led: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name could stand: `text` with letters of size 1, and what the place costs beside the ties under it."""

    text: Text
    cost: float


def beside(name: Name) -> list[Place]:
    """Places at the mark."""
    out, places = name.outward, []
    for is_whole, form in forms(name.text, name.short, name.bold):
        for dx, dy, anchor in _SIDES:
            pivot = Point(name.at.x + dx * name.radius, name.at.y + dy * name.radius)
            across = 0 if anchor == "middle" else math.copysign(form.width / 2 + _GAP, dx)
            down = 0 if not dy else math.copysign(form.height / 2 + (0 if dx else _GAP / 2), dy)
            cost: float = _THIRD_LINE * max(0, len(form.lines) - 2) + (_ASLANT if dx and dy else 0)
            cost += 0 if is_whole else _SHORTENED
            if out:
                cost += _INWARD * (1 - (dx * out.x + dy * out.y))
            box = Rectangle.around(Point(pivot.x + across, pivot.y + down), form.width, form.height)
            places.append(
                Place(Text(form.lines, box, pivot, anchor, 1.0, name.bold, name.node, is_whole=is_whole), cost)
            )
    return places


def apart(name: Name) -> list[Place]:
    """Places round the mark with a line to it, the nearer the cheaper."""
    places = []
    for is_whole, form in forms(name.text, name.short, name.bold):
        for length in _LEADERS:
            for dx, dy in _OUT:
                mark = Point(name.at.x + dx * name.radius, name.at.y + dy * name.radius)
                end = Point(mark.x + dx * length, mark.y + dy * length)
                anchor = _ANCHORS[0 if abs(dx) < _UPRIGHT else 1 if dx > 0 else -1]
                across = 0 if anchor == "middle" else math.copysign(form.width / 2, dx)
                down = math.copysign(form.height / 2, dy) if anchor == "middle" else 0
                box = Rectangle.around(Point(end.x + across, end.y + down), form.width, form.height)
                text = Text(form.lines, box, end, anchor, 1.0, name.bold, name.node, 0.0, mark, is_whole)
                places.append(Place(text, length if is_whole else 2 * length))
    return places
