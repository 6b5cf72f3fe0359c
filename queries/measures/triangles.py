"""Three who are all tied to one another: what constraint, redundancy and closed two-paths are sums over.

In a network of teams a product of matrices adds up dozens of open two-paths over the hubs for each one that is closed.
Here each triangle is found once, from its corner with the fewest ties (Chiba & Nishizeki 1985, doi:10.1137/0214017).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, Vector

Cells: TypeAlias = NDArray[np.signedinteger[Any]]

_PAIRS: Final = 2_000_000  # pairs of contacts looked at together; bounds the memory to some 200 MB


class Triangles:
    """The triangles of a network, by cells: the places of its ties, in both directions, in the data of its matrix.

    Attributes:
        rows: the row of each cell.
        back: for each cell that of the same tie in the other direction.
    """

    def __init__(self, ties: Matrix) -> None:
        """`ties` is symmetric, without diagonal and sorted, as `adjacency` and `without_diagonal` give it."""
        self.rows: Cells = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
        # From 1, since 0 is no entry.
        self._numbers = sparse.csr_array((np.arange(1, ties.nnz + 1), ties.indices, ties.indptr), shape=ties.shape)
        self.back: Cells = self._numbers.T.tocsr().data - 1

    def find(self) -> None:
        """Find them now, before several threads ask for them."""
        self._found  # noqa: B018

    def __iter__(self) -> Iterator[tuple[Cells, Cells, Cells]]:
        """Every triangle a, b, c once, many at a time: the cells from a to b, from a to c and from b to c."""
        return iter(self._found)

    @cached_property
    def _found(self) -> list[tuple[Cells, Cells, Cells]]:
        """All of them, since several measures go through them; 12 bytes a triangle."""
        return list(self._batches())

    def _batches(self) -> Iterator[tuple[Cells, Cells, Cells]]:
        order = np.argsort(np.diff(self._numbers.indptr), kind="stable")
        upper = sparse.triu(self._numbers[order][:, order], k=1, format="csr")
        upper.sort_indices()
        columns, size = upper.indices.astype(np.int64), upper.shape[0]
        cells = (upper.data - 1).astype(np.int32 if len(self.rows) <= np.iinfo(np.int32).max else np.int64)
        keys = np.repeat(np.arange(size), np.diff(upper.indptr)) * size + columns
        for ab, ac in _pairs(upper.indptr):
            closing = columns[ab] * size + columns[ac]
            bc = np.searchsorted(keys[:-1], closing)  # beyond the last but one only the last is left
            closed = keys[bc] == closing
            yield cells[ab[closed]], cells[ac[closed]], cells[bc[closed]]

    def at_nodes(self) -> Cells:
        """How many triangles each node is a corner of."""
        size = self._numbers.shape[0]
        total = np.zeros(size, dtype=np.int64)
        for ab, _, bc in self:
            for corner in (self.rows[ab], self.rows[bc], self.rows[self.back[bc]]):
                total += np.bincount(corner, minlength=size)
        return total

    def two_paths(self, first: Vector, second: Vector) -> Vector:
        """For each cell i–j the sum of first(i–q) · second(q–j) over all q tied to both; values are by cell."""
        total = np.zeros(len(self.rows))
        for ab, ac, bc in self:
            ba, ca, cb = self.back[ab], self.back[ac], self.back[bc]
            for iq, qj, ij in ((ab, bc, ac), (cb, ba, ca), (ac, cb, ab), (bc, ca, ba), (ba, ac, bc), (ca, ab, cb)):
                total += np.bincount(ij, first[iq] * second[qj], minlength=len(total))
        return total


def _pairs(starts: Cells) -> Iterator[tuple[Cells, Cells]]:
    """All pairs of entries of one row, the first before the second, for some rows at a time."""
    count = int(starts[-1])
    later = np.repeat(starts[1:], np.diff(starts)) - np.arange(count) - 1  # entries after each in its row
    before = np.cumsum(later) - later
    breaks = np.flatnonzero(np.diff(before // _PAIRS)) + 1
    for start, end in pairwise(np.unique([0, *breaks, count])):
        first = np.repeat(np.arange(start, end), later[start:end])
        yield first, first + 1 + np.arange(len(first)) - (before[first] - before[start])
