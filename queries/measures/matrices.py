"""Networks as sparse matrices, the form in which most measures are computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix: TypeAlias = "sparse.csr_array[np.float64]"
Vector: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]


def empty(rows: int, columns: int) -> Matrix:
    """A matrix without entries."""
    return sparse.csr_array((rows, columns), dtype=np.float64)


def adjacency(graph: nx.Graph[str], nodes: Sequence[str], weight: str | None = None) -> Matrix:
    """The ties among `nodes` as a symmetric matrix without diagonal; a tie whose weight is 0 is no tie.

    Entries are 1, or the attribute `weight` (1 where it is missing).
    """
    place = {node: index for index, node in enumerate(nodes)}
    neighbours = dict(graph.adjacency())  # plain dicts: in large networks the views of networkx take seconds
    rows = [[place[other] for other in neighbours[node] if other in place] for node in nodes]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=starts[-1])
    values = np.ones(len(columns))
    if weight is not None:
        ties = (data for node in nodes for other, data in neighbours[node].items() if other in place)
        values = np.fromiter((data.get(weight, 1.0) for data in ties), dtype=np.float64, count=starts[-1])
    return without_diagonal(sparse.csr_array((values, columns, starts), shape=(len(nodes), len(nodes))))


def biadjacency(two_mode: nx.Graph[str], actors: Sequence[str], projects: Sequence[str]) -> Matrix:
    """Who is in which project: rows are actors, columns are projects, entries are 1."""
    place = {node: index for index, node in enumerate(projects)}
    neighbours = dict(two_mode.adjacency())
    rows = [[place[other] for other in neighbours[actor] if other in place] for actor in actors]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=starts[-1])
    matrix = sparse.csr_array((np.ones(len(columns)), columns, starts), shape=(len(actors), len(projects)))
    matrix.sort_indices()
    return matrix


def projects_of(two_mode: nx.Graph[str], actors: Collection[str]) -> list[str]:
    """The nodes of the two-mode network that are no actors, in its order."""
    known = set(actors)
    return [node for node in two_mode if node not in known]


def memberships(nodes: Sequence[str], groups: Mapping[str, str | None]) -> tuple[Matrix, list[str]]:
    """Which node is in which group (nodes × groups, at most one 1 per row) and the groups, sorted."""
    names = sorted({group for node in nodes if (group := groups.get(node)) is not None})
    column = {name: index for index, name in enumerate(names)}
    cells = [(row, column[group]) for row, node in enumerate(nodes) if (group := groups.get(node)) is not None]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    shape = (len(nodes), len(names))
    return sparse.csr_array((np.ones(len(cells)), (list(rows), list(columns))), shape=shape), names


def binary(matrix: Matrix) -> Matrix:
    """The same cells, each with the value 1."""
    ones = matrix.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def without_diagonal(matrix: Matrix) -> Matrix:
    """The same matrix with nothing on its diagonal and no stored zeros."""
    cells = matrix.tocoo()
    keep = (cells.row != cells.col) & (cells.data != 0)
    return sparse.csr_array((cells.data[keep], (cells.row[keep], cells.col[keep])), shape=matrix.shape)


def row_sums(matrix: Matrix) -> Vector:
    """The sum of every row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def scaled_rows(matrix: Matrix, divisors: Vector) -> Matrix:
    """Every row divided by its divisor; rows whose divisor is 0 become empty."""
    factors = np.divide(1.0, divisors, out=np.zeros_like(divisors), where=divisors != 0)
    return sparse.csr_array(sparse.diags_array(factors) @ matrix)
