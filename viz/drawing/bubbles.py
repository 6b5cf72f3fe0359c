"""Project bubbles: each project with its own actors in a ring, shared actors between; for a dozen projects at most."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viz.drawing.drawing import Bubble, Point
from viz.drawing.sizes import LABEL_SIZE, Extent
from viz.drawing.text_width import wrap
from viz.view.network_view import NetworkView

MOST_PROJECTS: Final = 12
ASPECT: Final = 1.9
_RING_GAP: Final = 78.0
_LEAST_SIDE: Final = 70.0
_ABOVE: Final = 56.0  # room for the names above and below a ring
_ROUND: Final = 26.0  # how far a bubble reaches beyond its ring
_STEP: Final = 12.0  # between points of the lattice, less than the radius of an actor
_NAME: Final = 150.0  # width at which a name beside its node is broken
_CLOSE: Final = 46.0  # from the box to the one or two nodes above and below it, with their names between
_CLEAR: Final = 14.0  # from the corner of the box to a ring that goes round it
_ALONE: Final = -40.0  # the same where there is no ring: the bubble closes up to the box
_LINE: Final = 0.5  # of a place on the ring that is left to the line of a shared node
_BETWEEN_OWN: Final = 0.5  # pull of a tie between actors of two projects; that of an actor they share is 1
# What an arrangement costs, in units of the drawing
_LENGTH: Final = 0.12  # of the mean length of the links, against the width of the page: the page is to be filled first
_PAGE: Final = 0.6  # of the width of the page, against the sum of the links, when two stars change places
# What a place for a shared node costs, in units of the drawing that its lines would be longer
_MIDDLE: Final = 0.2  # for each unit from the middle of its projects, so that it does not lie behind one of them
_CROSSED: Final = 0.6  # for each unit that a line runs over somebody else's bubble
_ON_BUBBLE: Final = 900.0  # about half the page: only where nothing else is near
_ON_NODE: Final = 1500.0  # more still
_ON_NAME: Final = 500.0  # less: a name can be placed on another side
_FADE: Final = 34.0  # how far beyond its outline a shape repels,
_FADED: Final = 60.0  # and where that would come to nothing
_STEEP: Final = 1.2  # against the weight, in the middle of the shape
# Angles in degrees
_TURN: Final = 2  # between the places tried on a ring
_FROM_LINE: Final = 26.0  # that a node on a ring keeps from the line of a shared one where there is room,
_OWN_ANGLE: Final = 16  # and what every node of the ring is left
_ORDER: Final = {"leads": 0, "takes_part": 1, "collaborates": 1, "member": 1, "reference": 2, "funds": 3}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Star:
    """A project with the nodes that belong to no other, first those that lead, last those that pay."""

    project: str
    own: tuple[str, ...]
    radius: float
    side: float  # room for the names beside the ring


def bubble_layout(view: NetworkView, extents: Mapping[str, Extent]) -> tuple[dict[str, Point], tuple[Bubble, ...]]:
    """Positions of all nodes and the bubbles behind the projects."""
    ties = _projects_of(view)
    stars = _stars(view, ties, extents)
    centre = _on_grid(stars, _closeness(view, stars, ties))
    positions: dict[str, Point] = dict(centre)
    own = {node for star in stars for node in star.own}
    shared = [node.id for node in view.nodes if node.type != "project" and node.id not in own]
    degree = {id: len(ties.get(id, ())) for id in shared}
    field = _Field(stars, centre, extents)
    for node in sorted(shared, key=lambda id: (-degree[id], -extents[id].radius, id)):
        anchors = [positions[other] for other in _anchors(view, node, ties) if other in positions]
        positions[node] = field.place(node, anchors, view)
    for star in stars:
        lines = [positions[id] for id in shared if star.project in ties.get(id, {})]
        positions |= _ring(star, centre[star.project], lines)
    return positions, tuple(
        Bubble(centre[star.project], star.radius + _ROUND, star.radius + _ROUND, star.project) for star in stars
    )


def _projects_of(view: NetworkView) -> dict[str, dict[str, int]]:
    """Node → its projects, each with the rank of its foremost tie."""
    projects = {node.id for node in view.nodes if node.type == "project"}
    ties: dict[str, dict[str, int]] = defaultdict(dict)
    for edge in view.edges:
        if edge.target in projects:
            rank = _ORDER.get(edge.type, 1)
            ties[edge.source][edge.target] = min(rank, ties[edge.source].get(edge.target, rank))
    return ties


def _anchors(view: NetworkView, node: str, ties: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What a node between the bubbles should lie close to: its projects, else its neighbours."""
    if projects := ties.get(node):
        return list(projects)
    return [
        edge.target if edge.source == node else edge.source for edge in view.edges if node in (edge.source, edge.target)
    ]


