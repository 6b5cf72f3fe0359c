"""Whose leaving together breaks a network up most: the negative key player problem, KPP-NEG.

Borgatti 2006, doi:10.1007/s10588-006-7084-x.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

import networkx as nx

from queries.measures.bridges import pairs_left_without

_MOST_SETS: Final = 20_000  # all of which are tried; of more only those that greedy search and swaps come by
_STARTS: Final = 10
_MOST_TIES: Final = 400_000  # looked at from all beginnings together: of large networks there is one


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """The nodes, in order of id, and whether no other set of that size is better for certain."""

    nodes: tuple[str, ...]
    exact: bool


def fragmentation(graph: nx.Graph[str], without: Collection[str] = ()) -> float | None:
    """The share of pairs of nodes that cannot reach each other once some are gone; None for fewer than two left.

    F = 1 − Σ s(s − 1) / n(n − 1), s the sizes of the components of the n nodes that are left.
    """
    left = len(graph) - len(set(without) & set(graph))
    return 1 - _connected(graph, without) / (left * (left - 1)) if left > 1 else None


def key_players(graph: nx.Graph[str], size: int, among: Collection[str] | None = None) -> KeyPlayers:
    """The set of so many nodes without which most pairs of the others cannot reach each other.

    All sets are tried where they are few. Otherwise greedily from several beginnings: the node that breaks most, one
    after the other, then swaps of one for another until none helps. Equally good nodes go by their ties, then by id.
    Only nodes `among` these may be in the set, all if None.

    Raises:
        ValueError: fewer than `size` nodes may be in it.
    """
    candidates = sorted(graph if among is None else set(among) & set(graph))
    if not 0 < size <= len(candidates):
        raise ValueError(size)
    if comb(len(candidates), size) <= _MOST_SETS:
        best = min(combinations(candidates, size), key=lambda nodes: _connected(graph, nodes))
        return KeyPlayers(best, exact=True)
    return KeyPlayers(tuple(sorted(_searched(graph, size, frozenset(candidates)))), exact=False)


def _connected(graph: nx.Graph[str], without: Iterable[str]) -> int:
    """The ordered pairs of nodes that can reach each other when some are gone."""
    left = graph.subgraph(graph.nodes - set(without))
    return sum(len(component) * (len(component) - 1) for component in nx.connected_components(left))


def _searched(graph: nx.Graph[str], size: int, candidates: frozenset[str]) -> list[str]:
    """The best that is come by from some beginnings: each of the nodes that break most by themselves."""
    pairs = pairs_left_without(graph)
    first = sorted(candidates, key=lambda node: _cost(graph, pairs, node))
    starts = first[: max(1, min(_STARTS, _MOST_TIES // max(1, graph.number_of_edges())))]
    found = [_swapped(graph, start, size, candidates) for start in starts]
    return min(found, key=lambda nodes: _connected(graph, nodes))


def _swapped(graph: nx.Graph[str], start: str, size: int, candidates: frozenset[str]) -> list[str]:
    left: nx.Graph[str] = nx.Graph(graph.edges)
    left.add_nodes_from(graph)
    left.remove_node(start)
    chosen = [start]
    while len(chosen) < size:
        chosen.append(_best(left, pairs_left_without(left), candidates))
        left.remove_node(chosen[-1])
    kept = 0
    while kept < size:  # until each in turn is the best beside the others
        node = chosen.pop(0)
        _put_back(left, graph, node)
        pairs = pairs_left_without(left)
        best = _best(left, pairs, candidates)
        better = pairs[best] < pairs[node]
        kept = 1 if better else kept + 1
        chosen.append(best if better else node)
        left.remove_node(chosen[-1])
    return chosen


def _best(left: nx.Graph[str], pairs: Mapping[str, int], candidates: Collection[str]) -> str:
    return min((node for node in left if node in candidates), key=lambda node: _cost(left, pairs, node))


def _cost(left: nx.Graph[str], pairs: Mapping[str, int], node: str) -> tuple[int, int, str]:
    return pairs[node], -left.degree[node], node


def _put_back(left: nx.Graph[str], graph: nx.Graph[str], node: str) -> None:
    left.add_node(node)
    left.add_edges_from((node, other) for other in graph[node] if other in left)
