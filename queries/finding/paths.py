"""Shortest paths in the collaboration network, each tie backed by facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import networkx as nx

from graph.network.facts import Fact
from graph.network.network import CONTACT, REFERENCE, StakeholderNetwork
from queries.finding.seat import seats_near


def shortest_paths(
    network: StakeholderNetwork, starts: Iterable[str], end: str, most: int = 3
) -> list[tuple[str, ...]]:
    """All shortest paths from any of `starts` to `end`, both included, in order of `preference`.

    None of over `most` ties; at most three are looked at.
    """
    others = [start for start in starts if start != end]
    for steps in (one_step_paths, two_step_paths, three_step_paths)[:most]:
        if paths := [path for start in others for path in steps(network, start, end)]:
            return sorted(paths, key=lambda path: preference(network, path))
    return []


def contacts(network: StakeholderNetwork) -> Mapping[str, frozenset[str]]:
    """Actor → those it has a tie with."""
    return network.cached("contacts", lambda: {id: frozenset(near) for id, near in network.collaboration.adjacency()})


def one_step_paths(network: StakeholderNetwork, first: str, second: str) -> list[tuple[str, ...]]:
    """The tie itself."""
    return [(first, second)] if second in contacts(network).get(first, ()) else []


def two_step_paths(network: StakeholderNetwork, first: str, second: str) -> list[tuple[str, ...]]:
    """The paths over a common contact."""
    ties = contacts(network)
    none: frozenset[str] = frozenset()
    return [(first, middle, second) for middle in ties.get(first, none) & ties.get(second, none)]


def three_step_paths(network: StakeholderNetwork, first: str, second: str) -> list[tuple[str, ...]]:
    """The paths of three ties that no tie cuts short."""
    ties = contacts(network)
    none: frozenset[str] = frozenset()
    near, far = ties.get(first, none), ties.get(second, none)
    return [(first, one, two, second) for one in near - far - {second} for two in (ties[one] & far) - near - {first}]


def preference(network: StakeholderNetwork, path: Sequence[str]) -> tuple[int, float, tuple[str, ...]]:
    """The order of equally long paths: first those whose middles sit nearest the first actor, then the strongest.

    Nearest is in its own or a neighbouring county, then in its country; of two middles the farther counts. A path is as
    strong as its weakest tie; equally strong ones go by id.
    """
    near = min((seats_near(network, path[0], middle) for middle in path[1:-1]), default=0)
    return -near, -strength(network.collaboration, path), tuple(path)


def strength(graph: nx.Graph[str], path: Sequence[str]) -> float:
    """The weight of the path's weakest tie."""
    return min(float(graph[a][b]["weight"]) for a, b in pairwise(path))


def tie_facts(network: StakeholderNetwork, first: str, second: str) -> tuple[str | None, tuple[Fact, ...]]:
    """The smallest project that two tied actors share, None when the tie is only stated; and the facts that show it."""
    by_actor = network.cached("tying facts", lambda: _tying(network))
    shared = by_actor.get(first, {}).keys() & by_actor.get(second, {}).keys()
    if shared:
        project = min(shared, key=lambda id: (len(network.tied_participants[id]), id))
        return project, by_actor[first][project] + by_actor[second][project]
    ends = (min(first, second), max(first, second))
    stated = network.of_type("COLLABORATES_WITH")
    return None, tuple(fact for fact in stated if (fact.start, fact.end) == ends and fact.discriminator != CONTACT)


def _tying(network: StakeholderNetwork) -> Mapping[str, Mapping[str, tuple[Fact, ...]]]:
    """Actor → project → its participations there that make ties."""
    tying: dict[str, dict[str, tuple[Fact, ...]]] = {}
    for fact in network.participations:
        if fact.discriminator != REFERENCE and (fact.expanded_from is None or network.view.expanded == "include"):
            projects = tying.setdefault(fact.start, {})
            projects[fact.end] = (*projects.get(fact.end, ()), fact)
    return tying


def participations_of(network: StakeholderNetwork) -> Mapping[str, list[Fact]]:
    """Actor → its participations, references left out."""

    def build() -> dict[str, list[Fact]]:
        by_actor: dict[str, list[Fact]] = {}
        for fact in network.participations:
            if fact.discriminator != REFERENCE:
                by_actor.setdefault(fact.start, []).append(fact)
        return by_actor

    return network.cached("participations by actor", build)
