"""Paths of sampled pairs against networkx' exact betweenness."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from queries.measures.matrices import adjacency
from queries.measures.sampled import Ends, sampled_paths


def every_node_an_end(graph: Any) -> Ends:
    ties = adjacency(graph, sorted(graph))
    ties.sort_indices()
    size = len(graph)
    return Ends(ties, sparse.csr_array(ties), np.ones(size, dtype=np.int64), np.ones(size))


def expected(graph: Any) -> Any:
    found = nx.betweenness_centrality(graph, normalized=False)
    return np.array([2 * found[node] for node in sorted(graph)])


@pytest.mark.parametrize(
    "graph",
    [nx.barabasi_albert_graph(80, 2, seed=1), nx.path_graph(12), nx.grid_2d_graph(5, 6), nx.cycle_graph(9)],
    ids=["hubs", "path", "grid", "cycle"],
)
def test_paths_of_every_length_are_within_the_error(graph: Any) -> None:
    ordered = len(graph) * (len(graph) - 1)
    found = sampled_paths(every_node_an_end(graph), 0.02 * ordered, seed=3)
    assert np.abs(found - expected(graph)).max() <= 0.02 * ordered


def test_pieces_without_a_path_between_them_and_isolates() -> None:
    graph = nx.disjoint_union(nx.star_graph(6), nx.path_graph(5))
    graph.add_node(99)
    found = sampled_paths(every_node_an_end(graph), 0.02 * 13 * 12, seed=1)
    assert np.abs(found - expected(graph)).max() <= 0.02 * 13 * 12


def test_twins_count_as_nodes_of_their_own() -> None:
    # A square a–b–c–d whose corner b stands for two tied nodes: of a's and c's three paths two lead over them.
    ties = adjacency(nx.relabel_nodes(nx.cycle_graph(4), str), ["0", "1", "2", "3"])
    twins = np.array([1.0, 2, 1, 1])
    whole = nx.cycle_graph(4)
    whole.add_edges_from([(4, 0), (4, 2), (4, 1)])
    paths = expected(whole)
    found = sampled_paths(Ends(ties, sparse.csr_array(ties), twins.astype(np.int64), twins), 0.3, seed=2)
    assert found == pytest.approx([paths[0], paths[1] + paths[4], paths[2], paths[3]], abs=0.3 * 2)


def test_the_seed_decides() -> None:
    ends = every_node_an_end(nx.barabasi_albert_graph(80, 2, seed=1))
    first, again, other = (sampled_paths(ends, 200, seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_without_ties_there_are_no_paths() -> None:
    assert not sampled_paths(every_node_an_end(nx.empty_graph(3)), 1, seed=0).any()
