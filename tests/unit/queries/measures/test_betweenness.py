"""Oracle: networkx, one-mode and bipartite."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from queries.measures.betweenness import betweenness, is_small, two_mode_betweenness
from queries.measures.ties import Ties


def named(graph: nx.Graph) -> nx.Graph:
    return nx.relabel_nodes(graph, {node: f"å{node}" for node in graph})


def two_mode(n_actors: int, n_projects: int, probability: float, seed: int) -> tuple[nx.Graph, set[str]]:
    graph = named(bipartite.random_graph(n_actors, n_projects, probability, seed=seed))
    return graph, {f"å{actor}" for actor in range(n_actors)}


@given(st.integers(0, 40), st.floats(0, 0.5), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_equals_networkx_also_on_disconnected_and_tiny_graphs(n: int, probability: float, seed: int) -> None:
    graph = named(nx.gnp_random_graph(n, probability, seed=seed))

    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)


def test_weights_do_not_count() -> None:
    graph = named(nx.cycle_graph(5))
    nx.set_edge_attributes(graph, {("å0", "å1"): 0.01}, "weight")

    assert set(betweenness(graph).values()) == {betweenness(graph)["å0"]}


def test_actors_in_the_same_position_are_tied_exactly() -> None:
    assert len(set(betweenness(named(nx.circulant_graph(101, [1, 2, 7]))).values())) == 1


def test_the_estimate_keeps_its_error_bound_and_its_seed() -> None:
    graph = named(nx.barabasi_albert_graph(300, 3, seed=5))
    exact = nx.betweenness_centrality(graph)

    first = betweenness(graph, error=0.05, seed=3)

    assert max(abs(first[node] - exact[node]) for node in graph) <= 0.05
    assert first == betweenness(graph, error=0.05, seed=3)
    assert first != betweenness(graph, error=0.05, seed=4)


def teams(seed: int) -> tuple[nx.Graph, set[str]]:
    """Eighty actors in forty teams of two to six; most actors are in one."""
    random = np.random.default_rng(seed)
    graph: nx.Graph = nx.Graph()
    for number in range(40):
        team = random.integers(0, 80, size=random.integers(2, 7))
        graph.add_edges_from((f"å{actor}", f"p{number}") for actor in team)
    return graph, {node for node in graph if node.startswith("å")}


@pytest.mark.parametrize("seed", [1, 2])
def test_an_estimate_is_zero_for_those_who_lie_between_nobody_and_for_no_others(seed: int) -> None:
    graph, actors = teams(seed)
    collaboration = bipartite.projected_graph(graph, actors)
    exact, exact_two_mode = nx.betweenness_centrality(collaboration), nx.betweenness_centrality(graph)

    found = betweenness(collaboration, error=0.02, seed=1)
    found_two_mode = two_mode_betweenness(graph, actors, error=0.02, seed=1)

    assert {node for node in actors if found[node]} == {node for node in actors if exact[node] > 1e-12}
    assert {node for node in actors if found_two_mode[node]} == {
        node for node in actors if exact_two_mode[node] > 1e-12
    }
    assert max(abs(found[node] - exact[node]) for node in actors) <= 0.02


def test_what_is_walked_is_counted_after_contraction() -> None:
    # By hand: a ring of five is five nodes times five ties; a team of nine and what hangs on it is nothing.
    assert Ties(named(nx.cycle_graph(5))).contracted.work == 25
    assert Ties(named(nx.lollipop_graph(9, 4))).contracted.work == 0
    assert is_small(Ties(named(nx.cycle_graph(5))))


@given(st.integers(2, 20), st.integers(2, 20), st.floats(0.01, 0.5), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_two_modes_equal_networkx(n_actors: int, n_projects: int, probability: float, seed: int) -> None:
    graph, actors = two_mode(n_actors, n_projects, probability, seed)
    oracle = bipartite.betweenness_centrality(graph, actors)

    assert two_mode_betweenness(graph, actors) == pytest.approx({actor: oracle[actor] for actor in actors}, abs=1e-9)


def test_the_estimate_of_two_modes_keeps_its_error_bound() -> None:
    graph, actors = two_mode(60, 40, 0.06, 1)
    exact = nx.betweenness_centrality(graph)

    found = two_mode_betweenness(graph, actors, error=0.05, seed=3)

    most = two_mode_betweenness(graph, actors)
    scale = next(most[actor] / exact[actor] for actor in actors if exact[actor])
    assert max(abs(found[actor] / scale - exact[actor]) for actor in actors) <= 0.05


def test_the_middle_of_a_star_of_projects_has_all_there_is() -> None:
    graph = nx.Graph([("centre", "p"), ("centre", "q"), ("p", "a"), ("q", "b")])

    assert two_mode_betweenness(graph, {"centre", "a", "b"}) == {"centre": 1.0, "a": 0.0, "b": 0.0}


@pytest.mark.parametrize("edges", [[], [("a", "p")]])
def test_where_nobody_can_be_between_it_is_zero(edges: list[tuple[str, str]]) -> None:
    graph = nx.Graph(edges)
    graph.add_node("a")

    assert two_mode_betweenness(graph, {"a"}) == {"a": 0.0}
