"""Coverage as a matrix: themes in rows, places in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """The items of `gaps --of coverage`, as plain values, by the ids of theme and place.

    Attributes:
        themes: rows; those with a stated need and no project come first, then those with most projects.
        places: columns, in the same order.
        cells: the item of each theme and place; a place wider than those compared has only what it has.
        wider: the ids of such places.
    """

    themes: tuple[Mapping[str, Any], ...]
    places: tuple[Mapping[str, Any], ...]
    cells: Mapping[tuple[str, str], Cell]
    wider: frozenset[str]

    @classmethod
    def of(cls, items: Iterable[Cell]) -> CoverageMatrix:
        """The matrix of all items of an answer."""
        cells = {(item["theme"]["id"], item["place"]["id"]): item for item in items}
        wider = frozenset(place for (_, place), cell in cells.items() if cell["wider"])
        return cls(_ordered(cells.values(), "theme"), _ordered(cells.values(), "place"), cells, wider)

    def needs(self) -> list[Cell]:
        """The cells with a stated need, those without a project first."""
        return sorted((cell for cell in self.cells.values() if cell["needs"]), key=lambda cell: cell["n_projects"])


def is_unmet(cell: Cell) -> bool:
    """Whether somebody has stated a need there and no project is about it."""
    return bool(cell["needs"]) and not cell["n_projects"]


def _ordered(cells: Iterable[Cell], side: Literal["theme", "place"]) -> tuple[Mapping[str, Any], ...]:
    nodes: dict[str, Mapping[str, Any]] = {}
    unmet: dict[str, int] = defaultdict(int)
    projects: dict[str, int] = defaultdict(int)
    for cell in cells:
        id = cell[side]["id"]
        nodes[id] = cell[side]
        unmet[id] += is_unmet(cell)
        projects[id] += cell["n_projects"]
    return tuple(sorted(nodes.values(), key=lambda node: (-unmet[node["id"]], -projects[node["id"]], node["name"])))
