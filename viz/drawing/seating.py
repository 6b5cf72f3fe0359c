"""The last step of making room: one mark after another, the important first, takes the nearest place that is free.

Pushing alone ends with marks that are held between two names; they go round them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from viz.drawing.spiral import spiral

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

SIDES: Final = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)], dtype=float)
"""Where the middle of a name may lie against that of its mark, in halves of what both take."""
_STEP: Final = 9.0  # between places that are tried, less than the radius of a mark
_NEAR: Final = 500  # places tried for a mark with its name: as far as an eighth of the page
_FAR: Final = 6000  # for a mark alone,
_AMONG_NAMES: Final = 1000  # and for one on names
_AT_ONCE: Final = 100  # places looked at together
_GAP: Final = 4.0  # between two marks, and a mark and a name
_SMALLER: Final = (1.0, 0.82, 0.67, 0.5, 0.34)  # of the letter, for whom there is no room nearby

_SPIRAL: Final = spiral(np.arange(_FAR), _STEP)


class Seats:
    """Who sits where, with which room for a name."""

    def __init__(self, page: Floats, margin: Floats) -> None:
        self._page, self._margin = page, margin
        self._least_shut_out = math.inf  # reach of the smallest mark that found no place clear of names
        self._marks = np.empty((0, 4))  # middle and half sizes
        self._names = _Names(np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2)), np.empty(0))

    def take(self, at: Floats, reach: Floats, half: Floats, letter: float, side: int) -> tuple[Floats, int]:
        """The place nearest to `at` for a mark and a name beside it, and on which side; a smaller name if need be."""
        near = _Lazy(self._places(at, reach, 0, _NEAR))
        for share in _SMALLER:
            of_batches = (self._with_name(places, reach, half * share, letter * share, side) for places in near)
            if found := next(filter(None, of_batches), None):
                where, side = found
                self._names = self._names.joined(where, reach, SIDES[side], half * share, letter * share)
                break
        else:
            where = self._alone(at, reach, near)
        self._marks = np.vstack([self._marks, [*where, *reach]])
        return where, side

    def _alone(self, at: Floats, reach: Floats, near: Iterable[Floats]) -> Floats:
        """The place nearest to `at` for a mark alone; on a page full of names one where the least of them are lost."""
        is_shut_out = float(reach.max()) >= self._least_shut_out
        for places in chain(near, () if is_shut_out else self._places(at, reach, _NEAR, _FAR)):
            nearest: Floats = places[0]
            return nearest
        self._least_shut_out = min(self._least_shut_out, float(reach.max()))
        places = self._free(at + _SPIRAL[:_AMONG_NAMES], reach, with_names=False)
        if not len(places):
            return at
        middles, halves = self._names.boxes(np.inf)
        near_by = _within((places.min(axis=0) - reach - _GAP, places.max(axis=0) + reach + _GAP), middles, halves)
        met = _meeting(places[:, None], reach, middles[near_by], halves[near_by] + _GAP)
        least: Floats = places[(met @ self._names.letter[near_by]).argmin()]
        return least

    def _places(self, at: Floats, reach: Floats, first: int, last: int) -> Iterator[Floats]:
        """Places round `at` where the mark is free, a batch after the other."""
        for start in range(first, last, _AT_ONCE):
            if len(places := self._free(at + _SPIRAL[start : start + _AT_ONCE], reach)):
                yield places

    def _free(self, places: Floats, reach: Floats, *, with_names: bool = True) -> Floats:
        """Those of the places at which a mark is on the page, and clear of marks and names."""
        low, high = reach + self._margin, self._page - reach - self._margin
        places = places[((places >= low) & (places <= high)).all(axis=1)]
        for middles, halves in (np.hsplit(self._marks, 2), *((self._names.boxes(np.inf),) if with_names else ())):
            if len(places):
                low, high = places.min(axis=0) - reach - _GAP, places.max(axis=0) + reach + _GAP
                near = _within((low, high), middles, halves)
                places = places[~_touch(places[:, None], reach, middles[near], halves[near] + _GAP)]
        return places

    def _with_name(
        self, places: Floats, reach: Floats, half: Floats, letter: float, preferred: int
    ) -> tuple[Floats, int] | None:
        """The first of the places with room for the name, the preferred side of a place first."""
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
        found = []
        for side in sides:
            middles = places + SIDES[side] * (reach + half)
            is_free: Flags = np.asarray(((middles >= half) & (middles <= self._page - half)).all(axis=1))
            is_free[is_free] = ~_touch(middles[is_free, None], half, marks, sizes)
            middles = places[is_free, None] + SIDES[side] * (reach + own)
            is_free[is_free] = ~_touch(middles, own, others, rooms)
            found.append((int(is_free.argmax()) if is_free.any() else len(places), side))
        number, side = min(found, key=lambda pair: pair[0])
        return (places[number], side) if number < len(places) else None


class _Lazy:
    """What an iterator gives, as often as it is asked for."""

    def __init__(self, source: Iterator[Floats]) -> None:
        self._source, self._seen = source, list[Floats]()

    def __iter__(self) -> Iterator[Floats]:
        yield from self._seen
        for places in self._source:
            self._seen.append(places)
            yield places


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
    return np.asarray(_meeting(middles, half, others, sizes).any(axis=1))


def _meeting(middles: Floats, half: Floats, others: Floats, sizes: Floats) -> Flags:
    """Which places meet which of the other boxes."""
    room = half + sizes
    x, y = np.abs(middles[..., 0] - others[:, 0]), np.abs(middles[..., 1] - others[:, 1])
    return np.asarray((x < room[:, 0]) & (y < room[:, 1]))
