"""Who pays for what: actors, projects and funders in three columns, in an order in which few ties cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from viz.drawing.drawing import Arrangement, Point
from viz.view.network_view import EdgeView, NetworkView, neighbours

_COLUMNS: Final = {"actor": 0, "group": 0, "aggregate": 0, "project": 1, "funder": 2}
_ACROSS: Final = (0.3, 0.56, 0.82)  # of the width: names stand left of actors and right of the others
_OUT: Final = (Point(-1.0, 0.0), Point(1.0, 0.0), Point(1.0, 0.0))
_EDGE: Final = 0.03  # of the height, above and below
_SWEEPS: Final = 12  # of the order of each column by its neighbours, after which hardly anything changes

Places = dict[str, Point]


def rows_needed(view: NetworkView) -> int:
    """How many nodes the longest column has."""
    counts = [0, 0, 0]
    for node in view.nodes:
        counts[_COLUMNS[node.type]] += 1
    return max(counts)


def layered_layout(
    view: NetworkView, width: float, height: float, previous: Arrangement | None = None
) -> tuple[Places, dict[str, Point]]:
    """Where everything lies on a page of this size, and for each node the side of its name.

    Begins with the order of the previous drawing, else of the view, and sorts each column by the mean place of its
    neighbours, to and fro; the order with the fewest crossings is taken (Sugiyama, Tagawa and Toda 1981).
    """
    columns = _best(_first(view, previous), view.edges)
    places, sides = Places(), dict[str, Point]()
    for column, across, out in zip(columns, _ACROSS, _OUT, strict=True):
        for id, share in zip(column, _shares(len(column)), strict=True):
            places[id] = Point(across * width, (_EDGE + share * (1 - 2 * _EDGE)) * height)
            sides[id] = out
    return places, sides


def _first(view: NetworkView, previous: Arrangement | None) -> list[list[str]]:
    columns: list[list[str]] = [[], [], []]
    for node in view.nodes:
        columns[_COLUMNS[node.type]].append(node.id)
    if previous and previous.layout == "layered":
        known = previous.points
        for column in columns:
            column.sort(key=lambda id: known[id].y if id in known else float("inf"))
    return columns


def _best(columns: list[list[str]], edges: Sequence[EdgeView]) -> list[list[str]]:
    near = neighbours(edges)
    best, least = columns, crossings(columns, edges)
    for sweep in range(_SWEEPS):
        for number in (0, 1, 2) if sweep % 2 else (2, 1, 0):
            columns = [*columns[:number], _sorted(columns[number], near, _places(columns)), *columns[number + 1 :]]
        if (crossed := crossings(columns, edges)) < least:
            best, least = columns, crossed
    return best


def _sorted(column: list[str], near: Mapping[str, list[str]], places: Mapping[str, float]) -> list[str]:
    """The column by the mean place of its neighbours; one without any stays where it is."""
    means = {id: float(np.mean([places[other] for other in near[id]])) if near[id] else places[id] for id in column}
    return sorted(column, key=lambda id: means[id])


def crossings(columns: Sequence[Sequence[str]], edges: Sequence[EdgeView]) -> int:
    """How many pairs of ties between the same two columns cross."""
    places, column_of = _places(columns), {id: number for number, column in enumerate(columns) for id in column}
    between: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for edge in edges:
        (left, a), (right, b) = sorted((column_of[id], places[id]) for id in (edge.source, edge.target))
        if left != right:
            between[left, right].append((a, b))
    return sum(_crossed(np.array(ends)) for ends in between.values())


def _crossed(ends: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
    apart = ends[:, None, :] - ends[None, :, :]
    return int((apart[..., 0] * apart[..., 1] < 0).sum()) // 2


def _places(columns: Sequence[Sequence[str]]) -> dict[str, float]:
    return {id: share for column in columns for id, share in zip(column, _shares(len(column)), strict=True)}


def _shares(count: int) -> list[float]:
    """Places of so many in a column, 0 to 1, one alone in the middle."""
    return [(number + 0.5) / count for number in range(count)]
