"""On Swedish municipalities: every node at its place, those of a place in a disc that grows with them.

A place with more than it holds pushes its disc over the border; discs give way to each other and to nothing else.
Who has no place in Sweden, or lies outside what is chosen, is set beside the map and counted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from viz.drawing.beside import beside
from viz.drawing.crowding import free_spots, packed_disc, parted
from viz.drawing.drawing import Area, Backdrop, Bubble, Caption, Point, Rectangle
from viz.drawing.importance import by_importance
from viz.drawing.outlines import Outline, counties, county_of, municipalities
from viz.drawing.sizes import ACTOR, Extent, node_radius
from viz.drawing.text_width import text_width
from viz.view.network_view import NetworkView, NodeView, neighbours

_FILLED: Final = 0.125  # radius of an actor against the side of its share of the land
_LARGEST: Final = 0.065  # radius of an actor against the height of the page, for each root of those in one place
_AGGREGATE: Final = 34.0  # radius of the largest circle on land that stands for many
_BEYOND: Final = 2.2  # against it, that of the largest beside the map
_LEAST: Final = 3.2  # radius of an actor
_EDGE: Final = 18.0  # of the map, round what is shown,
_BESIDE: Final = (0.14, 0.27)  # share of the page that those beside the map have, at least and at most
_DISC: Final = 3  # nodes from which on those of a place have a disc to be seen
_APART: Final = 3.0  # between two discs
_RIM: Final = 3.0  # of a disc, round its nodes
_CORNERS: Final = 1.25  # circles of so many radii and some air between keep squares apart also aslant
_NAME: Final = 12.0  # letter of the name of a municipality where nobody is, for which it must have room


@dataclass(frozen=True, slots=True)
class Geography:
    """Where everything lies: nodes, the discs of crowded places, and the country behind.

    `outward` is where names have room, `beside` who is not on the country.
    """

    positions: Mapping[str, Point]
    discs: tuple[Bubble, ...]
    extents: Mapping[str, Extent]
    base: float
    outward: Mapping[str, Point]
    backdrop: Backdrop
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Homes:
    """Which node lies in which area, which between several, and who beside the map, by what is said of them."""

    areas: Mapping[str, list[NodeView]]
    between: Mapping[str, list[str]]
    beside: Mapping[str, list[NodeView]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the country lies on the page."""

    page: Rectangle
    scale: float
    middle: Point

    def at(self, point: Point) -> Point:
        """A point of the country on the page."""
        centre = self.page.centre
        return Point(
            centre.x + (point.x - self.middle.x) * self.scale, centre.y + (point.y - self.middle.y) * self.scale
        )


def has_places(view: NetworkView) -> bool:
    """Whether a node is known to lie in a Swedish municipality or county; of communities, in one alone."""
    return any(_own_areas(node) for node in view.nodes)


def is_in_counties(view: NetworkView) -> bool:
    """Whether a large network that is drawn as its communities can be drawn as its counties instead."""
    return view.is_aggregated and len({id for node in view.nodes for id in node.places} & counties().keys()) > 1


def geographic_layout(view: NetworkView, width: float, height: float) -> Geography:
    """The places on a page of this size, of a view that has any.

    An actor lies in its municipality, else in its county; with several in the first of the chosen counties. A project
    or group lies in its municipality when it has one, else between its own places; a project without any between those
    of its partners.
    """
    chosen = _chosen(view)
    homes = _homes(view, chosen)
    shown = _shown(homes, chosen)
    count = sum(len(nodes) for nodes in homes.areas.values()) + len(homes.between)
    off = sum(len(nodes) for nodes in homes.beside.values())
    share = min(_BESIDE[1], max(_BESIDE[0], 0.6 * off / (off + count))) if off else 0.0
    frame = _frame(shown, Rectangle(0, 0, width * (1 - share), height))
    crowds = [len(nodes) for nodes in homes.areas.values()]
    base = _of_aggregates(homes) if view.is_aggregated else _base(shown, frame, crowds, count)
    extents = {node.id: _extent(node, base) for node in view.nodes}
    reaches = {node.id: _reach(node, extents[node.id]) for node in view.nodes}
    positions, discs, captions = _on_land(homes, frame, reaches)
    aside = beside(homes.beside, Rectangle(frame.page.right, 0, width, height), view.language)
    captions += _empty(shown, frame, homes)
    backdrop = Backdrop(_areas(shown, frame), (*aside.headings, *captions))
    return Geography(
        positions | aside.places,
        discs,
        extents,
        base,
        _outward(homes, positions, discs) | aside.outward,
        backdrop,
        frozenset(aside.places),
    )


