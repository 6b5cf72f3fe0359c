"""Who lies on the shortest paths between others (Freeman 1977, doi:10.2307/3033543)."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

import networkx as nx
import numpy as np
from scipy import sparse

from queries.measures.matrices import Vector, biadjacency, projects_of, without_diagonal
from queries.measures.sampled import Ends, sampled_paths
from queries.measures.ties import Ties

MOST_WORK: Final = 300_000_000
"""Nodes times ties, when contracted, up to which betweenness is worth computing exactly: some ten seconds."""


def is_small(ties: Ties) -> bool:
    """Whether the contracted network is at most `MOST_WORK`."""
    return ties.contracted.work <= MOST_WORK


def betweenness(
    collaboration: nx.Graph[str], error: float | None = None, seed: int = 0, ties: Ties | None = None
) -> dict[str, float]:
    """The share of all pairs of others whose shortest paths lead over each node; weights are not used.

    Equal to `networkx.betweenness_centrality(normalized=True)`: 0 to 1, isolates and graphs of one or two nodes 0.
    Values have ten significant digits, so that nodes in the same position are tied however the sum was ordered.

    With an `error` it is estimated: all nodes are within it with probability 0.9, the same for the same `seed`, and a
    node is 0 if and only if it lies between nobody. `ties` are those of the graph where they are at hand.
    """
    nodes = list(collaboration)
    if len(nodes) < 3:
        return dict.fromkeys(nodes, 0.0)
    ties = ties or Ties(collaboration)
    pairs = (len(nodes) - 1) * (len(nodes) - 2)
    paths = ties.contracted.paths() if error is None else _estimated(ties, error * pairs, seed)
    return dict(zip(nodes, _steady(paths / pairs), strict=True))


def two_mode_betweenness(
    two_mode: nx.Graph[str],
    actors: Set[str],
    error: float | None = None,
    seed: int = 0,
    ties: Ties | None = None,
) -> dict[str, float]:
    """Betweenness of the actors in the network of actors and projects, as a share of the most one could have there.

    The most is that of Borgatti & Everett 1997 (doi:10.1016/S0378-8733(96)00301-2), as in
    `networkx.bipartite.betweenness_centrality`. Where no actor could lie between others it is 0.

    With an `error` it is estimated as in `betweenness`; the error is of the share of all pairs of nodes.
    """
    everyone = [node for node in two_mode if node in actors]
    most = _most_in_two_modes(len(everyone), len(two_mode) - len(everyone))
    if most <= 0:
        return dict.fromkeys(everyone, 0.0)
    if error is not None:
        pairs = (len(two_mode) - 1) * (len(two_mode) - 2)
        paths = _estimated_in_two_modes(two_mode, everyone, error * pairs, seed)
        return dict(zip(everyone, _steady(paths / 2 / most), strict=True))
    ties = ties or Ties(two_mode)
    values = _steady(ties.contracted.paths() / 2 / most)
    return {node: value for node, value in zip(ties.nodes, values, strict=True) if node in actors}


def _estimated(ties: Ties, error: float, seed: int) -> Vector:
    """The paths over each node. Only nodes between others are middles; twins are one."""
    same, closed = ties.contracted.twins, ties.closed
    between = np.flatnonzero(~closed[same.first])
    order = np.concatenate([between, np.flatnonzero(closed[same.first])])
    first, counts = same.first[order], same.counts[order]
    reached = sparse.csr_array(ties.links[first][:, first[: len(between)]])
    reached.sort_indices()
    twins = counts[: len(between)].astype(np.float64)
    paths = sampled_paths(Ends(sparse.csr_array(reached[: len(between)]), reached, counts, twins), error, seed)
    found = np.zeros(len(order))
    found[between] = np.maximum(paths / twins, _least(len(ties.nodes)))
    return np.asarray(found[same.place])


def _estimated_in_two_modes(two_mode: nx.Graph[str], actors: list[str], error: float, seed: int) -> Vector:
    """The paths over each actor. Who is in two projects lies between them; who is in one has the place of its project.

    Middles reach one another over the projects that they share, and a project reaches its own.
    """
    participations = biadjacency(two_mode, actors, projects_of(two_mode, set(actors)))
    projects = np.diff(participations.indptr)
    between = np.flatnonzero(projects > 1)
    middles = sparse.csr_array(participations[between])
    met = without_diagonal(sparse.csr_array(middles @ middles.T))
    reached = sparse.csr_array(sparse.vstack([met, middles.T]))
    reached.sort_indices()
    counts = np.concatenate([np.ones(len(between)), 1 + participations.T @ (projects == 1)]).astype(np.int64)
    paths = sampled_paths(Ends(met, reached, counts, np.ones(len(between))), error, seed)
    found = np.zeros(len(actors))
    found[between] = np.maximum(paths, _least(len(two_mode)))
    return found


def _least(size: int) -> float:
    """What lies at least over a node between others: two that are not tied have at most so many in common."""
    return 2 / size


def _most_in_two_modes(n_actors: int, n_projects: int) -> float:
    """The betweenness of an actor in the middle of all others, when each of them hangs on one project."""
    if n_projects <= 0:
        return 0.0
    share, left = divmod(n_actors - 1, n_projects)
    everyone = n_projects**2 * (share + 1) ** 2
    own = n_projects * (share + 1) * (2 * left - share - 1)
    return (everyone + own - left * (2 * share - left + 3)) / 2


def _steady(values: Vector) -> list[float]:
    """Ten significant digits: what the order of summation cannot disturb."""
    return [float(f"{value:.10g}") for value in values.tolist()]