def _stars(view: NetworkView, ties: Mapping[str, Mapping[str, int]], extents: Mapping[str, Extent]) -> list[_Star]:
    nodes = {node.id: node for node in view.nodes}
    own: dict[str, list[str]] = defaultdict(list)
    lines: dict[str, int] = defaultdict(int)
    for node, projects in ties.items():
        if len(projects) == 1:
            own[next(iter(projects))].append(node)
        else:
            for project in projects:
                lines[project] += 1
    stars = []
    for project in (node.id for node in view.nodes if node.type == "project"):
        ranked = sorted(own[project], key=lambda id: (ties[id][project], nodes[id].colour, nodes[id].name, id))
        box = extents[project]
        around = (len(ranked) + _LINE * lines[project]) * _RING_GAP / (2 * math.pi)
        widest = max((extents[id].radius for id in ranked), default=0.0)
        # one or two stand above and below the box, more go round it
        close = box.radius + widest + (_CLEAR if ranked else _ALONE)
        if len(ranked) in (1, 2):
            close = box.height + widest + _CLOSE
        names = [wrap(nodes[id].label, _NAME, LABEL_SIZE).width for id in ranked] if len(ranked) > 2 else []
        stars.append(_Star(project, tuple(ranked), max(around, close), max([_LEAST_SIDE, *names]) + 10))
    return stars


def _closeness(
    view: NetworkView, stars: Sequence[_Star], ties: Mapping[str, Mapping[str, int]]
) -> dict[tuple[int, int], float]:
    """How strongly two projects belong side by side: shared actors, and ties between their own."""
    at = {star.project: i for i, star in enumerate(stars)}
    pull: dict[tuple[int, int], float] = defaultdict(float)
    for projects in ties.values():
        for a, b in combinations(sorted(at[project] for project in projects), 2):
            pull[a, b] += 1.0
    for edge in view.edges:
        for p in ties.get(edge.source, {}):
            for q in ties.get(edge.target, {}):
                if at[p] != at[q]:
                    pull[min(at[p], at[q]), max(at[p], at[q])] += _BETWEEN_OWN
    return pull


def _on_grid(stars: Sequence[_Star], pull: Mapping[tuple[int, int], float]) -> dict[str, Point]:
    """Centres of the projects in rows and columns, close projects side by side, at the best use of the page."""
    count = len(stars)
    best: tuple[float, dict[str, Point]] | None = None
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        if rows * columns - count >= columns:
            continue
        centres, width, height = _arranged(stars, pull, columns, rows)
        length = sum(weight * math.dist(centres[a], centres[b]) for (a, b), weight in pull.items())
        cost = max(width, height * ASPECT) + _LENGTH * length / max(1.0, sum(pull.values()))
        if best is None or cost < best[0]:
            best = cost, {star.project: centres[i] for i, star in enumerate(stars)}
    return best[1] if best else {}


def _arranged(
    stars: Sequence[_Star], pull: Mapping[tuple[int, int], float], columns: int, rows: int
) -> tuple[list[Point], float, float]:
    """The assignment to cells found by swapping pairs while the links get shorter, with its width and height."""
    cells: list[int | None] = [*range(len(stars)), *[None] * (columns * rows - len(stars))]

    def cost() -> float:
        centres, width, height = _measured(stars, cells, columns)
        links = sum(weight * math.dist(centres[a], centres[b]) for (a, b), weight in pull.items())
        return links + _PAGE * max(width, height * ASPECT)

    least, improved = cost(), True
    while improved:
        improved = False
        for a, b in combinations(range(len(cells)), 2):
            cells[a], cells[b] = cells[b], cells[a]
            if (now := cost()) < least - 1e-6:
                least, improved = now, True
            else:
                cells[a], cells[b] = cells[b], cells[a]
    return _measured(stars, cells, columns)


def _measured(stars: Sequence[_Star], cells: Sequence[int | None], columns: int) -> tuple[list[Point], float, float]:
    """Centres for an assignment: in every row the stars stand side by side, rows centred under one another."""
    rows = [[cell for cell in cells[i : i + columns] if cell is not None] for i in range(0, len(cells), columns)]
    widths = [sum(2 * (stars[i].radius + _ROUND + stars[i].side) for i in row) for row in rows]
    widest = max(widths)
    centres = [Point(0, 0)] * len(stars)
    y = 0.0
    for row, width in zip(rows, widths, strict=True):
        tallest = max((stars[i].radius for i in row), default=0.0) + _ROUND + _ABOVE
        slack = (widest - width) / max(1, len(row))
        x = 0.0
        for i in row:
            half = stars[i].radius + _ROUND + stars[i].side + slack / 2
            centres[i] = Point(x + half, y + tallest)
            x += 2 * half
        y += 2 * tallest
    return centres, widest, y


