"""The drawing of a map fitted into a frame of a page, with names that can be read from the last row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from viz.drawing.clearing import Room, cleared
from viz.drawing.drawing import (
    Backdrop,
    Box,
    Caption,
    Circle,
    Drawing,
    Hexagon,
    Line,
    Point,
    Rectangle,
    Ring,
    Shape,
    Text,
)
from viz.drawing.importance import by_importance
from viz.drawing.label_places import Name
from viz.drawing.labels import place_labels
from viz.drawing.layouts import LAYOUT_KINDS
from viz.drawing.marks import apart_from_captions, with_captions
from viz.drawing.matrix import ON_PAGE, matrix
from viz.drawing.sizes import LABEL_SIZE, Extent, is_bold, project_box
from viz.drawing.text_width import wrap
from viz.view.network_view import NodeView

_STRETCHED: Final = 1.45  # the wider direction against the narrower one, so that a flat page is filled
_ENLARGED: Final = 1.7  # a map of three nodes is not blown up further
_FEW: Final = 60  # nodes up to which every name is made room for
_NAME_WIDTH: Final = 210.0  # at which a name is broken when room is made for it
_BESIDE: Final = 5.0  # left free round it


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
    apart; where shapes would then lie on one another both directions are scaled alike. A matrix is measured anew, its
    names as large as the frame lets them be.
    """
    if drawing.layout == "matrix":
        return matrix(drawing.view, frame, ON_PAGE)
    is_pinned = LAYOUT_KINDS[drawing.layout].is_pinned
    for stretched in (1.0,) if is_pinned else (_STRETCHED, 1.0):
        fit = _fit(drawing.bounds, frame, stretched)
        shapes = tuple(_shape(shape, fit, drawing, size) for shape in drawing.shapes)
        if stretched == 1.0 or not _overlap(shapes):
            break
    outward: Mapping[str, Point] = {text.node: _side(text, drawing.positions[text.node]) for text in drawing.texts}
    discs = drawing.bubbles
    if 1 < len(shapes) <= _FEW and not is_pinned:
        shapes, outward = _with_room(drawing, shapes, frame, size)
        discs = tuple(disc for disc in discs if disc.node)  # those of communities would hold others now
    positions = {shape.node: extent(shape).centre for shape in shapes}
    lines = tuple(_line(line, drawing.positions, positions, fit.unit) for line in drawing.lines)
    rings = tuple(Ring(positions[ring.node], ring.radius * fit.unit, ring.node) for ring in drawing.rings)
    backdrop = _backdrop(drawing.backdrop, fit)
    texts, captions = apart_from_captions(
        _texts(drawing, (*shapes, *rings), lines, frame, size, outward, backdrop.captions), backdrop.captions
    )
    named = len(texts) + len(_named_inside(drawing))
    return replace(
        drawing,
        bounds=frame,
        bubbles=tuple(
            replace(
                disc,
                at=positions.get(disc.node, fit.at(disc.at)),
                radius_x=disc.radius_x * fit.x,
                radius_y=disc.radius_y * fit.y,
            )
            for disc in discs
        ),
        lines=lines,
        rings=rings,
        shapes=shapes,
        texts=texts,
        positions=positions,
        letter=size,
        unlabelled=len(shapes) - named,
        backdrop=backdrop,
        captions=captions,
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


def _backdrop(backdrop: Backdrop, fit: _Fit) -> Backdrop:
    areas = tuple(
        replace(area, rings=tuple(tuple(fit.at(point) for point in ring) for ring in area.rings))
        for area in backdrop.areas
    )
    return Backdrop(
        areas,
        tuple(
            replace(caption, at=fit.at(caption.at), radius=caption.radius * fit.unit) for caption in backdrop.captions
        ),
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
    marks: tuple[Shape | Ring, ...],
    lines: tuple[Line, ...],
    frame: Rectangle,
    size: float,
    outward: Mapping[str, Point],
    captions: tuple[Caption, ...],
) -> list[Text]:
    """The names beside their marks, the important ones first, each in the direction where it has room if it can."""
    outlines = {mark.node: extent(mark) for mark in marks}
    names = [
        Name(
            node.id,
            node.label,
            outlines[node.id].centre,
            outlines[node.id].width / 2,
            is_bold(node),
            outward.get(node.id),
            node.short,
            led=len(outlines) <= _FEW,
        )
        for node in _to_name(drawing)
    ]
    obstacles = [(outline.grown(1), id) for id, outline in outlines.items()]
    return place_labels(with_captions(names, captions), obstacles, lines, frame, size, (size,))


def _with_room(
    drawing: Drawing, shapes: tuple[Shape, ...], frame: Rectangle, size: float
) -> tuple[tuple[Shape, ...], Mapping[str, Point]]:
    """The shapes pushed apart until each name has room beside its own, and on which side that is."""
    outlines = {shape.node: extent(shape) for shape in shapes}
    rooms = [Room(id, 0.0, 0.0, size) for id in _named_inside(drawing)]
    for node in _to_name(drawing):
        text = wrap(node.label, _NAME_WIDTH, size, is_bold(node))
        rooms.append(Room(node.id, text.width / 2 + _BESIDE, text.height / 2 + _BESIDE, size))
    places, outward = cleared(
        {id: Point(box.centre.x - frame.left, box.centre.y - frame.top) for id, box in outlines.items()},
        _extents(outlines),
        rooms,
        [(edge.source, edge.target) for edge in drawing.view.edges],
        (frame.width, frame.height),
    )
    return tuple(
        _moved(shape, Point(places[shape.node].x + frame.left, places[shape.node].y + frame.top)) for shape in shapes
    ), outward


def _to_name(drawing: Drawing) -> list[NodeView]:
    """The nodes whose name stands outside, the important ones first."""
    inside = _named_inside(drawing)
    return [node for node in by_importance(drawing.view) if node.id not in inside]


def _extents(outlines: Mapping[str, Rectangle]) -> dict[str, Extent]:
    return {id: Extent(box.width / 2, box.height / 2) for id, box in outlines.items()}


def _named_inside(drawing: Drawing) -> list[str]:
    return [shape.node for shape in drawing.shapes if isinstance(shape, Box) and shape.lines]


def _moved(shape: Shape, at: Point) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, box=Rectangle.around(at, shape.box.width, shape.box.height))
    return replace(shape, at=at)


def _side(text: Text, at: Point) -> Point:
    """The direction in which the name lies from its node."""
    way = Point(text.box.centre.x - at.x, text.box.centre.y - at.y)
    length = math.hypot(*way) or 1.0
    return Point(way.x / length, way.y / length)
