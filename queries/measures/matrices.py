"""Networks as sparse matrices, the form in which most measures are computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
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
    rows = [neighbours[node] for node in nodes]
    starts = np.cumsum([0, *map(len, rows)])
    columns = _places(place, rows, starts[-1])
    values = np.ones(len(columns))
    if weight is not None:
        ties = chain.from_iterable(row.values() for row in rows)
        values = np.fromiter(map(dict.get, ties, repeat(weight), repeat(1.0)), dtype=np.float64, count=starts[-1])
    values[columns < 0] = 0
    matrix = sparse.csr_array((values, np.maximum(columns, 0), starts), shape=(len(nodes), len(nodes)))
    return without_diagonal(matrix)


def biadjacency(two_mode: nx.Graph[str], actors: Sequence[str], projects: Sequence[str]) -> Matrix:
    """Who is in which project: rows are actors, columns are projects, entries are 1."""
    place = {node: index for index, node in enumerate(projects)}
    neighbours = dict(two_mode.adjacency())
    rows = [neighbours[actor] for actor in actors]
    starts = np.cumsum([0, *map(len, rows)])
    columns = _places(place, rows, starts[-1])
    values = (columns >= 0).astype(np.float64)
    matrix = sparse.csr_array((values, np.maximum(columns, 0), starts), shape=(len(actors), len(projects)))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _places(place: Mapping[str, int], rows: Iterable[Iterable[str]], count: int) -> Integers:
    """The places of all that stands in the rows, -1 for what has none."""
    return np.fromiter(map(place.get, chain.from_iterable(rows), repeat(-1)), dtype=np.int64, count=count)


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
