"""Oracle: networkx; scikit-learn's definition of inverse frequency by hand."""

from __future__ import annotations

from math import log

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures.closeness import inverse_frequency, resource_allocation, weighted_jaccard


@given(st.integers(0, 25), st.floats(0, 1), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_resource_allocation_equals_networkx(n: int, p: float, seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, p, seed=seed), lambda node: f"å{node:02}")
    expected = {(a, b): index for a, b, index in nx.resource_allocation_index(graph, nx.complement(graph).edges)}
    found = {node: resource_allocation(graph, node) for node in graph}

    assert {(a, b): found[a].get(b, 0) for a, b in expected} == pytest.approx(expected)
    assert all(index > 0 and node not in found[node] for node in graph for index in found[node].values())


def test_weighted_jaccard_by_hand() -> None:
    weights = {"LTU": 0.5, "Sorsele": 2.0, "Malå": 1.5}

    assert weighted_jaccard({"LTU", "Sorsele"}, {"LTU", "Malå"}, weights) == pytest.approx(0.5 / 4)
    assert weighted_jaccard({"LTU"}, {"LTU"}, weights) == 1
    assert weighted_jaccard({"LTU"}, {"Malå"}, weights) == 0
    assert weighted_jaccard(set(), set(), weights) is None


def test_what_few_have_weighs_more() -> None:
    assert inverse_frequency({"a": ["LTU", "LTU"], "b": ["LTU", "Malå"], "c": []}) == pytest.approx(
        {"LTU": log(4 / 3) + 1, "Malå": log(4 / 2) + 1}
    )