def _ring(star: _Star, centre: Point, lines: Sequence[Point]) -> dict[str, Point]:
    """The own nodes of a project on its ring, clear of the lines to the shared ones."""
    count = len(star.own)
    if not count:
        return {}
    taken = [math.degrees(math.atan2(at.y - centre.y, at.x - centre.x)) for at in lines]
    clear = min(_FROM_LINE, (360 - _OWN_ANGLE * count) / max(1, len(taken)) / 2)
    free = [
        angle
        for angle in range(-90, 270, _TURN)
        if all(abs((angle - other + 180) % 360 - 180) > clear for other in taken)
    ]
    free = free if len(free) >= count else list(range(-90, 270, _TURN))
    if taken:  # begin behind the widest stretch that is taken, so that no two nodes face each other across it
        gaps = [(free[i] - free[i - 1]) % 360 for i in range(len(free))]
        start = max(range(len(free)), key=lambda i: gaps[i])
        free = free[start:] + free[:start]
        angles = [free[int((i + 0.5) * len(free) / count)] for i in range(count)]
    else:
        angles = [free[int(i * len(free) / count)] for i in range(count)]
    slots = [
        Point(centre.x + star.radius * math.cos(math.radians(a)), centre.y + star.radius * math.sin(math.radians(a)))
        for a in angles
    ]
    slots.sort(key=lambda at: (round(at.y / 8), at.x))
    return dict(zip(star.own, slots, strict=True))


class _Field:
    """The page as a lattice on which the shared nodes look for the best free place, one after another."""

    def __init__(self, stars: Sequence[_Star], centre: Mapping[str, Point], extents: Mapping[str, Extent]) -> None:
        self.stars, self.centre, self.extents = stars, centre, extents
        points = [centre[star.project] for star in stars]
        reach = max((star.radius for star in stars), default=0.0) + _ROUND + 40
        xs = np.arange(min(p.x for p in points) - reach, max(p.x for p in points) + reach, _STEP)
        ys = np.arange(min(p.y for p in points) - reach, max(p.y for p in points) + reach, _STEP)
        self.x, self.y = (grid.ravel() for grid in np.meshgrid(xs, ys))
        self.cost = np.zeros_like(self.x)
        for star in stars:
            self._repel(centre[star.project], star.radius + _ROUND, _ON_BUBBLE)

    def place(self, node: str, anchors: Sequence[Point], view: NetworkView) -> Point:
        """Take the place with the shortest lines that is clear of what is there already."""
        cost = self.cost.copy()
        middle = Point(
            float(np.mean([p.x for p in anchors])) if anchors else float(self.x.mean()),
            float(np.mean([p.y for p in anchors])) if anchors else float(self.y.mean()),
        )
        for at in anchors or [middle]:
            cost += np.hypot(self.x - at.x, self.y - at.y)
            cost += _CROSSED * self._crossings(at)
        cost += _MIDDLE * np.hypot(self.x - middle.x, self.y - middle.y)
        best = int(np.argmin(cost))
        at = Point(float(self.x[best]), float(self.y[best]))
        radius = self.extents[node].radius
        label = next(wrap(other.label, _NAME, LABEL_SIZE) for other in view.nodes if other.id == node)
        near = (np.abs(self.x - at.x) < radius + label.width / 2 + 40) & (
            np.abs(self.y - at.y) < radius * 2 + label.height + 46
        )
        self.cost = self.cost + np.where(near, _ON_NAME, 0.0)
        self._repel(at, radius * 2 + 24, _ON_NODE)
        return at

    def _repel(self, at: Point, radius: float, weight: float) -> None:
        distance = np.hypot(self.x - at.x, self.y - at.y)
        self.cost = self.cost + np.where(
            distance < radius + _FADE, weight * (_STEEP - distance / (radius + _FADED)), 0.0
        )

    def _crossings(self, at: Point) -> Floats:
        """For every lattice point how much of the line from there to `at` runs over bubbles of other projects."""
        total: Floats = np.zeros_like(self.x)
        dx, dy = at.x - self.x, at.y - self.y
        square = dx * dx + dy * dy + 1e-9
        for star in self.stars:
            other = self.centre[star.project]
            if other == at:
                continue
            t = np.clip(((other.x - self.x) * dx + (other.y - self.y) * dy) / square, 0, 1)
            gap = np.hypot(self.x + t * dx - other.x, self.y + t * dy - other.y)
            total += np.maximum(0, star.radius + _ROUND - gap) * 2
        return total
