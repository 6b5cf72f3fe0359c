"""Who lies on the shortest paths between others (Freeman 1977, doi:10.2307/3033543)."""

from __future__ import annotations

from collections.abc import Set

import networkx as nx

from queries.measures.contracted import ordered_actor_paths, ordered_paths
from queries.measures.engine import networkit_graph, turn
from queries.measures.matrices import Matrix, adjacency


def betweenness(collaboration: nx.Graph[str], error: float | None = None, seed: int = 0) -> dict[str, float]:
    """The share of all pairs of others whose shortest paths lead over each node; weights are not used.

    Equal to `networkx.betweenness_centrality(normalized=True)`: 0 to 1, isolates and graphs of one or two nodes 0.
    Values have ten significant digits, so that nodes in the same position are tied however the sum was ordered.

    With an `error` it is estimated: KADABRA (Borassi & Natale 2016, doi:10.4230/LIPIcs.ESA.2016.20) finds all nodes
    within this absolute error with probability 0.9, the same for the same `seed`. Worth it where
    nodes times ties exceed some 5,000 million.
    """
    nodes = list(collaboration)
    if len(nodes) < 3:
        return dict.fromkeys(nodes, 0.0)
    if error is not None:
        return dict(zip(nodes, _estimated(adjacency(collaboration, nodes), error, seed), strict=True))
    pairs = (len(nodes) - 1) * (len(nodes) - 2)
    return {node: _steady(paths / pairs) for node, paths in ordered_paths(collaboration).items()}


def two_mode_betweenness(
    two_mode: nx.Graph[str], actors: Set[str], error: float | None = None, seed: int = 0
) -> dict[str, float]:
    """Betweenness of the actors in the network of actors and projects, as a share of the most one could have there.

    The most is that of Borgatti & Everett 1997 (doi:10.1016/S0378-8733(96)00301-2), as in
    `networkx.bipartite.betweenness_centrality`. Where no actor could lie between others it is 0.

    With an `error` it is estimated as in `betweenness`; the error is of the share of all pairs of nodes.
    """
    most = _most_in_two_modes(len(actors), len(two_mode) - len(actors))
    if most <= 0:
        return {node: 0.0 for node in two_mode if node in actors}
    if error is not None:
        nodes = list(two_mode)
        pairs = (len(nodes) - 1) * (len(nodes) - 2) / 2
        shares = dict(zip(nodes, _estimated(adjacency(two_mode, nodes), error, seed), strict=True))
        return {node: share * pairs / most for node, share in shares.items() if node in actors}
    return {node: _steady(paths / 2 / most) for node, paths in ordered_actor_paths(two_mode, actors).items()}


def _estimated(ties: Matrix, error: float, seed: int) -> list[float]:
    import networkit

    size = ties.shape[0]
    of_others = size / (size - 2)  # KADABRA divides by n(n-1): pairs that may include the node itself
    with turn(seed=seed, threads=1):
        graph = networkit_graph(ties)
        algorithm = networkit.centrality.KadabraBetweenness(graph, error / of_others, 0.1, deterministic=True)
        scores: list[float] = algorithm.run().scores()
    return [score / 2 * of_others for score in scores]  # NetworKit 11 counts a sampled path for both its directions


def _most_in_two_modes(n_actors: int, n_projects: int) -> float:
    """The betweenness of an actor in the middle of all others, when each of them hangs on one project."""
    if n_projects <= 0:
        return 0.0
    share, left = divmod(n_actors - 1, n_projects)
    everyone = n_projects**2 * (share + 1) ** 2
    own = n_projects * (share + 1) * (2 * left - share - 1)
    return (everyone + own - left * (2 * share - left + 3)) / 2


def _steady(value: float) -> float:
    """Ten significant digits: what the order of summation cannot disturb."""
    return float(f"{value:.10g}")
