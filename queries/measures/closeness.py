"""How near two actors or projects are without being tied: by common contacts, and by rare things in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from math import log

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import Matrix, adjacency, binary, row_sums, scaled_rows, without_diagonal


@dataclass(frozen=True, slots=True)
class CandidatePairs:
    """Pairs of nodes without a tie but with a common neighbour, nearest first; pairs equally near by id.

    Attributes:
        nodes: all ids, sorted; the pairs are places in it.
        first: the smaller place of each pair.
        second: the larger place of each pair.
        scores: resource allocation index of each pair, above 0.
    """

    nodes: tuple[str, ...]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    scores: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.scores)

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        """Each pair as two ids and its score; slow for millions, take the `nearest`."""
        for first, second, score in zip(self.first.tolist(), self.second.tolist(), self.scores.tolist(), strict=True):
            yield self.nodes[first], self.nodes[second], score

    def nearest(self, most: int) -> CandidatePairs:
        """The first `most` of them."""
        return CandidatePairs(self.nodes, self.first[:most], self.second[:most], self.scores[:most])


def candidate_pairs(collaboration: nx.Graph[str]) -> CandidatePairs:
    """Every pair that resource allocation can suggest; ties count as 1 whatever their weight.

    The index is Σ over common neighbours of 1/degree (Zhou, Lü & Zhang 2009, doi:10.1140/epjb/e2009-00335-8), as
    `networkx.resource_allocation_index`. Pairs further apart than two steps have the index 0 and are not listed.
    """
    nodes = sorted(collaboration)
    ties, index = _allocation(collaboration, nodes)
    open_pairs = sparse.triu(index - index.multiply(ties), k=1).tocoo()
    keep = open_pairs.data > 0
    scores = np.round(open_pairs.data[keep], 12)  # what the order of summation cannot disturb
    first, second = open_pairs.row[keep].astype(np.int64), open_pairs.col[keep].astype(np.int64)
    order = np.lexsort((second, first, -scores))
    return CandidatePairs(tuple(nodes), first[order], second[order], scores[order])


def resource_allocation(collaboration: nx.Graph[str], pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """The index for given pairs, tied or not; 0 without a common neighbour.

    Raises:
        KeyError: for an actor that is not in the network.
    """
    found: dict[tuple[str, str], float] = {}
    for first, second in pairs:
        common = collaboration[first].keys() & collaboration[second].keys() - {first, second}
        found[first, second] = sum(1 / collaboration.degree(node) for node in sorted(common))
    return found


def inverse_frequency(holders: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """How telling each thing is when so many have it: ln((1 + n) / (1 + n_thing)) + 1, as in scikit-learn.

    Args:
        holders: what each of the n holders (actors, projects) has: themes, actors, places. Repeats count once.
    """
    counts: dict[str, int] = {}
    for things in holders.values():
        for thing in set(things):
            counts[thing] = counts.get(thing, 0) + 1
    return {thing: log((1 + len(holders)) / (1 + count)) + 1 for thing, count in counts.items()}


def weighted_jaccard(first: Set[str], second: Set[str], weights: Mapping[str, float]) -> float | None:
    """The weight of what both have as a share of what either has, 0 to 1; None when that has no weight (nothing known).

    Raises:
        KeyError: for a thing without a weight.
    """
    either = sum(weights[thing] for thing in sorted(first | second))
    return sum(weights[thing] for thing in sorted(first & second)) / either if either > 0 else None


def _allocation(graph: nx.Graph[str], nodes: list[str]) -> tuple[Matrix, Matrix]:
    ties = binary(adjacency(graph, nodes))
    return ties, without_diagonal(sparse.csr_array(ties @ scaled_rows(ties, row_sums(ties))))
