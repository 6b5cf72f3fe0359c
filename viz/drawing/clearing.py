"""Room for names: marks, and the names that are to be read, pushed apart until none lies on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from viz.drawing.drawing import Point
from viz.drawing.seating import SIDES, Seats
from viz.drawing.sizes import Extent

_ROUNDS: Final = 96
_TURNS: Final = 8  # rounds between two looks at which side of its mark a name has most room
_GAP: Final = 4.0  # between a mark and a name, and least between two marks
_BETWEEN_MARKS: Final = 0.3  # of their two radii: room for the names of a nearer look
_MARGIN: Final = np.array([40.0, 22.0])  # of the page, for names
_GIVE: Final = 0.5  # of an overlap that each of two gives way
_LEAST: Final = 0.01  # overlap that counts
_OUTSIDE: Final = 3.0  # what lies beyond the page against what is taken on it
_STAYS: Final = 0.8  # what is taken on the side where a name is, against that on others
_SLACK: Final = 20.0  # units that a mark may go before it is looked anew which ones are close to each other

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Pairs = tuple[Integers, Integers]
Pushes = tuple[Integers, Integers, Floats]


@dataclass(frozen=True, slots=True)
class Room:
    """Half the width and height that a name needs beside its mark, with letters of this size."""

    node: str
    width: float
    height: float
    letter: float


def cleared(
    places: Mapping[str, Point],
    extents: Mapping[str, Extent],
    rooms: Sequence[Room],
    ties: Iterable[tuple[str, str]],
    page: tuple[float, float],
) -> tuple[dict[str, Point], dict[str, Point]]:
    """The places with every mark clear of all others, and with room for its name as far as the page has it.

    Also the direction in which that room lies. The first of the rooms, one a mark, have the best chance.
    """
    ids = list(places)
    index = {id: position for position, id in enumerate(ids)}
    home = np.array([places[id] for id in ids], dtype=float)
    bodies = _Bodies(
        reach=np.array([(extents[id].width, extents[id].height) for id in ids]),
        owner=np.array([index[room.node] for room in rooms], dtype=np.int64),
        half=np.array([(room.width, room.height) for room in rooms], dtype=float).reshape(-1, 2),
        letter=np.array([room.letter for room in rooms], dtype=float),
        mass=np.ones(len(ids)),
        page=np.array(page),
    )
    bodies.mass[bodies.owner] = bodies.letter**2
    near: dict[int, list[int]] = defaultdict(list)
    for start, end in ties:
        near[index[start]].append(index[end])
        near[index[end]].append(index[start])
    where, side = bodies.settled(home, near)
    directions = {room.node: Point(*SIDES[number].tolist()) for room, number in zip(rooms, side, strict=True)}
    return {id: Point(float(x), float(y)) for id, (x, y) in zip(ids, where, strict=True)}, directions


@dataclass(frozen=True, slots=True)
class _Close:
    """The pairs that lie close to each other, and where the marks were when that was looked at."""

    where: Floats
    marks: Pairs
    names_and_marks: Pairs
    names: Pairs


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Marks, and names that are tied to their marks, all as upright boxes."""

    reach: Floats
    owner: Integers
    half: Floats
    letter: Floats
    mass: Floats
    page: Floats

    def settled(self, home: Floats, near: Mapping[int, Sequence[int]]) -> tuple[Floats, Integers]:
        """Where the marks lie when all have made way for each other, and on which side of them their names do."""
        where, side = home.copy(), np.zeros(len(self.owner), dtype=np.int64)
        close: _Close | None = None
        for step in range(_ROUNDS):
            is_turn = step % _TURNS == 0
            if close is None or is_turn or np.abs(where - close.where).max() > _SLACK:
                names = self._two_of_names(where)
                side = self._freest(where, side, *names) if is_turn else side
                close = self._close(where, side, *names)
            pushed = where + self._pushes(where, side, close)
            where = np.clip(pushed, self.reach + _MARGIN, self.page - self.reach - _MARGIN)
        seats, moved = Seats(self.page, _MARGIN), np.full_like(where, np.nan)
        for name, mark in enumerate(self.owner):
            at = where[mark] + _along(moved, near.get(int(mark), ()), near)
            seat, side[name] = seats.take(at, self.reach[mark], self.half[name], self.letter[name], int(side[name]))
            moved[mark] = seat - where[mark]
        return where + moved, side

    def _names(self, where: Floats, side: Integers) -> Floats:
        beside = self.reach[self.owner] + self.half
        return where[self.owner] + SIDES[side] * beside

    def _close(self, where: Floats, side: Integers, first: Integers, second: Integers) -> _Close:
        """The pairs that could touch before a mark has gone further than the slack, of these names and of all marks."""
        far = (3 + 2 * _BETWEEN_MARKS) * float(self.reach.max()) + 2 * _SLACK
        a, b = cKDTree(where).query_pairs(far, output_type="ndarray").T
        between, room = self._two_names(where, first, second, side[first], side[second])
        near = _overlap(between, room + 2 * _SLACK)
        on_marks = self._names_and_marks(self._names(where, side), where, 2 * _SLACK)
        return _Close(where, (a, b), on_marks, (first[near], second[near]))

    def _pushes(self, where: Floats, side: Integers, close: _Close) -> Floats:
        """How far every mark is to go so that what overlaps now does so less; the first names give way least."""
        push, touched = np.zeros_like(where), np.zeros(len(where))
        for a, b, step in (
            self._marks(where, *close.marks),
            self._names_on_marks(where, side, *close.names_and_marks),
            self._names_on_names(where, side, *close.names),
        ):
            share = 2 * self.mass[b] / (self.mass[a] + self.mass[b])
            np.add.at(push, a, step * share[:, None])
            np.add.at(push, b, step * share[:, None] - 2 * step)
            touched += np.bincount(np.concatenate([a, b]), minlength=len(where))
        push /= np.sqrt(np.maximum(1.0, touched))[:, None]
        np.add.at(push, self.owner, self._outside(self._names(where, side)) * _GIVE)
        return push

    def _outside(self, middles: Floats) -> Floats:
        """The way back onto the page for names that stand out of it."""
        return np.maximum(0, self.half - middles) - np.maximum(0, middles + self.half - self.page)

    def _marks(self, where: Floats, a: Integers, b: Integers) -> Pushes:
        between, reach = where[a] - where[b], self.reach[a] + self.reach[b]
        depth = (reach + np.maximum(_GAP, reach * _BETWEEN_MARKS) - np.abs(between)).min(axis=1)
        hit = depth > _LEAST
        length = np.hypot(*between.T)[:, None]
        aslant = np.divide(between, length, out=np.ones_like(between), where=length > _LEAST)
        return a[hit], b[hit], (aslant * depth[:, None] * _GIVE)[hit]

    def _names_on_marks(self, where: Floats, side: Integers, name: Integers, mark: Integers) -> Pushes:
        room = self.half[name] + self.reach[mark] + _GAP
        hit, step = _straight(self._names(where, side)[name] - where[mark], room)
        return self.owner[name[hit]], mark[hit], step

    def _names_on_names(self, where: Floats, side: Integers, a: Integers, b: Integers) -> Pushes:
        """Two names are apart when they are so with the smaller of their letters."""
        between, room = self._two_names(where, a, b, side[a], side[b])
        hit, step = _straight(between, room)
        return self.owner[a[hit]], self.owner[b[hit]], step

    def _names_and_marks(self, middles: Floats, where: Floats, slack: float = 0.0) -> Pairs:
        """Names and the marks of others that they lie on, or not further from than the slack."""
        far = float(np.hypot(*self.half.T).max() + self.reach.max() * 1.5) + slack
        name, mark = _pairs(middles, where, far)
        room = self.half[name] + self.reach[mark] + (_GAP + slack)
        near = _overlap(middles[name] - where[mark], room) & (self.owner[name] != mark)
        return name[near], mark[near]

    def _two_of_names(self, where: Floats) -> Pairs:
        """Names that could touch, each on whatever side of its mark, before one has gone further than the slack.

        Small ones are looked for near small ones, for most are.
        """
        middles, around = where[self.owner], self.reach[self.owner] + 2 * self.half + _SLACK
        far = np.hypot(*around.T)
        of_letters = [np.flatnonzero(self.letter == letter) for letter in np.unique(self.letter)]
        found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        for some, others in combinations_with_replacement(of_letters, 2):
            a, b = _pairs(middles[some], middles[others], far[some].max() + far[others].max())
            a, b = some[a], others[b]
            near = _overlap(middles[a] - middles[b], around[a] + around[b]) & ((a < b) | (some is not others))
            found.append((a[near], b[near]))
        return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])

    def _two_names(
        self, where: Floats, a: Integers, b: Integers, side_a: Integers, side_b: Integers
    ) -> tuple[Floats, Floats]:
        """The way from the middles of names `b` to `a`, and what it must be at least, both with the smaller letter."""
        letter = np.minimum(self.letter[a], self.letter[b])
        half = [self.half[name] * (letter / self.letter[name])[:, None] for name in (a, b)]
        middle = [
            where[self.owner[name]] + SIDES[side] * (self.reach[self.owner[name]] + room)
            for name, side, room in zip((a, b), (side_a, side_b), half, strict=True)
        ]
        return middle[0] - middle[1], half[0] + half[1]

    def _freest(self, where: Floats, side: Integers, first: Integers, second: Integers) -> Integers:
        """For every name the side on which least lies, beyond the page counted as taken."""
        count = len(self.owner)
        a, b = np.concatenate([first, second]), np.concatenate([second, first])
        cost = np.zeros((count, len(SIDES)))
        for number in range(len(SIDES)):
            middles = self._names(where, np.full(count, number))
            cost[:, number] = np.abs(self._outside(middles)).sum(axis=1) * self.half.max(axis=1) * _OUTSIDE
            name, mark = self._names_and_marks(middles, where)
            depth = self.half[name] + self.reach[mark] + _GAP - np.abs(where[mark] - middles[name])
            cost[:, number] += np.bincount(name, depth.prod(axis=1), count)
            between, room = self._two_names(where, a, b, np.full(len(a), number), side[b])
            depth = np.clip(room - np.abs(between), 0, None).prod(axis=1) * (self.letter[b] >= self.letter[a])
            cost[:, number] += np.bincount(a, depth, count)
        cost[np.arange(count), side] *= _STAYS
        return np.asarray(cost.argmin(axis=1))


