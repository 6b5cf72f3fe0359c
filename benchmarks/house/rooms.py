"""How many arrows lead from one room to another inside each package.

python -m benchmarks.house.rooms
"""

from __future__ import annotations

from typing import Final

import grimp

PACKAGES: Final = ("graph", "queries", "loaders", "viz", "api")


def arrows(graph: grimp.ImportGraph, package: str) -> set[tuple[str, str]]:
    """The pairs of rooms of which the first imports the second."""
    found = {
        (_room(importer, package), _room(imported, package))
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    }
    return {(start, end) for start, end in found if start and end and start != end}


def measure() -> list[tuple[str, str]]:
    """Name and figure of each measurement."""
    graph = grimp.build_graph(*PACKAGES)
    return [(f"arrows between rooms of {package}/", str(len(arrows(graph, package)))) for package in PACKAGES]


def _room(module: str, package: str) -> str:
    """A folder or module right below the package; empty for the package itself and for what lies elsewhere."""
    name, _, rest = module.partition(".")
    return rest.partition(".")[0] if name == package else ""


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
