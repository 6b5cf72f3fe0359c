"""Names beside their marks, for every zoom: the important ones first, none on another, on a mark or nearer to another.

A name has the same size on the screen however far the map is zoomed, so that it covers the less of the drawing the
nearer one looks. What is looked for is therefore a place, and how large a letter may at most be there, in units of the
drawing. Towards smaller letters a name shrinks to a point of its mark, and so stays free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from viz.drawing.drawing import Line, Rectangle, Text
from viz.drawing.label_places import Name, Place, apart, beside
from viz.drawing.label_room import LabelRoom

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
_ALL_LED: Final = 6.1  # letter below which no name need fall for want of a place at its mark
_MOST_LED: Final = 400  # names; on a larger map there is no end of what finds no place at its mark
_UNDER_LINE: Final = 1.4  # for each unit of a tie that would run under the name
_LATER: Final = 0.99  # of the letter of a shortened name, at most, from which on the whole one takes its place


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
    chooser = _Chooser(LabelRoom(marks, page), lines if len(names) <= _MANY else (), letter, levels)
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

    def __init__(self, room: LabelRoom, lines: Sequence[Line], letter: float, levels: Sequence[float]) -> None:
        self._room, self._lines, self._letter, self._levels = room, lines, letter, levels

    def first(self, name: Name, most: float, *, may_be_led: bool) -> Text | None:
        """What is shown of a name from the largest letter on."""
        text = self._best(beside(name), most)
        if may_be_led and not _has(text, self._letter if name.led else _ALL_LED):
            text = _larger(text, self._best(apart(name), most))
        if text:
            self._room.take(text)
        return text

    def whole(self, name: Name, first: Text) -> Text | None:
        """The whole name at its mark, from the letter on at which it has room."""
        places = [place for place in beside(name) if place.text.is_whole]
        if text := self._best(places, first.size * _LATER):
            self._room.take(text)
        return text

    def _best(self, places: Sequence[Place], most: float) -> Text | None:
        """The cheapest place with room for the letter; where none has, the one with room for the largest."""
        if not places:
            return None
        letters = self._room.letters([place.text for place in places], most)
        fitting = [number for number, room in enumerate(letters) if room >= self._letter]
        chosen = min(fitting, key=lambda number: self._cost(places[number])) if fitting else int(letters.argmax())
        level = next((level for level in self._levels if level <= letters[chosen]), None)
        return places[chosen].text.at_letter(level) if level else None

    def _cost(self, place: Place) -> float:
        box = place.text.at_letter(self._letter).box
        return place.cost + sum(_UNDER_LINE * covered(box, line) for line in self._lines)


def _has(text: Text | None, letter: float) -> bool:
    return text is not None and text.size >= letter


def _larger(first: Text | None, second: Text | None) -> Text | None:
    """The text with room for the larger letter, the first of two alike."""
    if first is None or second is None:
        return first or second
    return second if second.size > first.size else first


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
