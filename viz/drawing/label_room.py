"""How large a letter may be at a place, for all that stands there already.

A name has the same size on the screen however far the map is zoomed, so that it covers the less of the drawing the
nearer one looks. Towards smaller letters a name shrinks to a point of its mark, and so stays free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viz.drawing.drawing import Rectangle, Text

# In letter sizes, from a name
_CLEAR: Final = 0.3  # to any mark but its own, so that it is nearer to its own,
_BETWEEN: Final = 0.14  # and to another name
_PASSES: Final = 3.0  # units of the drawing from the line of a name that stands apart to other marks
_TINY: Final = 1e-9
Floats = NDArray[np.float64]


class LabelRoom:
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
    ends = lines.reshape(-1, 2)
    low, high = ends.min(axis=0) - _PASSES, ends.max(axis=0) + _PASSES
    near = marks[(marks[:, 2:] >= low).all(axis=1) & (marks[:, :2] <= high).all(axis=1)]
    clear = np.ones(len(lines), dtype=bool)
    for along in np.linspace(0, 1, 12):
        x, y = (lines[:, None, :2] * (1 - along) + lines[:, None, 2:] * along).T
        left, top, right, bottom = near.T[:, :, None]
        apart = (x < left - _PASSES) | (x > right + _PASSES) | (y < top - _PASSES) | (y > bottom + _PASSES)
        clear &= apart.all(axis=0)
    return np.asarray(clear[back.ravel()])