def _chosen(view: NetworkView) -> set[str]:
    """The counties that the view is cut to, or in which it is."""
    places = view.options.get("place")
    return {county_of(id) for id in places} & counties().keys() if isinstance(places, list | tuple) else set()


def _own_areas(node: NodeView) -> list[str]:
    """The municipalities of a node, else its counties."""
    found = [id for id in node.places if id in municipalities()] or [id for id in node.places if id in counties()]
    return found if node.type != "aggregate" or len(found) == 1 == len(node.places) else []


def _homes(view: NetworkView, chosen: set[str]) -> _Homes:
    areas: dict[str, list[NodeView]] = defaultdict(list)
    between: dict[str, list[str]] = {}
    beside: dict[str, list[NodeView]] = {"elsewhere_in_sweden": [], "no_place_in_sweden": []}
    partners = neighbours(view.edges)
    own = {node.id: _own_areas(node) for node in view.nodes}
    for node in by_importance(view):
        among = own[node.id]
        if not among and node.type == "project":
            among = list(chain.from_iterable(own[id] for id in partners[node.id]))
        within = [id for id in among if not chosen or county_of(id) in chosen]
        if not within:
            beside["elsewhere_in_sweden" if among else "no_place_in_sweden"].append(node)
        elif node.type in ("project", "group") and len(set(within)) > 1:
            between[node.id] = within
        else:
            areas[within[0]].append(node)
    return _Homes(areas, between, {words: nodes for words, nodes in beside.items() if nodes})


def _shown(homes: _Homes, chosen: set[str]) -> Mapping[str, Outline]:
    """The areas that the view concerns: of the chosen counties, else of those where somebody is.

    Counties when nothing is known below them.
    """
    used = {*homes.areas, *chain.from_iterable(homes.between.values())}
    if not used & municipalities().keys():
        return {id: outline for id, outline in counties().items() if id in chosen | used}
    concerned = chosen or {county_of(id) for id in used}
    return {id: outline for id, outline in municipalities().items() if county_of(id) in concerned}


def _frame(shown: Mapping[str, Outline], page: Rectangle) -> _Frame:
    box = _box(point for outline in shown.values() for ring in outline.rings for point in ring)
    inner = page.grown(-_EDGE)
    return _Frame(page, min(inner.width / box.width, inner.height / box.height), box.centre)


def _box(points: Iterable[Point]) -> Rectangle:
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _base(shown: Mapping[str, Outline], frame: _Frame, crowds: Sequence[int], count: int) -> float:
    """The radius of an actor, as large as the land has room for, and as no place grows out of all bounds."""
    land = sum(abs(_size(ring)) for outline in shown.values() for ring in outline.rings) * frame.scale**2
    most = _LARGEST * frame.page.height / math.sqrt(max(crowds, default=1))
    return max(_LEAST, min(ACTOR, most, _FILLED * math.sqrt(land / max(1, count))))


def _of_aggregates(homes: _Homes) -> float:
    """The radius of an actor where the largest circle on land stands for as many as it does."""
    radii = (node_radius(node, 1.0).radius for nodes in homes.areas.values() for node in nodes)
    return _AGGREGATE / max(radii, default=1.0)


def _extent(node: NodeView, base: float) -> Extent:
    """As large as what it stands for; beside the map stand many times more than on it, and a number says how many."""
    extent = node_radius(node, base)
    most = _AGGREGATE * _BEYOND if node.type == "aggregate" else extent.radius
    return Extent(min(extent.width, most), min(extent.height, most))


