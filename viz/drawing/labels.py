"""Names beside their marks, for every zoom: the important ones first, none on another, on a mark or nearer to another.

A name has the same size on the screen however far the map is zoomed, so that it covers the less of the drawing the
nearer one looks. What is looked for is therefore a place, and how large a letter may at most be there, in units of the
drawing. Towards smaller letters a name shrinks to a point of its mark, and so stays free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viz.drawing.drawing import Anchor, Line, Point, Rectangle, Text
from viz.drawing.wording import forms

LETTERS: Final = (
    56.0,
    46.0,
    38.0,
    31.0,
    26.0,
    22.0,
    18.2,
    15.2,
    12.2,
    10.2,
    8.4,
    7.1,
    6.1,
    5.0,
    4.2,
    3.5,
    2.9,
    2.4,
    1.9,
)
"""The sizes that names have at most, from a telephone to far inside a large map: so many groups a script shows."""
_MANY: Final = 160  # names from which on it is not weighed which ties would run under them
_SHARE: Final = 1.0  # of the page that names up to a rank may cover: large letters are for few
_COVERS: Final = 14.0  # what a name covers, in squares of its letter
# In letter sizes
_GAP: Final = 0.2  # from the mark to its name,
_CLEAR: Final = 0.3  # from the name to any other mark, so that it is nearer to its own,
_BETWEEN: Final = 0.14  # and to another name
# Names that stand apart, in units of the drawing
_LEADERS: Final = (22.0, 40.0, 65.0, 95.0, 130.0)  # lengths of the line to the mark
_DIRECTIONS: Final = 16
_UPRIGHT: Final = 0.3  # cosine below which that line meets the middle of the name
_ALL_LED: Final = 6.1  # letter below which no name need fall for want of a place at its mark
_MOST_LED: Final = 400  # names; on a larger map there is no end of what finds no place at its mark
_PASSES: Final = 3.0  # from that line to other marks
# What a place costs, in units of the drawing
_ASLANT: Final = 12  # beside a corner: a name above, below or to a side is sooner taken for that of its node
_THIRD_LINE: Final = 14  # and each further one
_SHORTENED: Final = 45  # less than turning a quarter away from where room was made
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
_LATER: Final = 0.99  # of the letter of a shortened name, at most, from which on the whole one takes its place
_TINY: Final = 1e-9
_OUT: Final = [(math.cos(turn), math.sin(turn)) for turn in np.arange(_DIRECTIONS) * 2 * math.pi / _DIRECTIONS]
_ANCHORS: Final[dict[int, Anchor]] = {0: "middle", 1: "start", -1: "end"}

Floats = NDArray[np.float64]


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
class _Place:
    """Where a name could stand: `text` with letters of size 1, and what the place costs beside the ties under it."""

    text: Text
    cost: float


def place_labels(
    names: Sequence[Name],
    marks: Sequence[tuple[Rectangle, str]],
    lines: Sequence[Line],
    page: Rectangle,
    letter: float,
    levels: Sequence[float] = LETTERS,
) -> list[Text]:
    """Texts for as many names as fit, in order of priority.

    Of the places that have room for this `letter` the best is taken, else the one with room for the largest. A name
    that is shortened, or stands apart, gives way to the whole one at its mark as soon as that has room. `levels` are
    the sizes that a letter may have.
    """
    chooser = _Chooser(_Room(marks, page), lines if len(names) <= _MANY else (), letter, levels)
    first: dict[str, Text] = {}
    for rank, name in enumerate(names):
        most = math.sqrt(_SHARE * page.width * page.height / (_COVERS * (rank + 1)))
        if text := chooser.first(name, most, may_be_led=not name.stays and (name.led or rank < _MOST_LED)):
            first[name.node] = text
    texts: list[Text] = []
    for name in names:
        if text := first.get(name.node):
            whole = None if text.is_whole and not text.leader else chooser.whole(name, text)
            texts += [replace(text, until=whole.size), whole] if whole else [text]
    return texts


class _Chooser:
    """Finds for one name after another where it stands."""

    def __init__(self, room: _Room, lines: Sequence[Line], letter: float, levels: Sequence[float]) -> None:
        self._room, self._lines, self._letter, self._levels = room, lines, letter, levels

    def first(self, name: Name, most: float, *, may_be_led: bool) -> Text | None:
        """What is shown of a name from the largest letter on."""
        text = self._best(_beside(name), most)
        if may_be_led and not _has(text, self._letter if name.led else _ALL_LED):
            text = _larger(text, self._best(_apart(name), most))
        if text:
            self._room.take(text)
        return text

    def whole(self, name: Name, first: Text) -> Text | None:
        """The whole name at its mark, from the letter on at which it has room."""
        places = [place for place in _beside(name) if place.text.is_whole]
        if text := self._best(places, first.size * _LATER):
            self._room.take(text)
        return text

    def _best(self, places: Sequence[_Place], most: float) -> Text | None:
        """The cheapest place with room for the letter; where none has, the one with room for the largest."""
        if not places:
            return None
        letters = self._room.letters([place.text for place in places], most)
        fitting = [number for number, room in enumerate(letters) if room >= self._letter]
        chosen = min(fitting, key=lambda number: self._cost(places[number])) if fitting else int(letters.argmax())
        level = next((level for level in self._levels if level <= letters[chosen]), None)
        return places[chosen].text.at_letter(level) if level else None

    def _cost(self, place: _Place) -> float:
        box = place.text.at_letter(self._letter).box
        return place.cost + sum(_UNDER_LINE * covered(box, line) for line in self._lines)


def _has(text: Text | None, letter: float) -> bool:
    return text is not None and text.size >= letter


def _larger(first: Text | None, second: Text | None) -> Text | None:
    """The text with room for the larger letter, the first of two alike."""
    if first is None or second is None:
        return first or second
    return second if second.size > first.size else first


class _Room:
    """How large a letter may be at a place, for all that stands there already."""

    def __init__(self, marks: Sequence[tuple[Rectangle, str]], page: Rectangle) -> None:
        self._marks = np.array([box for box, _ in marks], dtype=float).reshape(-1, 4)
        self._owners = np.array([owner for _, owner in marks], dtype=object)
        self._page = page
        self._names = np.empty((0, 7))  # pivot, box round it with letters of size 1, size
        self._named = np.empty(0, dtype=object)

    def take(self, text: Text) -> None:
        """Keep the room of a name, and of the line to its mark."""
        pivot, around = _about_pivot([text.at_letter(1.0)])
        self._names = np.vstack([self._names, np.hstack([pivot, around, [[text.size]]])])
        self._named = np.append(self._named, [text.node])
        if text.leader:
            steps = np.linspace(text.pivot, text.leader, max(3, int(math.dist(text.pivot, text.leader) // 4)))[1:-1]
            self._marks = np.vstack([self._marks, np.hstack([steps - 1, steps + 1])])
            self._owners = np.append(self._owners, [text.node] * len(steps))

    def letters(self, texts: Sequence[Text], most: float) -> Floats:
        """The largest letter at which each text is on the page, on no other, and nearer to its own mark than to any.

        None is larger than `most`: so only what such letters could reach need be looked at.
        """
        pivot, around = _about_pivot(texts)
        _, grown = _about_pivot(texts, _CLEAR)
        within = _reach(pivot, grown, most)
        others = self._marks[self._owners != texts[0].node]
        letters = np.minimum(self._on_page(pivot, around), most)
        letters = np.minimum(letters, _least(_until_marks(pivot, grown, others[_meets(others, within)])))
        names = self._names[self._named != texts[0].node]
        boxes = names[:, [0, 1, 0, 1]] + names[:, 2:6] * np.minimum(names[:, 6], most)[:, None]
        names = names[_meets(boxes, within)]
        until = _until_names(pivot, around, names)
        # a name that is not yet there at that letter is in nobody's way
        letters = np.minimum(letters, _least(np.where(until >= names[:, 6], np.inf, until)))
        if texts[0].leader:
            letters[~_passing(pivot, np.array([text.leader for text in texts]), others)] = 0
        return letters

    def _on_page(self, pivot: Floats, around: Floats) -> Floats:
        low = (pivot - self._page[:2]) / np.maximum(-around[:, :2], _TINY)
        high = (np.array(self._page[2:]) - pivot) / np.maximum(around[:, 2:], _TINY)
        return np.asarray(np.minimum(low, high).min(axis=1))


def _about_pivot(texts: Sequence[Text], clear: float = 0.0) -> tuple[Floats, Floats]:
    """Pivots of texts with letters of size 1, and against them the room of each: its box with the way to the pivot."""
    pivot = np.array([text.pivot for text in texts], dtype=float)
    around = np.array([text.box.grown(clear) for text in texts], dtype=float) - np.hstack([pivot, pivot])
    return pivot, np.hstack([np.minimum(0, around[:, :2]), np.maximum(0, around[:, 2:])])


def _reach(pivot: Floats, around: Floats, letter: float) -> Floats:
    """The box within which the texts lie with letters of this size."""
    return np.hstack([(pivot + around[:, :2] * letter).min(axis=0), (pivot + around[:, 2:] * letter).max(axis=0)])


def _meets(boxes: Floats, box: Floats) -> NDArray[np.bool_]:
    return np.asarray((boxes[:, :2] < box[2:]).all(axis=1) & (boxes[:, 2:] > box[:2]).all(axis=1))


def _until_marks(pivot: Floats, around: Floats, marks: Floats) -> Floats:
    """For every place and mark the letter at which they touch: until then they are apart along x or along y."""

    def along(axis: int) -> Floats:
        at, far = pivot[:, axis, None], axis + 2
        before = (marks[None, :, axis] - at) / np.maximum(around[:, far, None], _TINY)
        after = (at - marks[None, :, far]) / np.maximum(-around[:, axis, None], _TINY)
        return np.maximum(before, after)

    return np.maximum(along(0), along(1))


def _until_names(pivot: Floats, around: Floats, names: Floats) -> Floats:
    """The same for names, which grow with the letter as well."""

    def along(axis: int) -> Floats:
        way, far = names[None, :, axis] - pivot[:, axis, None], axis + 2
        before = way / (around[:, far, None] - names[None, :, 2 + axis] + _BETWEEN)
        after = -way / (names[None, :, 2 + far] - around[:, axis, None] + _BETWEEN)
        return np.maximum(before, after)

    return np.maximum(along(0), along(1))


def _least(until: Floats) -> Floats:
    return np.asarray(until.min(axis=1, initial=np.inf))


def _passing(pivot: Floats, leader: Floats, marks: Floats) -> NDArray[np.bool_]:
    """Which lines from names to their mark run clear of all others."""
    lines, back = np.unique(np.hstack([leader, pivot]), axis=0, return_inverse=True)
    low, high = lines.min(axis=0) - _LEADERS[-1], lines.max(axis=0) + _LEADERS[-1]
    near = marks[(marks[:, 2:] > low[:2]).all(axis=1) & (marks[:, :2] < high[2:]).all(axis=1)]
    clear = np.ones(len(lines), dtype=bool)
    for along in np.linspace(0, 1, 12):
        x, y = (lines[:, None, :2] * (1 - along) + lines[:, None, 2:] * along).T
        left, top, right, bottom = near.T[:, :, None]
        apart = (x < left - _PASSES) | (x > right + _PASSES) | (y < top - _PASSES) | (y > bottom + _PASSES)
        clear &= apart.all(axis=0)
    return np.asarray(clear[back.ravel()])


def _beside(name: Name) -> list[_Place]:
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
                _Place(Text(form.lines, box, pivot, anchor, 1.0, name.bold, name.node, is_whole=is_whole), cost)
            )
    return places


def _apart(name: Name) -> list[_Place]:
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
                places.append(_Place(text, length if is_whole else 2 * length))
    return places


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
