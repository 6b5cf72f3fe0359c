"""The layouts of a map: what each one does its own way, in one table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from viz.drawing.bubbles import MOST_PROJECTS, bubble_layout
from viz.drawing.drawing import Arrangement, Bubble, Drawing, Layout, Point
from viz.drawing.geography import geographic_layout, has_places
from viz.drawing.layers import layered_layout, rows_needed
from viz.drawing.matrix import is_readable, matrix
from viz.drawing.packing import HEIGHT, WIDTH, packed_layout
from viz.drawing.placed import Placed
from viz.drawing.sizes import ACTOR, LABEL_SIZE, node_radius, project_box
from viz.view.network_view import EdgeView, NetworkView
from viz.view.words import say

_FILLED: Final = 0.118  # radius of an actor against the side of its share of the page, so that ties and names have room
_FILLED_BY_GROUPS: Final = 0.085  # less for aggregates, which are larger and whose names stand beside them
_AGGREGATE: Final = 0.25  # of an actor's share of the page for each root of the nodes that an aggregate stands for
_ROW: Final = 0.4  # radius of an actor against the height of its row in a column
_PACKED_NAME: Final = 18.2  # letters of the names in a picture of a packed map
_MORE_PROJECTS: Final = 3  # beyond the dozen that one drawn as bubbles before may have: no flipping to and fro
MOST_BUBBLES: Final = 24
"""So many projects are drawn as bubbles where that is asked for: placing more takes seconds, or minutes."""
_LIKE: Final[Mapping[Layout, Layout]] = {"matrix": "bubbles"}  # without projects for the same reason
_NOWHERE: Final = Point(0, 0)


def _never(_: NetworkView) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class LayoutKind:
    """What one layout does its own way.

    `place` finds the places, from an earlier drawing on if it can use one, or draws all by itself; `shows` says whether
    a view can be drawn so, and `extends` whether an earlier drawing of it is extended rather than placed anew. `letter`
    is the size of names in a picture of the whole map, `beyond` how far they may stand outside the outermost marks. On
    a `sheet` of WIDTH × HEIGHT everything has its place; without one the drawing is as large as what is on it. Where
    nodes are `pinned` their places say something, and do not give way to names.
    """

    place: Callable[[NetworkView, Arrangement | None], Placed | Drawing]
    shows: Callable[[NetworkView], bool]
    extends: Callable[[NetworkView], bool] = _never
    letter: float = _PACKED_NAME
    beyond: Point = _NOWHERE
    is_sheet: bool = True
    is_pinned: bool = False


def layout_of_part(drawing: Drawing) -> Layout | None:
    """The layout of a part of the drawing; None where it depends on how much there is to draw."""
    return None if LAYOUT_KINDS[drawing.layout].extends(drawing.view) else drawing.layout


def unfit(layout: Layout, view: NetworkView) -> str:
    """Why the view cannot be drawn so, in a sentence; empty when it can."""
    if LAYOUT_KINDS[layout].shows(view):
        return ""
    projects = count_projects(view)
    if view.is_aggregated and layout != "geographic":
        reason = "aggregated"
    else:
        reason = layout if projects else _LIKE.get(layout, layout)
    return say(f"unfit_{reason}", view.language, projects=projects, actors=len(view.nodes) - projects)


def count_projects(view: NetworkView) -> int:
    """How many projects are drawn by themselves."""
    return sum(node.type == "project" for node in view.nodes)


def bubbles(view: NetworkView) -> Placed:
    """Few projects, their actors in rings."""
    extents = {
        node.id: project_box(node) if node.type == "project" else node_radius(node, ACTOR) for node in view.nodes
    }
    positions, discs = bubble_layout(view, extents)
    return Placed("bubbles", positions, discs, extents, ACTOR, outward(view.edges, positions, discs))


def outward(edges: Sequence[EdgeView], positions: Mapping[str, Point], discs: Sequence[Bubble]) -> dict[str, Point]:
    """For a node on a ring the direction away from its project: there its name has most room."""
    projects: dict[str, set[str]] = defaultdict(set)
    boxes = {disc.node for disc in discs}
    for edge in edges:
        if edge.target in boxes:
            projects[edge.source].add(edge.target)
    directions = {}
    for node, of in projects.items():
        if len(of) == 1:
            directions[node] = positions[node].away_from(positions[next(iter(of))])
    return directions


def communities(view: NetworkView) -> Placed:
    """Many nodes, what is tied together close together."""
    weight = sum(1.0 if node.type != "aggregate" else _AGGREGATE * math.sqrt(node.stands_for) for node in view.nodes)
    filled = _FILLED_BY_GROUPS if view.is_aggregated else _FILLED
    base = min(ACTOR, filled * math.sqrt(WIDTH * HEIGHT / max(1.0, weight)))
    extents = {node.id: node_radius(node, base) for node in view.nodes}
    if not view.nodes:
        return Placed("communities", {}, (), {}, base)
    positions, discs, sides = packed_layout(view, extents)
    return Placed("communities", positions, discs, extents, base, sides)


def layered(view: NetworkView, previous: Arrangement | None) -> Placed:
    """Actors, projects and funders in columns."""
    base = min(ACTOR, _ROW * HEIGHT / max(1, rows_needed(view)))
    extents = {node.id: node_radius(node, base) for node in view.nodes}
    positions, sides = layered_layout(view, WIDTH, HEIGHT, previous)
    return Placed("layered", positions, (), extents, base, sides)


def geographic(view: NetworkView) -> Placed:
    """Everybody at their place in Sweden."""
    found = geographic_layout(view, WIDTH, HEIGHT)
    return Placed(
        "geographic",
        found.positions,
        found.discs,
        found.extents,
        found.base,
        found.outward,
        None,
        found.backdrop,
        found.beside,
    )


def _has_bubbles(view: NetworkView, most: int) -> bool:
    return not view.is_aggregated and 0 < count_projects(view) <= most


LAYOUT_KINDS: Final[Mapping[Layout, LayoutKind]] = {
    "bubbles": LayoutKind(
        lambda view, _: bubbles(view),
        shows=lambda view: _has_bubbles(view, MOST_BUBBLES),
        extends=lambda view: _has_bubbles(view, MOST_PROJECTS + _MORE_PROJECTS),
        letter=LABEL_SIZE,
        beyond=Point(190, 70),
        is_sheet=False,
    ),
    "communities": LayoutKind(lambda view, _: communities(view), shows=lambda _: True, extends=lambda _: True),
    "layered": LayoutKind(layered, shows=lambda view: not view.is_aggregated),
    "matrix": LayoutKind(lambda view, _: matrix(view), shows=is_readable),
    "geographic": LayoutKind(lambda view, _: geographic(view), shows=has_places, is_pinned=True),
}
