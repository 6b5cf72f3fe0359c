"""The last step of making room: one mark after another, the important first, takes the nearest place that is free.

Pushing alone ends with marks that are held between two names; they go round them.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

SIDES: Final = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)], dtype=float)
"""Where the middle of a name may lie against that of its mark, in halves of what both take."""
_STEP: Final = 9.0  # between places that are tried, less than the radius of a mark
_NEAR: Final = 500  # places tried for a mark with its name: as far as an eighth of the page
_FAR: Final = 6000  # and for a mark alone
_AT_ONCE: Final = 100  # places looked at together
_TURN: Final = math.pi * (3 - math.sqrt(5))  # golden angle: the points of the spiral lie evenly
_GAP: Final = 4.0  # between two marks, and a mark and a name
_SMALLER: Final = (1.0, 0.82, 0.67, 0.5, 0.34)  # of the letter, for whom there is no room nearby

_NUMBERS = np.arange(_FAR)
_SPIRAL: Final = (_STEP * np.sqrt(_NUMBERS) * np.array([np.cos(_NUMBERS * _TURN), np.sin(_NUMBERS * _TURN)])).T


class Seats:
    """Who sits where, with which room for a name."""

    def __init__(self, page: Floats, margin: Floats) -> None:
        self._page, self._margin = page, margin
        self._marks = np.empty((0, 4))  # middle and half sizes
        self._names = _Names(np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2)), np.empty(0))

    def take(self, at: Floats, reach: Floats, half: Floats, letter: float, side: int) -> tuple[Floats, int]:
        """The place nearest to `at` for a mark and a name beside it, and on which side; a smaller name if need be."""
        near = self._free(at + _SPIRAL[:_NEAR], reach)
        for share in _SMALLER:
            found = self._with_name(near, reach, half * share, letter * share, side)
            if found:
                where, side = found
                self._names = self._names.joined(where, reach, SIDES[side], half * share, letter * share)
                break
        else:
            where = (*near, *self._free(at + _SPIRAL[_NEAR:], reach), at)[0]
        self._marks = np.vstack([self._marks, [*where, *reach]])
        return where, side

    def _free(self, places: Floats, reach: Floats) -> Floats:
        """Those of the places at which a mark is on the page, and clear of marks and names."""
        low, high = reach + self._margin, self._page - reach - self._margin
        places = places[((places >= low) & (places <= high)).all(axis=1)]
        for middles, halves in (np.hsplit(self._marks, 2), self._names.boxes(np.inf)):
            places = places[~_touch(places[:, None], reach, middles, halves + _GAP)]
        return places

    def _with_name(
        self, places: Floats, reach: Floats, half: Floats, letter: float, preferred: int
    ) -> tuple[Floats, int] | None:
        """The first of the places with room for the name, the preferred side of a place first."""
        sides = sorted(range(len(SIDES)), key=lambda side: side != preferred)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            found = [(self._first(some, reach, half, letter, SIDES[side]), side) for side in sides]
            number, side = min(found, key=lambda pair: pair[0])
            if number < len(some):
                return some[number], side
        return None

    def _first(self, places: Floats, reach: Floats, half: Floats, letter: float, side: Floats) -> int:
        """Number of the first place with room for the name on that side; their number when there is none."""
        middles = places + side * (reach + half)
        is_free = np.asarray(((middles >= half) & (middles <= self._page - half)).all(axis=1))
        marks, sizes = np.hsplit(self._marks, 2)
        is_free[is_free] = ~_touch(middles[is_free, None], half, marks, sizes + _GAP)
        # the name that is smaller decides at which letter both are there
        own = half * np.minimum(1.0, self._names.letter / letter)[:, None]
        middles = places[is_free, None] + side * (reach + own)
        is_free[is_free] = ~_touch(middles, own, *self._names.boxes(letter))
        return int(is_free.argmax()) if is_free.any() else len(places)


class _Names(NamedTuple):
    """The names that have a place: middle and half sizes of their marks, their sides, half sizes, and letters."""

    mark: Floats
    reach: Floats
    side: Floats
    half: Floats
    letter: Floats

    def joined(self, mark: Floats, reach: Floats, side: Floats, half: Floats, letter: float) -> _Names:
        """These and one more."""
        pairs = ((self.mark, mark), (self.reach, reach), (self.side, side), (self.half, half))
        marks, reaches, sides, halves = (np.vstack(pair) for pair in pairs)
        return _Names(marks, reaches, sides, halves, np.append(self.letter, letter))

    def boxes(self, letter: float) -> tuple[Floats, Floats]:
        """Middles and half sizes, of names with larger letters when they are shrunk to this one."""
        half = self.half * np.minimum(1.0, letter / self.letter)[:, None]
        return self.mark + self.side * (self.reach + half), half


def _touch(middles: Floats, half: Floats, others: Floats, sizes: Floats) -> Flags:
    """Which places meet any of the other boxes; `middles` has a row a place and a column a box."""
    x, y = middles[..., 0] - others[:, 0], middles[..., 1] - others[:, 1]
    room = half + sizes
    return np.asarray(((np.abs(x) < room[:, 0]) & (np.abs(y) < room[:, 1])).any(axis=1))