def _size(ring: Sequence[Point]) -> float:
    x, y = np.array(ring).T
    return float(x[:-1] @ y[1:] - x[1:] @ y[:-1]) / 2


def _on_land(
    homes: _Homes, frame: _Frame, reaches: Mapping[str, float]
) -> tuple[dict[str, Point], tuple[Bubble, ...], list[Caption]]:
    """Places of those in an area and of those between, the discs of areas with many, and where areas are named."""
    outlines = {id: _outline(id) for id in homes.areas}
    # the last are outermost, where a name has room
    inside_out = {id: nodes[::-1] for id, nodes in homes.areas.items()}
    packed = {id: packed_disc([reaches[node.id] for node in nodes]) for id, nodes in inside_out.items()}
    reach = {id: radius + (_RIM if len(homes.areas[id]) >= _DISC else 0) for id, (_, radius) in packed.items()}
    centres = parted({id: frame.at(outline.at) for id, outline in outlines.items()}, reach, _APART)
    positions = {
        node.id: Point(centres[id].x + x, centres[id].y + y)
        for id, nodes in inside_out.items()
        for node, (x, y) in zip(nodes, packed[id][0], strict=True)
    }
    discs = tuple(Bubble(centres[id], reach[id], reach[id]) for id, nodes in homes.areas.items() if len(nodes) >= _DISC)
    middles = {id: Point.mean([frame.at(_outline(area).at) for area in areas]) for id, areas in homes.between.items()}
    taken = [(centres[id], reach[id]) for id in homes.areas]
    positions |= free_spots({id: (middles[id], reaches[id]) for id in middles}, taken)
    return positions, discs, [Caption(id, area.name, centres[id], reach[id]) for id, area in outlines.items()]


def _reach(node: NodeView, extent: Extent) -> float:
    """Radius of the circle that a node has to itself; a box has corners."""
    return extent.radius * (_CORNERS if node.type == "project" else 1)


def _outward(homes: _Homes, positions: Mapping[str, Point], discs: Sequence[Bubble]) -> dict[str, Point]:
    """For a node of a crowded place the direction away from its middle."""
    crowded = (nodes for nodes in homes.areas.values() if len(nodes) >= _DISC)
    return {
        node.id: positions[node.id].away_from(disc.at)
        for nodes, disc in zip(crowded, discs, strict=True)
        for node in nodes
    }


def _empty(shown: Mapping[str, Outline], frame: _Frame, homes: _Homes) -> list[Caption]:
    """The names of areas where nobody is, of those that are as broad as their name."""
    return [
        Caption(id, area.name, frame.at(area.at))
        for id, area in shown.items()
        if id not in homes.areas and text_width(area.name, _NAME) <= 2 * area.room * frame.scale
    ]


def _outline(id: str) -> Outline:
    return municipalities().get(id) or counties()[id]


def _areas(shown: Mapping[str, Outline], frame: _Frame) -> tuple[Area, ...]:
    """The areas round those shown as far as the map goes, then those shown."""
    around = counties() if shown.keys() <= counties().keys() else municipalities()
    areas = []
    for outline in (*(outline for id, outline in around.items() if id not in shown), *shown.values()):
        rings = [tuple(frame.at(point) for point in ring) for ring in outline.rings]
        if clipped := tuple(part for ring in rings if (part := _clipped(ring, frame.page))):
            areas.append(Area(clipped, outline.name, outline.id in shown))
    return tuple(areas)


def _clipped(ring: Sequence[Point], page: Rectangle) -> tuple[Point, ...]:
    """The part of a closed ring on the page (Sutherland and Hodgman 1974); empty when there is none."""
    points = list(ring)
    for axis, bound, sign in ((0, page.left, 1), (0, page.right, -1), (1, page.top, 1), (1, page.bottom, -1)):
        kept: list[Point] = []
        for start, end in zip(points[-1:] + points[:-1], points, strict=True):
            before, after = sign * (start[axis] - bound), sign * (end[axis] - bound)
            if (before >= 0) != (after >= 0):
                share = before / (before - after)
                kept.append(Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share))
            if after >= 0:
                kept.append(end)
        points = kept
    return tuple(points)
