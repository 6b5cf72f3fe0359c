"""Oracles: the package bicm, and degrees kept."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from queries.measures.configuration_model import FittedModel, fitted_model


def random_network(n_actors: int, n_projects: int, probability: float, seed: int) -> tuple[nx.Graph, set[str]]:
    graph = bipartite.random_graph(n_actors, n_projects, probability, seed=seed)
    names = {node: f"a{node}" if node < n_actors else f"p{node}" for node in graph}
    return nx.relabel_nodes(graph, names), {f"a{node}" for node in range(n_actors)}


def whole(model: FittedModel) -> np.ndarray:
    """One probability per actor × project."""
    return model.probabilities[np.ix_(model.actor_class, model.project_class)]


@given(st.integers(1, 15), st.integers(1, 15), st.floats(0.01, 0.99), st.integers(0, 10_000))
@settings(max_examples=200, deadline=None)
def test_expected_degrees_are_the_networks(n_actors: int, n_projects: int, probability: float, seed: int) -> None:
    graph, actors = random_network(n_actors, n_projects, probability, seed)

    model = fitted_model(graph, actors)

    assert whole(model).sum(axis=1) == pytest.approx([graph.degree(actor) for actor in model.actors], abs=1e-6)
    assert whole(model).sum(axis=0) == pytest.approx([graph.degree(project) for project in model.projects], abs=1e-6)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(3))
def test_probabilities_equal_bicm(seed: int) -> None:
    import bicm

    graph, actors = random_network(40, 60, 0.08, seed)
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    model = fitted_model(graph, actors & set(graph))
    oracle = bicm.BipartiteGraph()
    oracle.set_biadjacency_matrix(bipartite.biadjacency_matrix(graph, model.actors, model.projects).toarray())
    oracle.solve_tool(verbose=False, tol=1e-12)

    assert whole(model) == pytest.approx(oracle.get_bicm_matrix(), abs=1e-5)


def test_nested_participations_without_a_finite_solution_still_converge() -> None:
    # c and d can only be in p and q, a and b must be in both (Gale and Ryser): those x and y are infinite.
    graph = nx.Graph([("a", "p"), ("a", "q"), ("a", "r"), ("b", "p"), ("b", "q"), ("b", "s"), ("c", "p"), ("d", "q")])

    model = fitted_model(graph, set("abcd"))

    chance = dict(zip(model.actors, whole(model)[:, model.projects.index("s")], strict=True))
    assert chance == pytest.approx({"a": 0.5, "b": 0.5, "c": 0, "d": 0}, abs=1e-4)


def test_networks_without_projects_or_actors() -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(["a", "b"])

    assert fitted_model(graph, {"a", "b"}).probabilities.shape == (1, 0)
    assert fitted_model(nx.Graph(), set()).actors == ()
