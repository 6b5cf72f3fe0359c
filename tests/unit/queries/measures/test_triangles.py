"""Oracles: networkx `triangles`, products of dense matrices."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures import triangles
from queries.measures.matrices import adjacency
from queries.measures.triangles import Triangles


def weighted(n: int, probability: float, seed: int) -> nx.Graph:
    random = Random(seed)
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, probability, seed=seed), str)
    for _, _, data in graph.edges(data=True):
        data["weight"] = random.choice([0, 0.1, 0.5, 1, 2.5])
    return graph


def dense(values: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    """The values of cells in their places, row by row."""
    filled = np.zeros(pattern.shape)
    filled[pattern] = values
    return filled


@pytest.mark.parametrize("at_once", [1, 7, 2_000_000])
@given(st.integers(0, 12), st.floats(0, 1), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_two_paths_are_those_of_the_dense_product_however_many_are_looked_at_at_once(
    at_once: int, n: int, probability: float, seed: int
) -> None:
    graph = weighted(n, probability, seed)
    ties = adjacency(graph, list(graph), "weight")
    pattern = ties.toarray() > 0
    first, second = np.random.default_rng(seed).random((2, ties.nnz))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triangles, "_PAIRS", at_once)
        found = Triangles(ties).two_paths(first, second)

    assert found == pytest.approx((dense(first, pattern) @ dense(second, pattern))[pattern])


def test_every_triangle_is_found_once() -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(300, 6, seed=1), str)
    ties = adjacency(graph, list(graph))
    cells = Triangles(ties)
    corners = np.zeros(len(graph), dtype=int)
    for ab, ac, bc in cells:
        assert (cells.rows[ab] == cells.rows[ac]).all()
        assert (ties.indices[ab] == cells.rows[bc]).all()
        assert (ties.indices[ac] == ties.indices[bc]).all()
        np.add.at(corners, np.concatenate([cells.rows[ab], cells.rows[bc], ties.indices[bc]]), 1)

    assert dict(zip(graph, corners.tolist(), strict=True)) == nx.triangles(graph)
