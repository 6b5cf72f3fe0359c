"""Sets of key players against exhaustive search and against figures counted by hand."""

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures.bridges import pairs_left_without
from queries.measures.key_players import fragmentation, key_players


def by_definition(graph: Any, without: Any = ()) -> float:
    """F = 1 − Σ s(s − 1) / n(n − 1) (Borgatti 2006), on the network without these nodes."""
    left: Any = nx.Graph(graph)
    left.remove_nodes_from(without)
    sizes = [len(component) for component in nx.connected_components(left)]
    return 1 - sum(size * (size - 1) for size in sizes) / (len(left) * (len(left) - 1))


def named(graph: Any) -> Any:
    return nx.relabel_nodes(graph, {node: f"å{node:02}" for node in graph})


def test_fragmentation_of_a_line_without_its_middle_counted_by_hand() -> None:
    line = named(nx.path_graph(5))  # two pairs are left of four: 1 − (2 + 2) / (4 · 3)
    assert fragmentation(line) == 0
    assert fragmentation(line, ["å02"]) == pytest.approx(2 / 3)
    assert fragmentation(named(nx.empty_graph(3))) == 1
    assert fragmentation(line, ["å00", "å01", "å02", "å03"]) is None


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(4, 14), st.floats(0.05, 0.5), st.integers(0, 10_000), st.integers(1, 3))
def test_small_networks_have_the_best_set_of_all(n: int, density: float, seed: int, size: int) -> None:
    graph = named(nx.gnp_random_graph(n, density, seed=seed))
    if n - size < 2:
        return
    found = key_players(graph, size)
    best = max(by_definition(graph, nodes) for nodes in combinations(graph, size))
    assert found.exact
    assert by_definition(graph, found.nodes) == pytest.approx(best)
    assert fragmentation(graph, found.nodes) == pytest.approx(best)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(1, 25), st.floats(0.02, 0.4), st.integers(0, 10_000))
def test_pairs_left_without_each_node_are_those_of_networkx(n: int, density: float, seed: int) -> None:
    graph = named(nx.gnp_random_graph(n, density, seed=seed))
    for node, pairs in pairs_left_without(graph).items():
        left = graph.subgraph(set(graph) - {node})
        assert pairs == sum(len(part) * (len(part) - 1) for part in nx.connected_components(left))


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_greedy_search_with_swaps_finds_the_best_set_of_teams_too(
    monkeypatch: pytest.MonkeyPatch, size: int, seed: int
) -> None:
    graph = named(nx.connected_caveman_graph(4, 4) if seed == 1 else nx.random_labeled_tree(18, seed=seed))
    exhaustive = key_players(graph, size)
    monkeypatch.setattr("queries.measures.key_players._MOST_SETS", 0)
    found = key_players(graph, size)
    assert (exhaustive.exact, found.exact) == (True, False)
    assert fragmentation(graph, found.nodes) == pytest.approx(fragmentation(graph, exhaustive.nodes))


def test_only_some_may_be_in_the_set() -> None:
    star = named(nx.star_graph(4))
    assert key_players(star, 1).nodes == ("å00",)
    assert key_players(star, 1, among=["å03"]).nodes == ("å03",)
    with pytest.raises(ValueError, match="2"):
        key_players(star, 2, among=["å03"])
