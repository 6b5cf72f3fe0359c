"""How near two actors or projects are without being tied: by common contacts, and by rare things in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from math import log

import networkx as nx


def resource_allocation(collaboration: nx.Graph[str], node: str) -> dict[str, float]:
    """The index of a node with each that it has a common neighbour with, tied or not; with all others it is 0.

    Raises:
        KeyError: for a node that is not in the network.
    """
    found: dict[str, float] = defaultdict(float)
    neighbours = dict(collaboration.adjacency())
    for middle in sorted(neighbours[node]):
        share = 1 / len(neighbours[middle])
        for other in neighbours[middle]:
            found[other] += share
    found.pop(node, None)
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
