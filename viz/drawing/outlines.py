"""The outlines of Swedish municipalities and counties, from the file that `scripts/outlines.py` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from viz.drawing.drawing import Point

Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area by the id of its place: closed rings in units of 100 m (SWEREF 99 TM, y downwards), and its middle.

    `at` lies within, `room` is how far from its border.
    """

    id: str
    name: str
    rings: tuple[Ring, ...]
    at: Point
    room: float


@cache
def municipalities() -> dict[str, Outline]:
    """The 290 municipalities by the id of their place, as `se:2580`."""
    return _outlines("municipalities")


@cache
def counties() -> dict[str, Outline]:
    """The 21 counties by the id of their place, as `se:25`."""
    return _outlines("counties")


def county_of(id: str) -> str:
    """The county in which an area lies, which may be itself."""
    return id[: len("se:25")]


@cache
def _topology() -> Any:
    return json.loads(files("viz.drawing").joinpath("outlines.json").read_text("utf-8"))


def _outlines(kind: str) -> dict[str, Outline]:
    topology = _topology()
    arcs = [_points(steps) for steps in topology["arcs"]]
    found = {}
    for geometry in topology["objects"][kind]["geometries"]:
        id, about = f"se:{geometry['id']}", geometry["properties"]
        rings = tuple(_ring(numbers, arcs) for (numbers,) in geometry["arcs"])
        x, y = about["at"]
        found[id] = Outline(id, about["name"], rings, Point(x, -y), about["room"])
    return found


def _points(steps: Sequence[Sequence[float]]) -> list[Point]:
    """An arc from its first point and the way to each further one."""
    return [Point(x, -y) for x, y in accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))]


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> Ring:
    """The ring of these arcs; `~number` is one run backwards."""
    runs = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return (*(point for run in runs for point in run[:-1]), runs[-1][-1])
