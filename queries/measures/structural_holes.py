"""How much an actor's contacts already know each other (Burt 1992, Structural Holes).

Ties count by their weight; a tie of weight 0 is none.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from queries.measures.matrices import Matrix, Vector, adjacency, binary, product_within, row_sums, scaled_rows


class StructuralHoles:
    """The figures of one network, isolates undefined (None); `weight=None` counts every tie alike."""

    def __init__(self, graph: nx.Graph[str], weight: str | None = "weight") -> None:
        self._nodes = list(graph)
        self._ties = adjacency(graph, self._nodes, weight)
        self._shares = scaled_rows(self._ties, row_sums(self._ties))

    def constraint(self) -> dict[str, float | None]:
        """How far each node's time and energy are bound to one circle: low where it bridges holes.

        Σ over contacts j of (p_ij + Σ_q p_iq·p_qj)², p = the share of a tie in its node's ties. As
        `networkx.constraint` and igraph's `constraint`; above 1 is possible.
        """
        bound = self._shares + product_within(self._shares, self._shares, binary(self._ties))
        return self._by_node(row_sums(bound.power(2)))

    def effective_size(self) -> dict[str, float | None]:
        """How many contacts each node has when those who know each other count less.

        Contacts minus redundancy Σ_j Σ_q p_iq·m_jq, m = a tie as a share of its node's strongest, as in
        `networkx.effective_size`; with `weight=None` it is Borgatti's n − 2t/n.
        """
        relative = scaled_rows(self._ties, _strongest(self._ties))
        redundancy = product_within(self._shares, relative.T.tocsr(), binary(self._ties))
        return self._by_node(row_sums(binary(self._ties)) - row_sums(redundancy))

    def _by_node(self, values: Vector) -> dict[str, float | None]:
        isolated = np.diff(self._ties.indptr) == 0
        return {
            node: None if alone else float(value)
            for node, value, alone in zip(self._nodes, values, isolated, strict=True)
        }


def _strongest(ties: Matrix) -> Vector:
    if not ties.shape[0]:
        return np.zeros(0)
    return np.asarray(ties.max(axis=1).todense(), dtype=np.float64).ravel()
