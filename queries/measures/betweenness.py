"""Who lies on the shortest paths between others (Freeman 1977, doi:10.2307/3033543)."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, Vector, without_diagonal
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
    ties = ties or Ties(two_mode)
    is_actor = np.array([node in actors for node in ties.nodes])
    pairs = (len(two_mode) - 1) * (len(two_mode) - 2)
    paths = ties.contracted.paths() if error is None else _estimated_in_two_modes(ties, is_actor, error * pairs, seed)
    return dict(zip(everyone, _steady(paths[is_actor] / 2 / most), strict=True))


def _estimated(ties: Ties, error: float, seed: int) -> Vector:
    """The paths over each node; who lies between nobody is known before, and never in the middle."""
    contracted = ties.contracted
    closed = ties.closed[contracted.twins.first][contracted.left]
    order = np.argsort(closed, kind="stable")
    middles = np.count_nonzero(~closed)
    reached = sparse.csr_array(contracted.core[order][:, order[:middles]])
    found = np.zeros(len(order))
    found[order[:middles]] = _sampled(reached, contracted.ends[order], contracted.inside[order], error, seed)
    return np.where(ties.closed, 0, np.maximum(contracted.unfolded(found), _least(len(ties.nodes))))


def _estimated_in_two_modes(ties: Ties, is_actor: NDArray[np.bool], error: float, seed: int) -> Vector:
    """The paths over each node. Actors reach one another over the projects that they share, and projects their own."""
    contracted = ties.contracted
    actors = is_actor[contracted.twins.first][contracted.left]
    rows, columns = np.flatnonzero(actors), np.flatnonzero(~actors)
    participations = sparse.csr_array(contracted.core[rows][:, columns])
    met = without_diagonal(sparse.csr_array(participations @ participations.T))
    reached = sparse.csr_array(sparse.vstack([met, participations.T]))
    order, found = np.concatenate([rows, columns]), np.zeros(len(actors))
    found[rows] = _sampled(reached, contracted.ends[order], np.ones(len(order)), error, seed)
    several = np.diff(ties.links.indptr) > 1
    return np.where(several, np.maximum(contracted.unfolded(found), _least(len(ties.nodes))), 0)


def _sampled(reached: Matrix, counts: Vector, inside: Vector, error: float, seed: int) -> Vector:
    """The paths over each middle; `reached` from each end, a row, the middles themselves first."""
    reached.sort_indices()
    middles = reached.shape[1]
    ends = Ends(sparse.csr_array(reached[:middles]), reached, counts.astype(np.int64), inside[:middles])
    return sampled_paths(ends, error, seed)


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
