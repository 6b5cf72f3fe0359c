"""Betweenness on the contracted network against networkx on the whole one."""

from typing import Any

import networkit
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures.ties import Ties

TEAMS = st.lists(st.sets(st.integers(0, 14), min_size=0, max_size=5), max_size=12)


def two_mode(teams: Any) -> Any:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"a{actor}" for actor in range(15))
    for number, team in enumerate(teams):
        graph.add_node(f"p{number}")
        graph.add_edges_from((f"a{actor}", f"p{number}") for actor in team)
    return graph


def paths(graph: Any) -> Any:
    ties = Ties(graph)
    return dict(zip(ties.nodes, ties.contracted.paths().tolist(), strict=True))


def expected(graph: Any) -> Any:
    return {node: 2 * value for node, value in nx.betweenness_centrality(graph, normalized=False).items()}


@settings(deadline=None, derandomize=True)
@given(TEAMS)
def test_both_networks_of_any_teams_agree_with_networkx(teams: Any) -> None:
    graph = two_mode(teams)
    actors = {node for node in graph if node.startswith("a")}
    collaboration = nx.bipartite.projected_graph(graph, actors)
    assert paths(collaboration) == pytest.approx(expected(collaboration))
    over, over_actors = paths(graph), expected(graph)
    assert {node: over[node] for node in actors} == pytest.approx({node: over_actors[node] for node in actors})


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.integers(0, 10_000), st.floats(0.05, 0.6))
def test_any_graph_agrees_with_networkx(seed: Any, density: Any) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(20, density, seed=seed), str)
    assert paths(graph) == pytest.approx(expected(graph))


def test_more_sources_than_one_block_agree_with_networkx() -> None:
    random = np.random.default_rng(3)
    graph = nx.relabel_nodes(nx.gnm_random_graph(700, 1400, seed=4), str)
    graph.add_edges_from((f"leaf{number}", str(random.integers(700))) for number in range(100))
    assert paths(graph) == pytest.approx(expected(graph))


def test_empty_networks_have_no_paths() -> None:
    assert paths(nx.Graph()) == {}
    assert Ties(nx.Graph()).contracted.work == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_teams_agree_with_networkit_on_the_whole_network(seed: int) -> None:
    random = np.random.default_rng(seed)
    graph = two_mode([random.choice(15, size=random.integers(1, 6), replace=False) for _ in range(9)])
    collaboration = nx.bipartite.projected_graph(graph, [node for node in graph if node.startswith("a")])
    walked = networkit.centrality.Betweenness(networkit.nxadapter.nx2nk(collaboration)).run().scores()
    assert paths(collaboration) == pytest.approx(dict(zip(collaboration, walked, strict=True)))
