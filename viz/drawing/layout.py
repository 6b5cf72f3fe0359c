"""From a NetworkView to its Drawing: the layout that fits, shapes, lines, names, all computed once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import combinations
from typing import Final

from viz.drawing.bubbles import MOST_PROJECTS, bubble_layout
from viz.drawing.drawing import (
    Arrangement,
    Box,
    Bubble,
    Circle,
    Drawing,
    Hexagon,
    Layout,
    Line,
    Point,
    Rectangle,
    Ring,
    Shape,
    Text,
)
from viz.drawing.importance import by_importance
from viz.drawing.labels import Name, place_labels
from viz.drawing.layers import layered_layout, rows_needed
from viz.drawing.packing import HEIGHT, WIDTH, packed_layout
from viz.drawing.sizes import LABEL_SIZE, Extent, is_bold, node_radius, project_box
from viz.drawing.steady import extended, is_known, is_stretched
from viz.view.colours import COLOURS
from viz.view.network_view import EdgeView, NetworkView, NodeView

_ACTOR: Final = 15.0  # radius of an actor that brokers nothing, where there is room
_FILLED: Final = 0.118  # radius of an actor against the side of its share of the page, so that ties and names have room
_FILLED_BY_GROUPS: Final = 0.085  # less for aggregates, which are larger and whose names stand beside them
_AGGREGATE: Final = 0.25  # of an actor's share of the page for each root of the nodes that an aggregate stands for
_PACKED_NAME: Final = 18.2  # letters of the names in a picture of a packed map
_BEYOND: Final = {
    "bubbles": Point(190, 70),
    "communities": Point(0, 0),
    "layered": Point(0, 0),
}  # the outermost marks a name may stand
_LED: Final = 60  # so many names may stand apart from their marks at any size
_ROW: Final = 0.4  # radius of an actor against the height of its row in a column
_PARALLEL: Final = 9.0  # between the lines of two ties of the same pair, at the full radius of actors
_OUTLINE: Final = 7.5  # radius against the stroke round it
_MARGIN: Final = 14.0
_RING_BEYOND: Final = 6.0
_LATER_NAMES: Final = 0.12  # share of names that a bubble map may keep for the zoom before it gives way
_LATER_NAMES_KEPT: Final = 0.24  # the same for one that was drawn as bubbles before: no flipping to and fro
_MORE_PROJECTS: Final = 3  # beyond the dozen, for the same reason


@dataclass(frozen=True, slots=True)
class _Placed:
    layout: Layout
    positions: Mapping[str, Point]
    bubbles: tuple[Bubble, ...]
    extents: Mapping[str, Extent]
    base: float
    page: Rectangle | None = None
    outward: Mapping[str, Point] = field(default_factory=dict)


def draw(view: NetworkView, previous: Arrangement | None = None, layout: Layout | None = None) -> Drawing:
    """The drawing of a view; `previous`, how an earlier drawing lay, keeps what was there in place.

    A `layout` that is asked for is taken where the view can be drawn so: communities of a large network only as
    communities, one without projects never as bubbles. Without one, up to a dozen projects are drawn as bubbles when
    that leaves nothing on top of anything else, all others as packed communities. An earlier drawing keeps its kind of
    layout as long as that can be read, and is begun anew when less than half of it is left. Equal input gives an equal
    drawing.
    """
    if layout == "layered" and not view.is_aggregated:
        return _drawn(view, _layered(view, previous))
    if previous and layout in (None, previous.layout) and (drawing := _continued(view, previous)):
        return drawing
    if layout == "bubbles" and _projects(view) and not view.is_aggregated:
        return _drawn(view, _bubbles(view))
    if layout is None and 0 < _projects(view) <= MOST_PROJECTS and not view.is_aggregated:
        drawing = _drawn(view, _bubbles(view))
        if _is_readable(drawing, _LATER_NAMES):
            return drawing
    return _drawn(view, _packed(view))


def _continued(view: NetworkView, previous: Arrangement) -> Drawing | None:
    """The drawing that extends the previous arrangement; None when too little of it is left, or it no longer fits."""
    if not is_known(previous, [node.id for node in view.nodes]):
        return None
    as_bubbles = previous.layout == "bubbles"
    if as_bubbles and (view.is_aggregated or not 0 < _projects(view) <= MOST_PROJECTS + _MORE_PROJECTS):
        return None
    fresh = _bubbles(view) if as_bubbles else _packed(view)
    positions, bubbles = extended(previous, fresh.positions, fresh.bubbles, fresh.extents, view.edges)
    if is_stretched(positions, fresh.positions, view.edges):
        return None
    placed = replace(fresh, positions=positions, bubbles=bubbles, page=previous.bounds)
    drawing = _drawn(view, placed)
    return drawing if not as_bubbles or _is_readable(drawing, _LATER_NAMES_KEPT) else None


def _projects(view: NetworkView) -> int:
    return sum(node.type == "project" for node in view.nodes)


def _bubbles(view: NetworkView) -> _Placed:
    extents = {
        node.id: project_box(node) if node.type == "project" else node_radius(node, _ACTOR) for node in view.nodes
    }
    positions, bubbles = bubble_layout(view, extents)
    return _Placed("bubbles", positions, bubbles, extents, _ACTOR)


def _packed(view: NetworkView) -> _Placed:
    weight = sum(1.0 if node.type != "aggregate" else _AGGREGATE * math.sqrt(node.stands_for) for node in view.nodes)
    filled = _FILLED_BY_GROUPS if view.is_aggregated else _FILLED
    base = min(_ACTOR, filled * math.sqrt(WIDTH * HEIGHT / max(1.0, weight)))
    extents = {node.id: node_radius(node, base) for node in view.nodes}
    if not view.nodes:
        return _Placed("communities", {}, (), {}, base)
    positions, bubbles, outward = packed_layout(view, extents)
    return _Placed("communities", positions, bubbles, extents, base, outward=outward)


def _layered(view: NetworkView, previous: Arrangement | None) -> _Placed:
    base = min(_ACTOR, _ROW * HEIGHT / max(1, rows_needed(view)))
    extents = {node.id: node_radius(node, base) for node in view.nodes}
    positions, outward = layered_layout(view, WIDTH, HEIGHT, previous)
    return _Placed("layered", positions, (), extents, base, outward=outward)


def _drawn(view: NetworkView, placed: _Placed) -> Drawing:
    nodes = {node.id: node for node in view.nodes}
    lines = _lines(view.edges, placed)
    texts = _texts(view, placed, lines)
    shapes = tuple(_shape(node, placed) for node in view.nodes)
    rings = tuple(
        Ring(placed.positions[node.id], placed.extents[node.id].radius, node.id)
        for node in view.nodes
        if node.also_funds
    )
    bounds = _bounds(placed, texts)
    named = {text.node for text in texts} | {id for id, extent in placed.extents.items() if extent.text}
    return Drawing(
        view=view,
        layout=placed.layout,
        letter=_letter(placed.layout),
        bounds=bounds,
        bubbles=placed.bubbles,
        lines=lines,
        rings=rings,
        shapes=shapes,
        texts=tuple(texts),
        positions=dict(placed.positions),
        unlabelled=len(nodes) - len(named),
    )


def _shape(node: NodeView, placed: _Placed) -> Shape:
    at, extent = placed.positions[node.id], placed.extents[node.id]
    if node.type == "project":
        box = Rectangle.around(at, 2 * extent.width, 2 * extent.height)
        return Box(box, node.id, extent.text.lines if extent.text else (), LABEL_SIZE)
    fill = COLOURS[node.colour]
    if node.type == "funder":
        return Hexagon(at, extent.radius, fill, node.id)
    radius = extent.radius - (_RING_BEYOND * placed.base / _ACTOR if node.also_funds else 0)
    known = [(colour, count) for colour, count in node.mix if colour != "unknown"]
    of_known, of_all = (sum(count for _, count in counted) for counted in (known, node.mix))
    return Circle(
        at,
        radius,
        COLOURS[known[0][0]] if known else fill,
        node.id,
        dotted=node.type in ("group", "aggregate"),
        stroke=max(1.0, placed.base / _OUTLINE),
        slices=tuple((count / of_known, COLOURS[colour]) for colour, count in known),
        known=of_known / max(1, of_all) if node.type == "aggregate" else None,
    )


def _lines(edges: Sequence[EdgeView], placed: _Placed) -> tuple[Line, ...]:
    """A line an edge; parallel edges side by side."""
    together: dict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in edges:
        together[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    lines = []
    for (first, second), parallel in together.items():
        a, b = placed.positions[first], placed.positions[second]
        length = math.dist(a, b) or 1.0
        across = Point(-(b.y - a.y) / length, (b.x - a.x) / length)
        for position, edge in enumerate(parallel):
            off = (position - (len(parallel) - 1) / 2) * _PARALLEL * placed.base / _ACTOR
            ends = [Point(at.x + across.x * off, at.y + across.y * off) for at in (a, b)]
            lines.append(Line(ends[0], ends[1], edge.type, edge.id, edge.source, edge.target, edge.weight))
    return tuple(lines)


def _texts(view: NetworkView, placed: _Placed, lines: Sequence[Line]) -> list[Text]:
    outward = _outward(view, placed) if placed.layout == "bubbles" else placed.outward
    names = [
        Name(
            node.id,
            node.label,
            placed.positions[node.id],
            placed.extents[node.id].radius,
            is_bold(node),
            outward.get(node.id),
            node.short,
            number < _LED,
        )
        for number, node in enumerate(by_importance(view))
        if placed.extents[node.id].text is None
    ]
    obstacles = [(_box(placed, id).grown(1), id) for id in placed.extents]
    return place_labels(names, obstacles, lines, _page(placed), _letter(placed.layout))


def _letter(layout: Layout) -> float:
    """The size of names in a picture of the whole map."""
    return LABEL_SIZE if layout == "bubbles" else _PACKED_NAME


def _page(placed: _Placed) -> Rectangle:
    """Where names may stand."""
    beyond = _BEYOND[placed.layout]
    page = None if placed.layout == "bubbles" else Rectangle(0, 0, WIDTH, HEIGHT)
    for box in (_box(placed, id) for id in placed.extents):
        with_names = Rectangle(box.left - beyond.x, box.top - beyond.y, box.right + beyond.x, box.bottom + beyond.y)
        page = page.joined(with_names) if page else with_names
    return page or Rectangle(0, 0, WIDTH, HEIGHT)


def _box(placed: _Placed, id: str) -> Rectangle:
    """The upright rectangle round a mark."""
    extent = placed.extents[id]
    return Rectangle.around(placed.positions[id], 2 * extent.width, 2 * extent.height)


def _outward(view: NetworkView, placed: _Placed) -> dict[str, Point]:
    """For a node on a ring the direction away from its project: there its name has most room."""
    projects: dict[str, set[str]] = defaultdict(set)
    boxes = {bubble.node for bubble in placed.bubbles}
    for edge in view.edges:
        if edge.target in boxes:
            projects[edge.source].add(edge.target)
    directions = {}
    for node, of in projects.items():
        if len(of) == 1:
            at, centre = placed.positions[node], placed.positions[next(iter(of))]
            length = math.dist(at, centre) or 1.0
            directions[node] = Point((at.x - centre.x) / length, (at.y - centre.y) / length)
    return directions


def _bounds(placed: _Placed, texts: Sequence[Text]) -> Rectangle:
    boxes = [_box(placed, id) for id in placed.extents]
    boxes += [
        Rectangle.around(bubble.at, 2 * bubble.radius_x, 2 * bubble.radius_y)
        for bubble in placed.bubbles
        if placed.layout == "bubbles"
    ]
    boxes += [text.box for text in texts]
    if not boxes:
        return Rectangle(0, 0, WIDTH, HEIGHT)
    if placed.layout != "bubbles":
        return reduce(Rectangle.joined, boxes, Rectangle(0, 0, WIDTH, HEIGHT))
    within = reduce(Rectangle.joined, boxes).grown(_MARGIN)
    return within.joined(placed.page) if placed.page else within


def _is_readable(drawing: Drawing, later: float) -> bool:
    """Whether no shape lies on another and at most the share `later` of the names waits for the zoom."""
    boxes = [_outline(shape) for shape in drawing.shapes]
    if any(a.overlaps(b) for a, b in combinations(boxes, 2)):
        return False
    return drawing.hidden_labels <= later * max(1, len(drawing.shapes))


def _outline(shape: Shape) -> Rectangle:
    if isinstance(shape, Box):
        return shape.box
    return Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)
