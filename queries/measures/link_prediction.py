"""How near two nodes without a tie are by their common contacts, as sparse products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, Vector, adjacency, binary, row_sums, scaled_rows

Places = NDArray[np.int64]

_ROWS: Final = 500
_PAIRS: Final = 20_000


class CommonContacts:
    """Resource allocation (Zhou, Lü & Zhang 2009, doi:10.1140/epjb/e2009-00335-8) for given or for all open pairs.

    Nodes are places in `nodes`; pairs are arrays of two columns. Ties count as 1 whatever their weight.
    """

    def __init__(self, graph: nx.Graph[str]) -> None:
        self.nodes: tuple[str, ...] = tuple(sorted(graph))
        self.place: Mapping[str, int] = {node: place for place, node in enumerate(self.nodes)}
        self.ties = binary(adjacency(graph, self.nodes))
        self.degrees = row_sums(self.ties)
        self._passing: Matrix = sparse.csr_array(scaled_rows(self.ties, self.degrees).T)

    def counts(self, pairs: Places) -> Vector:
        """How many contacts each pair has in common."""
        return self._products(pairs, self.ties)

    def scores(self, pairs: Places) -> Vector:
        """The index of each pair, tied or not; 0 without a common contact."""
        return _rounded(self._products(pairs, self._passing))

    def nearest(self, among: Places, most: int) -> Places:
        """The `most` open pairs of highest index above 0 with both ends `among` these nodes; equal ones by place."""
        best, scores = np.empty((0, 2), np.int64), np.empty(0)
        for rows, dense in self._dense(among):
            at, other = np.nonzero(dense)
            found = np.stack([rows[at], among[other]], axis=1)
            found, values = found[keep := found[:, 0] < found[:, 1]], dense[at, other][keep]
            best, scores = first_pairs(np.concatenate([best, found]), np.concatenate([scores, values]), most)
        return best

    def _dense(self, among: Places) -> Iterator[tuple[Places, Vector]]:
        across = sparse.csr_array(self.ties[:, among])
        for start in range(0, len(among), _ROWS):
            rows = among[start : start + _ROWS]
            index = np.asarray((self._passing[rows] @ across).todense(), dtype=np.float64)
            index[self.ties[rows][:, among].nonzero()] = 0
            yield rows, _rounded(index)

    def _products(self, pairs: Places, of_second: Matrix) -> Vector:
        found = np.zeros(len(pairs))
        for start in range(0, len(pairs), _PAIRS):
            first, second = pairs[start : start + _PAIRS].T
            found[start : start + _PAIRS] = row_sums(sparse.csr_array(self.ties[first].multiply(of_second[second])))
        return found


def first_pairs(pairs: Places, scores: Vector, most: int) -> tuple[Places, Vector]:
    """The `most` pairs of highest score with their scores, equal ones by place; a pair that comes twice counts once."""
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -scores))
    pairs, scores = pairs[order], scores[order]
    new = np.ones(len(pairs), dtype=bool)
    new[1:] = (np.diff(pairs, axis=0) != 0).any(axis=1)
    return pairs[new][:most], scores[new][:most]


def _rounded(index: Vector) -> Vector:
    return np.round(index, 12)  # what the order of summation cannot disturb
