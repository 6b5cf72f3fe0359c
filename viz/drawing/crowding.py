"""Room for more than a place holds: circles packed into a disc, discs pushed apart, and the nearest free spot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viz.drawing.drawing import Point
from viz.drawing.spiral import spiral

_STEP: Final = 0.5  # between points of the spiral, against the smallest radius
_AIR: Final = 0.3  # between two circles, against the smallest radius
_ROUNDS: Final = 2000  # in which discs are pushed apart, at most
_YIELD: Final = 0.6  # of an overlap that is undone in a round: less than all, for all neighbours push at once
_LEAST: Final = 0.01  # overlap that counts
_TINY: Final = 1e-6
_AT_ONCE: Final = 256  # points that are looked at together

Floats = NDArray[np.float64]


def packed_disc(radii: Sequence[float]) -> tuple[list[Point], float]:
    """Places round the origin for circles that do not overlap, the first in the middle, and the radius of all."""
    taken = _Taken(_AIR * min(radii))
    for radius in radii:
        taken.put(taken.nearest(Point(0, 0), radius, _STEP * min(radii)), radius)
    middle = np.array(_middle(taken.where, taken.reach))
    places = [Point(float(x), float(y)) for x, y in taken.where - middle]
    return places, max(math.hypot(*at) + radius for at, radius in zip(places, radii, strict=True))


def _middle(where: Floats, reach: Floats) -> Point:
    """Of the box round the circles."""
    low, high = (where - reach[:, None]).min(axis=0), (where + reach[:, None]).max(axis=0)
    return Point(*((low + high) / 2).tolist())


def parted(centres: Mapping[str, Point], reach: Mapping[str, float], gap: float) -> dict[str, Point]:
    """The same discs pushed apart, the smaller of two the farther, as their areas are."""
    where = np.array(list(centres.values()), dtype=float).reshape(-1, 2)
    radii = np.array([reach[id] for id in centres])
    share = radii[None] ** 2 / (radii[:, None] ** 2 + radii[None] ** 2)
    for _ in range(_ROUNDS):
        off = where[:, None] - where[None]
        off[(off == 0).all(axis=2) & np.triu(np.ones(share.shape, dtype=bool), 1)] = (_TINY, 0.0)
        off[(off == 0).all(axis=2) & np.tril(np.ones(share.shape, dtype=bool), -1)] = (-_TINY, 0.0)
        away = np.hypot(off[..., 0], off[..., 1])
        overlap = np.maximum(0.0, radii[:, None] + radii[None] + gap - away)
        np.fill_diagonal(overlap, 0.0)
        if (overlap < _LEAST).all():
            break
        np.fill_diagonal(away, 1.0)
        where += (off * (overlap * share * _YIELD / away)[..., None]).sum(axis=1)
    return {id: Point(float(x), float(y)) for id, (x, y) in zip(centres, where, strict=True)}


def free_spots(wanted: Mapping[str, tuple[Point, float]], discs: Sequence[tuple[Point, float]]) -> dict[str, Point]:
    """For each circle, by its middle and radius, the nearest spot that is clear of the discs and of those before."""
    least = min((radius for _, radius in wanted.values()), default=1.0)
    taken, places = _Taken(_AIR * least), dict[str, Point]()
    for at, radius in discs:
        taken.put(at, radius)
    for id, (at, radius) in wanted.items():
        places[id] = taken.nearest(at, radius, _STEP * least)
        taken.put(places[id], radius)
    return places


class _Taken:
    """Circles that have their place, with some air between."""

    def __init__(self, air: float) -> None:
        self._air = air
        self.where, self.reach = np.empty((0, 2)), np.empty(0)

    def put(self, at: Point, radius: float) -> None:
        """Take a place."""
        self.where, self.reach = np.vstack([self.where, at]), np.append(self.reach, radius)

    def nearest(self, start: Point, radius: float, step: float) -> Point:
        """The first point of a spiral from `start` where a circle overlaps none."""
        for spots in _spiral(start, step):
            off = spots[:, None, :] - self.where
            room = self.reach + radius + self._air
            if (free := ((off**2).sum(axis=2) >= room**2).all(axis=1)).any():
                return Point(*spots[int(free.argmax())].tolist())
        raise AssertionError("a spiral has no end")


def _spiral(start: Point, step: float) -> Iterator[Floats]:
    first = 0
    while True:
        yield np.array(start) + spiral(np.arange(first, first + _AT_ONCE), step)
        first += _AT_ONCE
