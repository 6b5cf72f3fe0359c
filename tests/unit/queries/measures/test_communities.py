"""Oracles: planted communities, networkx modularity and connectivity."""

from __future__ import annotations

import networkx as nx
import pytest

from queries.measures.communities import communities


def sets(labels: dict[str, int]) -> list[set[str]]:
    return [{node for node in labels if labels[node] == number} for number in range(len(set(labels.values())))]


def test_planted_communities_are_found_and_numbered_by_size_then_id() -> None:
    graph = nx.relabel_nodes(nx.random_partition_graph([12, 30, 20, 20], 0.7, 0.01, seed=3), lambda node: f"å{node:02}")

    found = sets(communities(graph))

    planted = [range(12, 42), range(42, 62), range(62, 82), range(12)]
    assert found == [{f"å{node:02}" for node in part} for part in planted]


def test_as_good_as_networkx_louvain_and_connected() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)

    found = sets(communities(graph, seed=1))

    assert (
        nx.community.modularity(graph, found)
        >= nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1)) - 0.01
    )
    assert all(nx.is_connected(graph.subgraph(part)) for part in found)


@pytest.mark.parametrize("seed", range(3))
def test_same_seed_same_answer_in_whatever_order_the_nodes_come(seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(150, 0.05, seed=seed), str)
    turned: nx.Graph = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed(list(graph.edges)))

    assert communities(graph, seed) == communities(turned, seed)


def test_weights_count_isolates_stand_alone_and_nothing_gives_nothing() -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 9), ("b", "c", 0.1), ("c", "d", 9)])
    graph.add_node("ö")

    assert communities(graph) == {"a": 0, "b": 0, "c": 1, "d": 1, "ö": 2}
    assert communities(nx.empty_graph(["a", "b"])) == {"a": 0, "b": 1}
    assert communities(nx.Graph()) == {}
