"""Who can reach whom over any number of ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

import networkx as nx
import numpy as np

from queries.measures.matrices import adjacency

_ROWS: Final = 500  # worked on at once: all contacts of one with thousands would fill the memory


def pieces(graph: nx.Graph[str], actors: Set[str]) -> list[frozenset[str]]:
    """The connected components as far as these actors are in them, the largest first, equal ones by first id.

    An actor that is not in the graph is a piece of its own.
    """
    found = [{actor for actor in component if actor in actors} for component in nx.connected_components(graph)]
    found += [{actor} for actor in actors if actor not in graph]
    return sorted((frozenset(piece) for piece in found if piece), key=lambda piece: (-len(piece), min(piece)))


def reachable_share(parts: Iterable[Set[str]]) -> float | None:
    """The share of all pairs of actors that can reach each other; None for fewer than two actors."""
    sizes = [len(part) for part in parts]
    total = sum(sizes)
    return sum(size * (size - 1) for size in sizes) / (total * (total - 1)) if total > 1 else None


def cut_off(before: Sequence[Set[str]], after: Sequence[Set[str]]) -> Mapping[str, frozenset[str]]:
    """Actor → those it could reach before and cannot any more, for everyone outside the largest piece that is left."""
    lost: dict[str, frozenset[str]] = {}
    whole = {actor: component for component in before for actor in component}
    main: dict[int, Set[str]] = {}
    for piece in after:  # the largest first
        component = whole[next(iter(piece))]
        if main.setdefault(id(component), piece) is not piece:
            gone = frozenset(component - piece)
            lost |= dict.fromkeys(piece, gone)
    return lost


def only_through(graph: nx.Graph[str], actor: str) -> Mapping[str, frozenset[str]]:
    """For each contact of an actor the other contacts that it has neither a tie nor another common contact with."""
    contacts = sorted(graph[actor]) if actor in graph else []
    if len(contacts) < 2:
        return {}
    others = [node for node in graph if node != actor]
    places = {node: place for place, node in enumerate(others)}
    at = [places[contact] for contact in contacts]
    rows = adjacency(graph, others)[at]
    columns = rows.T.tocsr()
    found: dict[str, frozenset[str]] = {}
    for first in range(0, len(contacts), _ROWS):
        some = rows[first : first + _ROWS]
        met = ((some @ columns) + some[:, at]).toarray() > 0
        for row, contact in enumerate(contacts[first : first + _ROWS]):
            met[row, first + row] = True
            if not met[row].all():
                found[contact] = frozenset(contacts[other] for other in np.flatnonzero(~met[row]))
    return found


def nearest(graph: nx.Graph[str], start: str, among: Set[str], most: int) -> list[str]:
    """At most so many of these actors, by how many ties they are away, then by id."""
    found: list[str] = []
    for layer in nx.bfs_layers(graph, [start]):
        found += sorted(among & set(layer))
        if len(found) >= most:
            break
    return found[:most]
