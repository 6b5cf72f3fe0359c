"""How much an actor's contacts already know each other (Burt 1992, Structural Holes).

Ties count by their weight; a tie of weight 0 is none.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from queries.measures.matrices import Matrix, Vector, row_sums
from queries.measures.ties import Ties


class StructuralHoles:
    """The figures of one network, isolates undefined (None); `weight=None` counts every tie alike.

    `ties` are those of the graph, by this weight, where they are at hand.
    """

    def __init__(self, graph: nx.Graph[str], weight: str | None = "weight", ties: Ties | None = None) -> None:
        ties = ties or Ties(graph, weight)
        self._nodes, self._ties, self._triangles = ties.nodes, ties.weights, ties.triangles
        self._shares = self._ties.data / row_sums(self._ties)[self._triangles.rows]

    def constraint(self) -> dict[str, float | None]:
        """How far each node's time and energy are bound to one circle: low where it bridges holes.

        Σ over contacts j of (p_ij + Σ_q p_iq·p_qj)², p = the share of a tie in its node's ties. As
        `networkx.constraint` and igraph's `constraint`; above 1 is possible.
        """
        bound = self._shares + self._triangles.two_paths(self._shares, self._shares)
        return self._by_node(bound**2)

    def effective_size(self) -> dict[str, float | None]:
        """How many contacts each node has when those who know each other count less.

        Contacts minus redundancy Σ_j Σ_q p_iq·m_jq, m = a tie as a share of its node's strongest, as in
        `networkx.effective_size`; with `weight=None` it is Borgatti's n − 2t/n.
        """
        relative = self._ties.data / _strongest(self._ties)[self._triangles.rows]
        redundancy = self._triangles.two_paths(self._shares, relative[self._triangles.back])
        return self._by_node(1 - redundancy)

    def _by_node(self, of_ties: Vector) -> dict[str, float | None]:
        values = np.bincount(self._triangles.rows, of_ties, minlength=len(self._nodes)).tolist()
        ties = np.diff(self._ties.indptr)
        return {node: value if n else None for node, value, n in zip(self._nodes, values, ties, strict=True)}


def _strongest(ties: Matrix) -> Vector:
    if not ties.shape[0]:
        return np.zeros(0)
    return np.asarray(ties.max(axis=1).todense(), dtype=np.float64).ravel()
