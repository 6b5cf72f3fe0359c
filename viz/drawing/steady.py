"""Extend an earlier arrangement: what was on the map stays in place, what is new gets the nearest gap."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

import numpy as np

from viz.drawing.drawing import Arrangement, Bubble, Point, Rectangle
from viz.drawing.packing import apart
from viz.drawing.sizes import Extent
from viz.drawing.spiral import GOLDEN_ANGLE
from viz.view.network_view import EdgeView

_STEP: Final = 9.0  # between points of the spiral, less than the radius of an actor
_FINE_STEP: Final = 2.0  # where as little as possible is to move
_CLEAR: Final = 6.0  # between what is new and what is there
_ROOM_FOR_NAMES: Final = 56.0  # round a bubble that is new
_KEEP_FROM: Final = 0.5  # share of the nodes of both maps that are on both
_LONGEST: Final = 1.5  # how much longer the ties may be in all than on a map that begins anew


def is_known(previous: Arrangement, ids: Sequence[str]) -> bool:
    """Whether enough nodes are on both maps for the earlier arrangement to be extended."""
    common = sum(id in previous.points for id in ids)
    return bool(ids) and common >= _KEEP_FROM * max(len(ids), len(previous.points))


def is_stretched(earlier: Mapping[str, Point], fresh: Mapping[str, Point], edges: Sequence[EdgeView]) -> bool:
    """Whether the ties of the extended arrangement are too long against those of a fresh one."""

    def length(places: Mapping[str, Point]) -> float:
        return sum(math.dist(places[edge.source], places[edge.target]) for edge in edges)

    return length(earlier) > _LONGEST * length(fresh)


def extended(
    previous: Arrangement,
    fresh: Mapping[str, Point],
    bubbles: Iterable[Bubble],
    extents: Mapping[str, Extent],
    edges: Sequence[EdgeView],
) -> tuple[dict[str, Point], tuple[Bubble, ...]]:
    """Previous places and bubbles for those that had one, and places in the first gap for the others.

    A project that is new takes its ring along. The others look for a gap from the middle of their neighbours on.
    """
    places = {id: previous.points[id] for id in fresh if id in previous.points}
    if previous.layout == "communities":
        room = _Room(places, (), fresh, extents, edges)
        room.place_nodes()
        return _pushed(room.places, extents), previous.bubbles
    old = [bubble for bubble in previous.bubbles if bubble.node in fresh]
    room = _Room(_parted(places, extents), old, fresh, extents, edges)
    stars = [room.place_star(bubble) for bubble in bubbles if bubble.node not in previous.points]
    room.place_nodes()
    return room.places, (*old, *stars)


class _Room:
    """The places that are taken, and the search for those that are not."""

    def __init__(
        self,
        places: dict[str, Point],
        bubbles: Iterable[Bubble],
        fresh: Mapping[str, Point],
        extents: Mapping[str, Extent],
        edges: Sequence[EdgeView],
    ) -> None:
        self.places, self.fresh, self.extents = places, fresh, extents
        self._taken = [_box(self.extents[id], at, _CLEAR) for id, at in places.items()]
        self._bubbles = [_round(bubble) for bubble in bubbles]
        self._near: dict[str, set[str]] = defaultdict(set)
        for edge in edges:
            self._near[edge.source].add(edge.target)
            self._near[edge.target].add(edge.source)

    def place_star(self, bubble: Bubble) -> Bubble:
        """Place a project that is new, with those of its ring that are new, clear of everything that is there."""
        start = self._beside(bubble.node) or bubble.at
        taken = [*self._taken, *self._bubbles]
        moved = next(
            Bubble(at, bubble.radius_x, bubble.radius_y, bubble.node)
            for at in _spiral(start)
            if _is_free(Rectangle.around(at, 2 * bubble.radius_x, 2 * bubble.radius_y).grown(_ROOM_FOR_NAMES), taken)
        )
        self._bubbles.append(_round(moved))
        self._put(bubble.node, moved.at)
        for id, on_ring in self.fresh.items():
            at = Point(on_ring.x + moved.at.x - bubble.at.x, on_ring.y + moved.at.y - bubble.at.y)
            is_within = math.dist(at, moved.at) <= bubble.radius_x
            if id not in self.places and is_within and self._is_free(id, at, clear=0):
                self._put(id, at)
        return moved

    def place_nodes(self) -> None:
        """Place all that is left, names in boxes first."""
        new = sorted((id for id in self.fresh if id not in self.places), key=self._rank)
        for id in new:
            start = self._beside(id) or self.fresh[id]
            self._put(id, next(at for at in _spiral(start) if self._is_free(id, at)))

    def _rank(self, id: str) -> tuple[bool, str]:
        return self.extents[id].text is None, id

    def _put(self, id: str, at: Point) -> None:
        self.places[id] = at
        self._taken.append(_box(self.extents[id], at, _CLEAR))

    def _beside(self, id: str) -> Point | None:
        """The middle of the neighbours that have a place."""
        near = [self.places[end] for end in sorted(self._near[id]) if end in self.places]
        if not near:
            return None
        return Point.mean(near)

    def _is_free(self, id: str, at: Point, clear: float = _CLEAR) -> bool:
        return _is_free(_box(self.extents[id], at, clear), self._taken)


def _box(extent: Extent, at: Point, clear: float = 0) -> Rectangle:
    return Rectangle.around(at, 2 * extent.width, 2 * extent.height).grown(clear)


def _parted(places: Mapping[str, Point], extents: Mapping[str, Extent]) -> dict[str, Point]:
    """The same places, but for nodes that something has grown into: the smaller ones give way to the nearest gap."""
    boxes = {id: _box(extents[id], at) for id, at in places.items()}
    parted = dict(places)
    for id in sorted((id for id in places if extents[id].text is None), key=lambda id: (extents[id].radius, id)):
        box = boxes.pop(id)
        if not _is_free(box, boxes.values()):
            ways = _spiral(places[id], _FINE_STEP)
            parted[id] = next(at for at in ways if _is_free(_box(extents[id], at), boxes.values()))
        boxes[id] = _box(extents[id], parted[id])
    return parted


def _pushed(places: Mapping[str, Point], extents: Mapping[str, Extent]) -> dict[str, Point]:
    """The same places, but for nodes that have grown into one another, both of which give way."""
    where = apart(np.array(list(places.values())), np.array([extents[id].radius for id in places]))
    return {id: Point(float(x), float(y)) for id, (x, y) in zip(places, where, strict=True)}


def _round(bubble: Bubble) -> Rectangle:
    return Rectangle.around(bubble.at, 2 * bubble.radius_x, 2 * bubble.radius_y)


def _spiral(start: Point, step: float = _STEP) -> Iterator[Point]:
    for n in count():
        radius = step * math.sqrt(n)
        yield Point(start.x + radius * math.cos(n * GOLDEN_ANGLE), start.y + radius * math.sin(n * GOLDEN_ANGLE))


def _is_free(box: Rectangle, others: Iterable[Rectangle]) -> bool:
    return not any(box.overlaps(other) for other in others)
