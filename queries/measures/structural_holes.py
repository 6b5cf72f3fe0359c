"""How much an actor's contacts already know each other (Burt 1992, Structural Holes).

Ties count by their weight; a tie of weight 0 is none.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from queries.measures.matrices import Matrix, Vector, adjacency, binary, product_within, row_sums, scaled_rows


def constraint(graph: nx.Graph[str], weight: str | None = "weight") -> dict[str, float | None]:
    """How far each node's time and energy are bound to one circle: low where it bridges holes.

    Σ over contacts j of (p_ij + Σ_q p_iq·p_qj)², p = the share of a tie in its node's ties. As `networkx.constraint`
    and igraph's `constraint`; above 1 is possible. None for isolates.
    """
    nodes = list(graph)
    ties = adjacency(graph, nodes, weight)
    shares = scaled_rows(ties, row_sums(ties))
    bound = shares + product_within(shares, shares, binary(ties))
    return _by_node(nodes, ties, row_sums(bound.power(2)))


def effective_size(graph: nx.Graph[str], weight: str | None = "weight") -> dict[str, float | None]:
    """How many contacts each node has when those who know each other count less.

    Contacts minus redundancy Σ_j Σ_q p_iq·m_jq, m = a tie as a share of its node's strongest, as in
    `networkx.effective_size`; with `weight=None` it is Borgatti's n − 2t/n. None for isolates.
    """
    nodes = list(graph)
    ties = adjacency(graph, nodes, weight)
    shares = scaled_rows(ties, row_sums(ties))
    relative = scaled_rows(ties, _strongest(ties))
    redundancy = product_within(shares, relative.T.tocsr(), binary(ties))
    return _by_node(nodes, ties, row_sums(binary(ties)) - row_sums(redundancy))


def _strongest(ties: Matrix) -> Vector:
    if not ties.shape[0]:
        return np.zeros(0)
    return np.asarray(ties.max(axis=1).todense(), dtype=np.float64).ravel()


def _by_node(nodes: list[str], ties: Matrix, values: Vector) -> dict[str, float | None]:
    isolated = np.diff(ties.indptr) == 0
    return {node: None if alone else float(value) for node, value, alone in zip(nodes, values, isolated, strict=True)}
