"""Oracles: networkx on random graphs, R igraph 1.3.5 (tests/unit/reference/constraint.csv) on fixed ones."""

from __future__ import annotations

import math
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures.structural_holes import StructuralHoles
from tests.unit.queries.measures.reference_graphs import GRAPHS, numbers


def weighted(n: int, probability: float, seed: int) -> nx.Graph:
    random = Random(seed)
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, probability, seed=seed), str)
    for _, _, data in graph.edges(data=True):
        data["weight"] = random.choice([0.1, 0.5, 1, 2.5])
    return graph


def defined(figures: dict[str, float]) -> dict[str, float | None]:
    return {node: None if math.isnan(figure) else figure for node, figure in figures.items()}


@given(st.integers(1, 15), st.floats(0, 1), st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_equal_to_networkx(n: int, probability: float, seed: int) -> None:
    graph = weighted(n, probability, seed)

    assert StructuralHoles(graph).constraint() == pytest.approx(defined(nx.constraint(graph, weight="weight")))
    # Node by node: the whole-graph path of networkx 3.6.1 divides by the strongest tie of the wrong end.
    oracle = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert StructuralHoles(graph).effective_size() == pytest.approx(defined(oracle), abs=1e-9)
    assert StructuralHoles(graph, weight=None).effective_size() == pytest.approx(
        defined(nx.effective_size(graph)), abs=1e-9
    )


@pytest.mark.parametrize("name", GRAPHS)
def test_constraint_equals_igraph(name: str) -> None:
    graph, _ = GRAPHS[name]

    assert StructuralHoles(graph).constraint() == pytest.approx(
        {node: row[0] for node, row in numbers("constraint.csv", name).items()}
    )


def test_isolates_and_actors_with_empty_ties_are_undefined() -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_node("alone")
    graph.add_edge("a", "b", weight=0)

    assert set(StructuralHoles(graph).constraint().values()) == {None}
    assert set(StructuralHoles(graph).effective_size().values()) == {None}


def test_order_of_nodes_does_not_matter() -> None:
    graph = weighted(12, 0.4, seed=1)
    turned: nx.Graph = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(graph.edges(data=True))

    assert StructuralHoles(turned).constraint() == pytest.approx(StructuralHoles(graph).constraint())
    assert StructuralHoles(turned).effective_size() == pytest.approx(StructuralHoles(graph).effective_size())
