"""Who has no place on a map: rows beside it, each group under its heading."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from viz.drawing.drawing import Caption, Point, Rectangle
from viz.view.network_view import NodeView
from viz.view.words import say

_HEADING: Final = 58.0  # height of the words above a group
_CELL: Final = 64.0  # side of the square that one has at most
_NAMES: Final = 0.3  # of the width, left free right of all for the names of the foremost


@dataclass(frozen=True, slots=True)
class Beside:
    """Where they stand, on which side their names have room, and what is said above."""

    places: dict[str, Point] = field(default_factory=dict)
    outward: dict[str, Point] = field(default_factory=dict)
    headings: list[Caption] = field(default_factory=list)


def beside(groups: Mapping[str, Sequence[NodeView]], room: Rectangle, language: str) -> Beside:
    """The groups one below the other, by the key of what is said of them; the first of each at the edges."""
    found = Beside()
    total = sum(len(nodes) for nodes in groups.values())
    free, top = room.height - _HEADING * len(groups), room.top
    for words, nodes in groups.items():
        right = room.right - _NAMES * room.width
        at = Point((room.left + right) / 2, top + _HEADING / 2)
        if nodes[0].type != "aggregate":  # whose name says it
            found.headings.append(Caption(words, say(words, language, count=len(nodes)), at, is_heading=True))
        box = Rectangle(room.left, top + _HEADING, right, top + _HEADING + free * len(nodes) / total)
        top = _fill(found, nodes, box)
    return found


def _fill(found: Beside, nodes: Sequence[NodeView], box: Rectangle) -> float:
    """Set the nodes in rows within the box, and say where the last row ends."""
    most = math.inf if nodes[0].type == "aggregate" else _CELL
    side = min(most, math.sqrt(box.width * box.height / len(nodes)))
    columns = max(1, math.floor(box.width / side))
    rows = math.ceil(len(nodes) / columns)
    across, down = box.width / columns, min(most, box.height / rows)
    ways = {0: Point(-1, 0), columns - 1: Point(1, 0)}
    spots = sorted(product(range(rows), range(columns)), key=lambda spot: (spot[1] not in ways, *spot))
    for node, (row, column) in zip(nodes, spots, strict=False):
        found.places[node.id] = Point(box.left + (column + 0.5) * across, box.top + (row + 0.5) * down)
        if column in ways:
            found.outward[node.id] = ways[column]
    return box.top + rows * down
