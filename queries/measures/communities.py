"""Which actors work more with each other than with the rest."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from queries.measures.engine import networkit_graph, turn
from queries.measures.matrices import adjacency


def communities(graph: nx.Graph[str], seed: int = 0, weight: str | None = "weight") -> dict[str, int]:
    """The community of each node, 0 being the largest; equally large ones are numbered by their first id.

    Found by maximising modularity with Leiden (Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z), which
    keeps each community connected. The same graph and `seed` give the same answer in whatever order the nodes come. An
    isolate is a community of its own.
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    members: dict[int, list[str]] = defaultdict(list)
    for node, label in zip(nodes, _labels(graph, nodes, seed, weight), strict=True):
        members[label].append(node)
    ranked = sorted(members.values(), key=lambda group: (-len(group), group[0]))
    return {node: number for number, group in enumerate(ranked) for node in group}


def _labels(graph: nx.Graph[str], nodes: list[str], seed: int, weight: str | None) -> list[int]:
    import networkit

    ties = adjacency(graph, nodes, weight)
    if not ties.nnz:
        return list(range(len(nodes)))
    with turn(seed=seed, threads=1):
        leiden = networkit.community.ParallelLeiden(networkit_graph(ties, weighted=True), iterations=10)
        leiden.run()
        labels: list[int] = leiden.getPartition().getVector()
    return labels
