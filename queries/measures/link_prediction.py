"""How near two nodes without a tie are by their common contacts, as sparse products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, Vector, adjacency, binary, row_sums, scaled_rows

Places = NDArray[np.int64]

FADING: Final = 0.5
"""What a year since one of two last began anything takes off the logarithm of the index.

Chosen among 0, ¼, ½ and 1 by which of the first 1,000 pairs of July 2016 in Horizon 2020 came to be by the end of 2017.
"""
_FAR: Final = 1e-17  # puts whoever has no common contact after everybody who has
_ROUNDING: Final = 1e-11
_CELLS: Final = 20_000_000  # pairs looked at together; bounds the memory to some 500 MB
_PAIRS: Final = 20_000


class CommonContacts:
    """Resource allocation (Zhou, Lü & Zhang 2009, doi:10.1140/epjb/e2009-00335-8), fading with time.

    The index of two nodes is Σ over common contacts of 1/degree, times e^(−½ y) for each of the two, where y is the
    years since it last began anything, its `idle` years (0 if not given). Pairs without a common contact come after all
    others, by the product of how much either has done lately, its `recent` (0 if not given). Nodes are places in
    `nodes`, pairs arrays of two columns of places. Ties count as 1 whatever their weight.
    """

    def __init__(
        self,
        graph: nx.Graph[str],
        idle: Mapping[str, float] | None = None,
        recent: Mapping[str, float] | None = None,
    ) -> None:
        self.nodes: tuple[str, ...] = tuple(sorted(graph))
        self.place: Mapping[str, int] = {node: place for place, node in enumerate(self.nodes)}
        self.ties = binary(adjacency(graph, self.nodes))
        self.degrees = row_sums(self.ties)
        self._passing: Matrix = sparse.csr_array(scaled_rows(self.ties, self.degrees).T)
        self._lively: Vector = np.exp([-FADING * (idle or {}).get(node, 0.0) for node in self.nodes])
        self._recent: Vector = np.array([(recent or {}).get(node, 0.0) for node in self.nodes], dtype=np.float64)

    def are_tied(self, pairs: Places) -> NDArray[np.bool_]:
        """Whether each pair has a tie."""
        if not len(pairs):
            return np.zeros(0, dtype=bool)
        return np.asarray(self.ties[pairs[:, 0], pairs[:, 1]]).ravel() > 0

    def counts(self, pairs: Places) -> Vector:
        """How many contacts each pair has in common."""
        return self._products(pairs, self.ties)

    def scores(self, pairs: Places) -> Vector:
        """The index of each pair, tied or not."""
        return self._faded(self._products(pairs, self._passing), pairs[:, 0], pairs[:, 1])

    def block(self, rows: Places, columns: Places) -> Vector:
        """The index of each of `rows` with each of `columns`."""
        return self._faded(self._index(rows, columns), rows[:, None], columns[None, :])

    def nearest(self, among: Places, most: int) -> Places:
        """The `most` nearest open pairs with a common contact and both ends `among` these; equals by place."""
        best, scores = np.empty((0, 2), np.int64), np.empty(0)
        among, size = np.sort(among), max(1, _CELLS // max(1, len(among)))
        for start in range(0, len(among), size):
            rows, columns = among[start : start + size], among[start:]
            cells = sparse.csr_array(self._passing[rows] @ self.ties[:, columns]).tocoo()
            least = float(scores[-1]) - _ROUNDING if len(scores) == most else 0.0  # fading only takes away
            near = np.flatnonzero((cells.data >= least) & (rows[cells.row] < columns[cells.col]))
            found = np.stack([rows[cells.row[near]], columns[cells.col[near]]], axis=1)
            is_open = ~self.are_tied(found)
            found, index = found[is_open], cells.data[near][is_open]
            values = self._faded(index, *found.T)
            best, scores = first_pairs(np.concatenate([best, found]), np.concatenate([scores, values]), most)
        return best

    def _index(self, rows: Places, columns: Places) -> Vector:
        return np.asarray((self._passing[rows] @ self.ties[:, columns]).toarray())

    def _products(self, pairs: Places, of_second: Matrix) -> Vector:
        found = np.zeros(len(pairs))
        for start in range(0, len(pairs), _PAIRS):
            first, second = pairs[start : start + _PAIRS].T
            found[start : start + _PAIRS] = row_sums(sparse.csr_array(self.ties[first].multiply(of_second[second])))
        return found

    def _faded(self, index: Vector, first: Places, second: Places) -> Vector:
        """Rounded, so that the order of summation cannot disturb the order of pairs."""
        far = _FAR * self._recent[first] * self._recent[second]
        return np.asarray(np.where(index > 0, np.round(index * self._lively[first] * self._lively[second], 12), far))


def first_pairs(pairs: Places, scores: Vector, most: int) -> tuple[Places, Vector]:
    """The `most` pairs of highest score with their scores, equal ones by place; a pair that comes twice counts once.

    None comes more than twice. What cannot be among them is put aside before anything is sorted.
    """
    if len(scores) > 2 * most:
        kept = scores >= np.partition(scores, -2 * most)[-2 * most]
        pairs, scores = pairs[kept], scores[kept]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -scores))
    pairs, scores = pairs[order], scores[order]
    new = np.ones(len(pairs), dtype=bool)
    new[1:] = (np.diff(pairs, axis=0) != 0).any(axis=1)
    return pairs[new][:most], scores[new][:most]
