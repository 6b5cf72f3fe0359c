"""From a NetworkView to its Drawing: which layout is taken, and what of an earlier drawing stays."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Final

from viz.drawing.bubbles import MOST_PROJECTS
from viz.drawing.drawing import Arrangement, Box, Drawing, Layout, Rectangle, Shape
from viz.drawing.layouts import LAYOUT_KINDS, bubbles, communities, count_projects, outward, unfit
from viz.drawing.marks import drawn
from viz.drawing.steady import extended, is_known, is_stretched
from viz.view.network_view import NetworkView

_LATER_NAMES: Final = 0.12  # share of names that a bubble map may keep for the zoom before it gives way
_LATER_NAMES_KEPT: Final = 0.24  # the same for one that was drawn as bubbles before: no flipping to and fro


def draw(view: NetworkView, previous: Arrangement | None = None, layout: Layout | None = None) -> Drawing:
    """The drawing of a view; `previous`, how an earlier drawing lay, keeps what was there in place.

    A `layout` that is asked for is taken where the view can be drawn so: communities of a large network only as
    communities, one without projects never as bubbles, as a matrix only one whose names can be read; the
    drawing has a note of why not. Without one, up
    to a dozen projects are drawn as bubbles when that leaves nothing on top of anything else, all others as packed
    communities. An earlier drawing keeps its kind of layout as long as that can be read, and is begun anew when less
    than half of it is left. Equal input gives an equal drawing.
    """
    if layout and (reason := unfit(layout, view)):
        return replace(draw(view, previous), note=reason)
    if previous and layout in (None, previous.layout) and (drawing := _continued(view, previous)):
        return drawing
    if layout is None:
        return _usual(view)
    placed = LAYOUT_KINDS[layout].place(view, previous)
    return placed if isinstance(placed, Drawing) else drawn(view, placed)


def _usual(view: NetworkView) -> Drawing:
    """The drawing in the layout that suits what the view holds."""
    if LAYOUT_KINDS["bubbles"].shows(view) and count_projects(view) <= MOST_PROJECTS:
        drawing = drawn(view, bubbles(view))
        if _is_readable(drawing, _LATER_NAMES):
            return drawing
    return drawn(view, communities(view))


def _continued(view: NetworkView, previous: Arrangement) -> Drawing | None:
    """The drawing that extends the previous arrangement; None when too little of it is left, or it no longer fits."""
    kind = LAYOUT_KINDS[previous.layout]
    if not kind.extends(view) or not is_known(previous, [node.id for node in view.nodes]):
        return None
    fresh = kind.place(view, previous)
    if isinstance(fresh, Drawing):
        return None
    positions, discs = extended(previous, fresh.positions, fresh.bubbles, fresh.extents, view.edges)
    if is_stretched(positions, fresh.positions, view.edges):
        return None
    sides = outward(view.edges, positions, discs) or fresh.outward
    drawing = drawn(view, replace(fresh, positions=positions, bubbles=discs, outward=sides, page=previous.bounds))
    is_readable = previous.layout != "bubbles" or _is_readable(drawing, _LATER_NAMES_KEPT)
    return drawing if is_readable else None


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
