"""From places to a Drawing: marks, ties, names and the sheet that they lie on."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from typing import Final

from viz.drawing.drawing import Box, Caption, Circle, Drawing, Hexagon, Line, Point, Rectangle, Ring, Shape, Text
from viz.drawing.importance import by_importance
from viz.drawing.label_places import Name
from viz.drawing.labels import place_labels
from viz.drawing.layouts import LAYOUT_KINDS
from viz.drawing.packing import HEIGHT, WIDTH
from viz.drawing.placed import Placed
from viz.drawing.sizes import ACTOR, LABEL_SIZE, is_bold
from viz.view.colours import COLOURS
from viz.view.network_view import EdgeView, NetworkView, NodeView

_LED: Final = 60  # so many names may stand apart from their marks at any size
_PARALLEL: Final = 9.0  # between the lines of two ties of the same pair, at the full radius of actors
_OUTLINE: Final = 7.5  # radius against the stroke round it
_MARGIN: Final = 14.0
_RING_BEYOND: Final = 6.0
_BELOW: Final = Point(0, 1)


def drawn(view: NetworkView, placed: Placed) -> Drawing:
    """The drawing of what lies there."""
    nodes = {node.id: node for node in view.nodes}
    lines = _lines(view.edges, placed)
    texts, captions = _texts(view, placed, lines)
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
        letter=LAYOUT_KINDS[placed.layout].letter,
        bounds=bounds,
        bubbles=placed.bubbles,
        lines=lines,
        rings=rings,
        shapes=shapes,
        texts=texts,
        positions=dict(placed.positions),
        unlabelled=len(nodes) - len(named),
        backdrop=placed.backdrop,
        captions=captions,
    )


def _shape(node: NodeView, placed: Placed) -> Shape:
    at, extent = placed.positions[node.id], placed.extents[node.id]
    if node.type == "project":
        box = Rectangle.around(at, 2 * extent.width, 2 * extent.height)
        return Box(box, node.id, extent.text.lines if extent.text else (), LABEL_SIZE)
    fill = COLOURS[node.colour]
    if node.type == "funder":
        return Hexagon(at, extent.radius, fill, node.id)
    radius = extent.radius - (_RING_BEYOND * placed.base / ACTOR if node.also_funds else 0)
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


def _lines(edges: Sequence[EdgeView], placed: Placed) -> tuple[Line, ...]:
    """A line an edge; parallel edges side by side."""
    together: dict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in edges:
        together[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    lines = []
    for (first, second), parallel in together.items():
        a, b = placed.positions[first], placed.positions[second]
        length = math.dist(a, b) or 1.0
        across = Point(-(b.y - a.y) / length, (b.x - a.x) / length)
        faint = first in placed.beside or second in placed.beside
        for position, edge in enumerate(parallel):
            off = (position - (len(parallel) - 1) / 2) * _PARALLEL * placed.base / ACTOR
            ends = [Point(at.x + across.x * off, at.y + across.y * off) for at in (a, b)]
            lines.append(Line(ends[0], ends[1], edge.type, edge.id, edge.source, edge.target, edge.weight, faint))
    return tuple(lines)


def _texts(view: NetworkView, placed: Placed, lines: Sequence[Line]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Names of nodes, and captions."""
    names = [
        Name(
            node.id,
            node.label,
            placed.positions[node.id],
            placed.extents[node.id].radius,
            is_bold(node),
            placed.outward.get(node.id),
            node.short,
            number < _LED,
        )
        for number, node in enumerate(by_importance(view))
        if placed.extents[node.id].text is None
    ]
    obstacles = [(placed.box(id).grown(1), id) for id in placed.extents]
    all_names = with_captions(names, placed.backdrop.captions)
    return apart_from_captions(
        place_labels(all_names, obstacles, lines, _page(placed), LAYOUT_KINDS[placed.layout].letter),
        placed.backdrop.captions,
    )


def with_captions(names: Sequence[Name], captions: Sequence[Caption]) -> list[Name]:
    """Headings, the names of nodes, and last those of areas, which stand where there is room."""

    def of(is_heading: bool) -> list[Name]:
        chosen = (caption for caption in captions if caption.is_heading == is_heading)
        return [
            Name(caption.id, caption.words, caption.at, caption.radius, is_heading, _BELOW, stays=True)
            for caption in chosen
        ]

    return [*of(True), *names, *of(False)]


def apart_from_captions(
    texts: Sequence[Text], captions: Sequence[Caption]
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Names of nodes, and captions."""
    ids = {caption.id for caption in captions}
    return tuple(text for text in texts if text.node not in ids), tuple(text for text in texts if text.node in ids)


def _page(placed: Placed) -> Rectangle:
    """Where names may stand."""
    kind = LAYOUT_KINDS[placed.layout]
    beyond, page = kind.beyond, Rectangle(0, 0, WIDTH, HEIGHT) if kind.is_sheet else None
    for box in (placed.box(id) for id in placed.extents):
        with_names = Rectangle(box.left - beyond.x, box.top - beyond.y, box.right + beyond.x, box.bottom + beyond.y)
        page = page.joined(with_names) if page else with_names
    return page or Rectangle(0, 0, WIDTH, HEIGHT)


def _bounds(placed: Placed, texts: Sequence[Text]) -> Rectangle:
    is_sheet = LAYOUT_KINDS[placed.layout].is_sheet
    boxes = [placed.box(id) for id in placed.extents]
    boxes += [
        Rectangle.around(bubble.at, 2 * bubble.radius_x, 2 * bubble.radius_y)
        for bubble in placed.bubbles
        if not is_sheet
    ]
    boxes += [text.box for text in texts]
    if not boxes:
        return Rectangle(0, 0, WIDTH, HEIGHT)
    if is_sheet:
        return reduce(Rectangle.joined, boxes, Rectangle(0, 0, WIDTH, HEIGHT))
    within = reduce(Rectangle.joined, boxes).grown(_MARGIN)
    return within.joined(placed.page) if placed.page else within
