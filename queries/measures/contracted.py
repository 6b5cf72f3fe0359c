"""Exact betweenness of networks made of teams, on a small part of them.

Most actors are in one project. In P the members of one and the same project only have the same closed neighbourhood
and so the same place on every path: one represents all. In B such an actor is a leaf, and its project represents it.
What is left, a fifth of the nodes and ties in real data, is walked as Brandes does (2001,
doi:10.1080/0022250X.2001.9990249), with nodes that count for several; many sources are walked at once, as sparse
matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, Vector, adjacency, binary

Places: TypeAlias = NDArray[np.signedinteger[Any]]

_CELLS: Final = 8_000_000  # nodes times sources walked at once; bounds the memory to some 100 MB


@dataclass(frozen=True, slots=True)
class _Level:
    """The pairs of a node and a source at one distance, by node, and how many shortest paths lead from one to other."""

    nodes: Places
    sources: Places
    paths: Vector

    def matrix(self, values: Vector, shape: tuple[int, int]) -> Matrix:
        """Values of these pairs as a matrix, nodes × sources."""
        rows = np.searchsorted(self.nodes, np.arange(shape[0] + 1))
        return sparse.csr_array((values, self.sources, rows), shape=shape)


def ordered_paths(graph: nx.Graph[str]) -> dict[str, float]:
    """For each node the sum over ordered pairs of others of the share of shortest paths that lead over it."""
    members: dict[frozenset[str], list[str]] = defaultdict(list)
    for node in graph:
        members[frozenset(graph[node]) | {node}].append(node)
    twins = {nodes[0]: nodes for nodes in members.values()}
    # Copied: a view would ask of every neighbour at every step whether it is in it.
    paths = _folded_paths(graph.subgraph(twins).copy(), {first: len(nodes) for first, nodes in twins.items()})
    return {node: paths[first] / len(nodes) for first, nodes in twins.items() for node in nodes}


def ordered_actor_paths(two_mode: nx.Graph[str], actors: Set[str]) -> dict[str, float]:
    """The same for the actors of a network of actors and projects, paths counted between nodes of both modes."""
    paths = _folded_paths(two_mode, dict.fromkeys(two_mode, 1))
    return {node: count for node, count in paths.items() if node in actors}


def _folded_paths(graph: nx.Graph[str], counts: Mapping[str, int]) -> dict[str, float]:
    """The paths over each node, which represents so many twins.

    Leaves are folded into what they hang on, until none is left. A node with branches of the masses W, F together, in
    a component of the mass M lies between the branches, and between them and the rest: F² − ΣW² + 2·F·(M − 1 − F).
    """
    components = list(nx.connected_components(graph))
    mass, branches = _folded(graph, counts, components)
    nodes = [node for node in mass if graph.degree(node)]
    ties = binary(adjacency(graph, nodes))
    ends, inside = (np.array([values[node] for node in nodes], dtype=np.float64) for values in (mass, counts))
    paths = dict(zip(nodes, _paths(ties, ends, inside).tolist(), strict=True))
    over: dict[str, float] = {}
    for component in components:
        whole = sum(counts[node] for node in component)
        for node in component:
            folded, square = branches.get(node, (0, 0))
            over[node] = paths.get(node, 0.0) + folded**2 - square + 2 * folded * (whole - 1 - folded)
    return over


def _folded(
    graph: nx.Graph[str], counts: Mapping[str, int], components: Iterable[Set[str]]
) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The mass of each node that is left, by component; and of each node with branches their ΣW and ΣW².

    Nothing is folded into a node with twins: they would share what lies between.
    """
    mass = {node: counts[node] for component in components for node in component}
    branches: dict[str, tuple[int, int]] = {}
    degree = dict(graph.degree)
    leaves = [node for node, ties in degree.items() if ties == 1]
    while leaves:
        leaf = leaves.pop()
        branch = next((node for node in graph[leaf] if node in mass), None)
        if branch is None or counts[branch] > 1:
            continue
        weight = mass.pop(leaf)
        mass[branch] += weight
        folded, square = branches.get(branch, (0, 0))
        branches[branch] = folded + weight, square + weight**2
        degree[branch] -= 1
        if degree[branch] == 1:
            leaves.append(branch)
    return mass, branches


def _paths(ties: Matrix, ends: Vector, inside: Vector) -> Vector:
    """Over each node, all its twins together, the paths between all ordered pairs of others.

    Args:
        ties: symmetric, entries 1.
        ends: how many begin and end at each node.
        inside: how many twins a node has to lead over.
    """
    total = np.zeros(len(ends))
    block = max(1, _CELLS // max(1, len(ends)))
    for start in range(0, len(ends), block):
        sources = np.arange(start, min(start + block, len(ends)))
        total += _over(ties, _levels(ties, inside, sources), ends, inside, sources)
    return total


def _levels(ties: Matrix, inside: Vector, sources: Places) -> list[_Level]:
    """The nodes at each distance from the sources, with the number of shortest paths."""
    columns = np.arange(len(sources))
    shape = (ties.shape[0], len(sources))
    seen = np.zeros(shape, dtype=bool)
    level = _Level(sources, columns, np.ones(len(sources)))
    steps = level.paths
    levels: list[_Level] = []
    while len(level.nodes):
        levels.append(level)
        seen[level.nodes, level.sources] = True
        reached = (ties @ level.matrix(steps, shape)).tocoo()
        new = ~seen[reached.row, reached.col]
        level = _Level(reached.row[new], reached.col[new], reached.data[new])
        steps = level.paths * inside[level.nodes]
    return levels


def _over(ties: Matrix, levels: Sequence[_Level], ends: Vector, inside: Vector, sources: Places) -> Vector:
    """Over each node the paths that begin at the sources."""
    shape = (ties.shape[0], len(sources))
    behind = np.zeros(shape)
    total = np.zeros(shape[0])
    accumulated = np.zeros(len(levels[-1].nodes)) if levels else np.zeros(0)
    for near, far in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        shares = (ends[far.nodes] + accumulated) / far.paths
        back = (ties @ far.matrix(shares, shape)).tocoo()
        behind[back.row, back.col] = back.data  # of nodes that are not near too, but those are never read again
        accumulated = behind[near.nodes, near.sources] * near.paths * inside[near.nodes]
        total += np.bincount(near.nodes, accumulated * ends[sources[near.sources]], minlength=shape[0])
    return total
