"""Exact betweenness of networks made of teams, on a small part of them.

Most actors are in one project. In P the members of one and the same project only have the same closed neighbourhood
and so the same place on every path: one represents all. In B such an actor is a leaf, and its project represents it.
What is left, a fifth of the nodes and ties in real data, is walked as Brandes does (2001,
doi:10.1080/0022250X.2001.9990249), with nodes that count for several; many sources are walked at once, as sparse
matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import sparse

from queries.measures.matrices import Matrix, Vector
from queries.measures.twins import Places, Twins, twins

_CELLS: Final = 8_000_000  # nodes times sources walked at once; bounds the memory to some 100 MB


class Contracted:
    """A network in which twins are one, and leaves are folded into what they hang on, until none is left.

    Nothing is folded into a node with twins: they would share what lies between.

    Attributes:
        twins: which nodes are one.
    """

    def __init__(self, ties: Matrix) -> None:
        """`ties` is symmetric, without diagonal, entries 1."""
        self.twins: Twins = twins(ties)
        self._ties = sparse.csr_array(ties[self.twins.first][:, self.twins.first])
        self._inside = self.twins.counts.astype(np.float64)
        self._mass = self._inside.copy()  # of each node with what is folded into it; 0 when it is folded itself
        self._branches, self._squares = (
            np.zeros(len(self._mass)),
            np.zeros(len(self._mass)),
        )  # ΣW and ΣW², see `unfolded`
        self._fold()

    def _fold(self) -> None:
        starts, degree = self._ties.indptr.tolist(), np.diff(self._ties.indptr)
        leaves = np.flatnonzero(degree == 1).tolist()
        while leaves:
            leaf = leaves.pop()
            neighbours = self._ties.indices[starts[leaf] : starts[leaf + 1]]
            branch = next((node for node in neighbours if self._mass[node]), None)
            if branch is None or self._inside[branch] > 1:
                continue
            weight, self._mass[leaf] = self._mass[leaf], 0
            self._mass[branch] += weight
            self._branches[branch] += weight
            self._squares[branch] += weight**2
            degree[branch] -= 1
            if degree[branch] == 1:
                leaves.append(branch)

    @cached_property
    def left(self) -> Places:
        """Of `twins.first` the places of the nodes that are walked: not folded, and not alone."""
        return np.flatnonzero((self._mass > 0) & (np.diff(self._ties.indptr) > 0))

    @cached_property
    def core(self) -> Matrix:
        """The ties between those that are left."""
        return sparse.csr_array(self._ties[self.left][:, self.left])

    @property
    def ends(self) -> Vector:
        """How many nodes begin and end at each that is left: its twins, and what is folded into it."""
        return self._mass[self.left]

    @property
    def inside(self) -> Vector:
        """How many twins each that is left has to lead over."""
        return self._inside[self.left]

    @property
    def work(self) -> int:
        """Nodes times ties that are left: what `paths` takes time in proportion to, on every machine."""
        return self.core.shape[0] * self.core.nnz // 2

    def paths(self) -> Vector:
        """For each node of the network the sum over ordered pairs of others of the share of shortest paths over it."""
        return self.unfolded(_paths(self.core, self.ends, self.inside))

    def unfolded(self, core_paths: Vector) -> Vector:
        """The paths over each node of the network, from those between nodes that are left, over all twins together.

        A node with branches of the masses W, F together, in a component of the mass M lies between the branches, and
        between them and the rest: F² − ΣW² + 2·F·(M − 1 − F).
        """
        _, piece = sparse.csgraph.connected_components(self._ties, directed=False)
        whole = np.bincount(piece, self._inside)[piece]
        over = self._branches**2 - self._squares + 2 * self._branches * (whole - 1 - self._branches)
        over[self.left] += core_paths
        return np.asarray((over / self._inside)[self.twins.place])


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
