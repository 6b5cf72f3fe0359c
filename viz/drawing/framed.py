"""The drawing of a map fitted into a frame of a page, with names that can be read from the last row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from viz.drawing.drawing import Box, Circle, Drawing, Hexagon, Line, Point, Rectangle, Ring, Shape, Text
from viz.drawing.importance import by_importance
from viz.drawing.labels import Name, place_labels
from viz.drawing.sizes import LABEL_SIZE, project_box

_STRETCHED: Final = 1.45  # the wider direction against the narrower one, so that a flat page is filled
_ENLARGED: Final = 1.7  # a map of three nodes is not blown up further


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the drawing lies in the frame: places are scaled by `x` and `y`, shapes by `unit`."""

    origin: Point
    middle: Point
    x: float
    y: float

    @property
    def unit(self) -> float:
        return min(self.x, self.y)

    def at(self, point: Point) -> Point:
        return Point(
            self.middle.x + (point.x - self.origin.x) * self.x, self.middle.y + (point.y - self.origin.y) * self.y
        )


def framed(drawing: Drawing, frame: Rectangle, size: float) -> Drawing:
    """The same drawing in the coordinates of the frame, every name of `size` and within it.

    A name that finds no room is left out and counted. A flat frame is filled by drawing the places, not the shapes,
    apart; where shapes would then lie on one another both directions are scaled alike.
    """
    for stretched in (_STRETCHED, 1.0):
        fit = _fit(drawing.bounds, frame, stretched)
        shapes = tuple(_shape(shape, fit, drawing, size) for shape in drawing.shapes)
        if stretched == 1.0 or not _overlap(shapes):
            break
    positions = {id: fit.at(at) for id, at in drawing.positions.items()}
    lines = tuple(_line(line, drawing.positions, positions, fit.unit) for line in drawing.lines)
    rings = tuple(Ring(positions[ring.node], ring.radius * fit.unit, ring.node) for ring in drawing.rings)
    texts = _texts(drawing, shapes, rings, lines, frame, size)
    named = len(texts) + sum(isinstance(shape, Box) and bool(shape.lines) for shape in shapes)
    return replace(
        drawing,
        bounds=frame,
        bubbles=tuple(
            replace(disc, at=fit.at(disc.at), radius_x=disc.radius_x * fit.x, radius_y=disc.radius_y * fit.y)
            for disc in drawing.bubbles
        ),
        lines=lines,
        rings=rings,
        shapes=shapes,
        texts=texts,
        opened=(),
        positions=positions,
        letter=size,
        unlabelled=len(shapes) - named,
    )


def extent(shape: Shape | Ring) -> Rectangle:
    """The rectangle round a shape."""
    if isinstance(shape, Box):
        return shape.box
    return Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)


def _fit(bounds: Rectangle, frame: Rectangle, stretched: float) -> _Fit:
    x, y = frame.width / max(1.0, bounds.width), frame.height / max(1.0, bounds.height)
    least = min(x, y, _ENLARGED)
    return _Fit(bounds.centre, frame.centre, min(x, least * stretched), min(y, least * stretched))


def _shape(shape: Shape, fit: _Fit, drawing: Drawing, size: float) -> Shape:
    at = fit.at(drawing.positions[shape.node])
    if isinstance(shape, Circle):
        return replace(shape, at=at, radius=shape.radius * fit.unit, stroke=max(1.0, shape.stroke * fit.unit))
    if isinstance(shape, Hexagon):
        return replace(shape, at=at, radius=shape.radius * fit.unit)
    if not shape.lines:
        return replace(shape, box=Rectangle.around(at, shape.box.width * fit.unit, shape.box.height * fit.unit))
    letters = max(size, LABEL_SIZE * fit.unit) / LABEL_SIZE
    node = next(node for node in drawing.view.nodes if node.id == shape.node)
    box = project_box(node)
    return replace(
        shape,
        box=Rectangle.around(at, 2 * box.width * letters, 2 * box.height * letters),
        size=LABEL_SIZE * letters,
    )


def _line(line: Line, before: Mapping[str, Point], after: Mapping[str, Point], unit: float) -> Line:
    """The tie between the new places, parallel ones as far apart as their shapes are large."""
    ends = (line.source, line.target)
    if math.dist(line.start, before[line.target]) < math.dist(line.start, before[line.source]):
        ends = (line.target, line.source)

    def moved(end: Point, node: str) -> Point:
        was, now = before[node], after[node]
        return Point(now.x + (end.x - was.x) * unit, now.y + (end.y - was.y) * unit)

    return replace(line, start=moved(line.start, ends[0]), end=moved(line.end, ends[1]))


def _overlap(shapes: tuple[Shape, ...]) -> bool:
    few = [extent(shape) for shape in shapes if isinstance(shape, Box) and shape.lines]
    others = [extent(shape) for shape in shapes if not (isinstance(shape, Box) and shape.lines)]
    return any(a.overlaps(b) for a, b in combinations(few, 2)) or any(a.overlaps(b) for a in few for b in others)


def _texts(
    drawing: Drawing,
    shapes: tuple[Shape, ...],
    rings: tuple[Ring, ...],
    lines: tuple[Line, ...],
    frame: Rectangle,
    size: float,
) -> tuple[Text, ...]:
    """The names beside their shapes, the important ones first, each on the side where the map has it if it can."""
    nodes = {node.id: node for node in drawing.view.nodes}
    placed = {text.node: text for text in drawing.texts}
    outlines = {shape.node: extent(shape) for shape in (*shapes, *rings)}
    inside = {shape.node for shape in shapes if isinstance(shape, Box) and shape.lines}
    names = [
        Name(
            node.id,
            node.label,
            outlines[node.id].centre,
            outlines[node.id].width / 2,
            bold=node.id in placed and placed[node.id].bold,
            outward=_side(placed.get(node.id), drawing.positions[node.id]),
            short=node.short,
        )
        for node in by_importance(drawing.view)
        if node.id in nodes and node.id not in inside
    ]
    obstacles = [(outline.grown(1), id) for id, outline in outlines.items()]
    texts = place_labels(names, obstacles, lines, frame, size)
    return tuple(text.at_letter(size) for text in texts if text.until < size <= text.size and not text.leader)


def _side(text: Text | None, at: Point) -> Point | None:
    """The direction in which the name lies from its node."""
    if text is None:
        return None
    way = Point(text.box.centre.x - at.x, text.box.centre.y - at.y)
    length = math.hypot(*way) or 1.0
    return Point(way.x / length, way.y / length)
