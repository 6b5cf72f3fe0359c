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
            where = near[0] if len(near) else self._further(at, reach)
        self._marks = np.vstack([self._marks, [*where, *reach]])
        return where, side

    def _further(self, at: Floats, reach: Floats) -> Floats:
        for start in range(_NEAR, _FAR, _NEAR):
            if len(places := self._free(at + _SPIRAL[start : start + _NEAR], reach)):
                nearest: Floats = places[0]
                return nearest
        return at

    def _free(self, places: Floats, reach: Floats) -> Floats:
        """Those of the places at which a mark is on the page, and clear of marks and names."""
        low, high = reach + self._margin, self._page - reach - self._margin
        places = places[((places >= low) & (places <= high)).all(axis=1)]
        for middles, halves in (np.hsplit(self._marks, 2), self._names.boxes(np.inf)):
            if len(places):
                low, high = places.min(axis=0) - reach - _GAP, places.max(axis=0) + reach + _GAP
                near = _within((low, high), middles, halves)
                places = places[~_touch(places[:, None], reach, middles[near], halves[near] + _GAP)]
        return places

    def _with_name(
        self, places: Floats, reach: Floats, half: Floats, letter: float, preferred: int
    ) -> tuple[Floats, int] | None:
        """The first of the places with room for the name, the preferred side of a place first."""
        if not len(places):
            return None
        sides = sorted(range(len(SIDES)), key=lambda side: side != preferred)
        around = (places.min(axis=0) - reach - 2 * half - _GAP, places.max(axis=0) + reach + 2 * half + _GAP)
        marks, sizes = np.hsplit(self._marks, 2)
        near = _within(around, marks, sizes)
        marks, sizes = marks[near], sizes[near] + _GAP
        named = self._names.boxes(letter)
        near = _within(around, *named)
        others, rooms = named[0][near], named[1][near]
        # the name that is smaller decides at which letter both are there
        own = half * np.minimum(1.0, self._names.letter[near] / letter)[:, None]
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            found = []
            for side in sides:
                middles = some + SIDES[side] * (reach + half)
                is_free: Flags = np.asarray(((middles >= half) & (middles <= self._page - half)).all(axis=1))
                is_free[is_free] = ~_touch(middles[is_free, None], half, marks, sizes)
                middles = some[is_free, None] + SIDES[side] * (reach + own)
                is_free[is_free] = ~_touch(middles, own, others, rooms)
                found.append((int(is_free.argmax()) if is_free.any() else len(some), side))
            number, side = min(found, key=lambda pair: pair[0])
            if number < len(some):
                return some[number], side
        return None


class _Names(NamedTuple):
    """The names that have a place: middle and half sizes of their marks, their sides, half sizes, and letters."""

    mark: Floats
    reach: Floats
    side: Floats
    half: Floats
    letter: Floats

    def joined(self, mark: Floats, reach: Floats, side: Floats, half: Floats, letter: float) -> _Names:
        """These and one more."""
        return _Names(
            np.vstack([self.mark, mark]),
            np.vstack([self.reach, reach]),
            np.vstack([self.side, side]),
            np.vstack([self.half, half]),
            np.append(self.letter, letter),
        )

    def boxes(self, letter: float) -> tuple[Floats, Floats]:
        """Middles and half sizes, of names with larger letters when they are shrunk to this one."""
        half = self.half * np.minimum(1.0, letter / self.letter)[:, None]
        return self.mark + self.side * (self.reach + half), half


def _within(around: tuple[Floats, Floats], middles: Floats, sizes: Floats) -> Flags:
    """Which boxes reach into the rectangle between two corners."""
    return np.asarray(((middles + sizes > around[0]) & (middles - sizes < around[1])).all(axis=1))


def _touch(middles: Floats, half: Floats, others: Floats, sizes: Floats) -> Flags:
    """Which places meet any of the other boxes; `middles` has a row a place and a column a box."""
    x, y = middles[..., 0] - others[:, 0], middles[..., 1] - others[:, 1]
    room = half + sizes
    return np.asarray(((np.abs(x) < room[:, 0]) & (np.abs(y) < room[:, 1])).any(axis=1))
