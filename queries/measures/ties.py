"""The ties of a network as a matrix, with what several measures read off it, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from queries.measures.contracted import Contracted
from queries.measures.matrices import Matrix, adjacency, binary
from queries.measures.triangles import Triangles


class Ties:
    """The ties of one network.

    Attributes:
        nodes: in the order of the rows.
        weights: by the attribute `weight` where it is given, else 1; symmetric, without diagonal.
    """

    def __init__(self, graph: nx.Graph[Any], weight: str | None = None) -> None:
        self.nodes: list[str] = list(graph)
        self.weights: Matrix = adjacency(graph, self.nodes, weight)

    @cached_property
    def links(self) -> Matrix:
        """The ties, each 1."""
        return binary(self.weights)

    @cached_property
    def triangles(self) -> Triangles:
        """Three who are all tied."""
        return Triangles(self.weights)

    @cached_property
    def contracted(self) -> Contracted:
        """The network with twins as one and without leaves."""
        return Contracted(self.links)

    @cached_property
    def closed(self) -> NDArray[np.bool]:
        """Which nodes lie between nobody, since all their neighbours are tied to each other (simplicial)."""
        degree = np.diff(self.weights.indptr).astype(np.int64)
        closed: NDArray[np.bool] = 2 * self.triangles.at_nodes() == degree * (degree - 1)
        return closed
