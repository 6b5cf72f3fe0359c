"""Keep what was already on the map where it was; find room for what is new."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from viz.drawing.drawing import Point, Rectangle
from viz.drawing.sizes import Extent
from viz.view.view import EdgeView

_TURN: Final = math.pi * (3 - math.sqrt(5))  # golden angle
_KEEP_FROM: Final = 0.5


def is_known(previous: Mapping[str, Point], ids: Sequence[str]) -> bool:
    """Whether enough of the nodes were on the previous map for it to be kept."""
    return bool(ids) and sum(id in previous for id in ids) >= _KEEP_FROM * len(ids)


def kept(
    previous: Mapping[str, Point], fresh: Mapping[str, Point], extents: Mapping[str, Extent], edges: Sequence[EdgeView]
) -> dict[str, Point]:
    """Previous places for those that had one; the others beside their neighbours, in the first gap of a spiral."""
    places = {id: previous[id] for id in fresh if id in previous}
    boxes = [_box(at, extents[id]) for id, at in places.items()]
    new = sorted((id for id in fresh if id not in previous), key=lambda id: (extents[id].text is None, id))
    for id in new:
        start = _beside(id, places, edges) or fresh[id]
        at = next(each for each in _spiral(start) if _is_free(_box(each, extents[id]), boxes))
        places[id] = at
        boxes.append(_box(at, extents[id]))
    return places


def _beside(id: str, places: Mapping[str, Point], edges: Sequence[EdgeView]) -> Point | None:
    ends = {edge.target if edge.source == id else edge.source for edge in edges if id in (edge.source, edge.target)}
    near = [places[end] for end in sorted(ends) if end in places]
    if not near:
        return None
    return Point(sum(at.x for at in near) / len(near), sum(at.y for at in near) / len(near))


def _spiral(start: Point) -> Iterator[Point]:
    for n in count():
        radius = 9 * math.sqrt(n)
        yield Point(start.x + radius * math.cos(n * _TURN), start.y + radius * math.sin(n * _TURN))


def _box(at: Point, extent: Extent) -> Rectangle:
    return Rectangle.around(at, 2 * extent.width, 2 * extent.height).grown(6)


def _is_free(box: Rectangle, others: Sequence[Rectangle]) -> bool:
    return not any(box.overlaps(other) for other in others)