def _along(moved: Floats, near: Sequence[int], ties: Mapping[int, Sequence[int]]) -> Floats:
    """How far those tied to a mark have moved, most of all those with few other ties: it goes along with them."""
    seated = [other for other in near if not np.isnan(moved[other, 0])]
    if not seated:
        return np.zeros(2)
    return np.asarray(np.average(moved[seated], axis=0, weights=[1 / len(ties[other]) ** 2 for other in seated]))


def _pairs(some: Floats, others: Floats, far: float) -> tuple[Integers, Integers]:
    """Indices of those nearer to each other than `far`."""
    near = cKDTree(some).sparse_distance_matrix(cKDTree(others), far, output_type="coo_matrix")
    return near.row.astype(np.int64), near.col.astype(np.int64)


def _overlap(between: Floats, room: Floats) -> NDArray[np.bool_]:
    """Which pairs of boxes share more than an edge."""
    return np.asarray((np.abs(between[:, 0]) < room[:, 0]) & (np.abs(between[:, 1]) < room[:, 1]))


def _straight(between: Floats, room: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Which pairs of boxes overlap, and their way apart along the shorter side of what overlaps."""
    overlap = room - np.abs(between)
    hit = np.asarray((overlap > _LEAST).all(axis=1))
    between, overlap = between[hit], overlap[hit]
    depth = overlap.min(axis=1)[:, None]
    return hit, np.where(between >= 0, 1.0, -1.0) * (overlap == depth) * depth * _GIVE
