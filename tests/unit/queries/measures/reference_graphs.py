"""The fixed graphs and numbers of tests/unit/reference, made by brokerage.R there."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx

FOLDER = Path(__file__).parents[2] / "reference"


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def numbers(file: str, name: str) -> dict[str, list[float | None]]:
    """The columns of figures of one graph by node; an empty cell is undefined."""
    return {
        row["node"]: [float(value) if value else None for value in list(row.values())[2:]]
        for row in rows(file)
        if row["graph"] == name
    }


def _read() -> dict[str, tuple[nx.Graph, dict[str, str]]]:
    graphs: dict[str, tuple[nx.Graph, dict[str, str]]] = {}
    for row in rows("brokerage_groups.csv"):
        graph, groups = graphs.setdefault(row["graph"], (nx.Graph(), {}))
        graph.add_node(row["node"])
        groups[row["node"]] = row["group"]
    for row in rows("brokerage_ties.csv"):
        graphs[row["graph"]][0].add_edge(row["a"], row["b"], weight=float(row["weight"]))
    return graphs


GRAPHS = _read()
