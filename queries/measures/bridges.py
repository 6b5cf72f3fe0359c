"""Which actors are the only link: between two groups, or between some actors and all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import networkx as nx

Pair: TypeAlias = tuple[str, str]
Met: TypeAlias = Mapping[str, Mapping[str, set[str]]]


@dataclass(frozen=True, slots=True)
class SoleBridge:
    """Two groups, sorted, and the projects, sorted, in which the actor meets one or the other."""

    groups: Pair
    projects: tuple[str, ...]


def sole_bridges(
    two_mode: nx.Graph[str], actors: Set[str], groups: Mapping[str, str | None]
) -> dict[str, list[SoleBridge]]:
    """For each actor the pairs of groups that only this actor links; without any, an empty list.

    Two groups are linked where one actor of each share a project, or each share a project with the same third actor.
    An actor is their sole bridge when it links an actor of the one to an actor of the other (both others than itself)
    and without it no such link is left. It may belong to one of the two groups (the only municipality that works with
    the civil society), to a third or to none. Where three actors meet in one project they are linked without a bridge.
    """
    everyone = [node for node in two_mode if node in actors]
    present = {project: _by_group(two_mode[project], groups) for project in two_mode if project not in actors}
    met = {actor: _met(actor, [present[project] for project in two_mode[actor]]) for actor in everyone}
    found: dict[str, list[SoleBridge]] = {actor: [] for actor in everyone}
    touching = _touching(met, groups)
    for pair, middles in _middles(met).items():
        for broker in _sole(pair, middles, touching, met):
            projects = {project: present[project] for project in two_mode[broker]}
            found[broker].append(SoleBridge(pair, _projects(projects, broker, pair)))
    return {actor: sorted(bridges, key=lambda bridge: bridge.groups) for actor, bridges in found.items()}


def articulation(collaboration: nx.Graph[str]) -> dict[str, frozenset[str]]:
    """For each articulation point the actors that lose contact with the main component when it leaves.

    The main component is the largest piece that is left of the point's own component; of equally large ones that with
    the first id. One depth-first walk (Hopcroft & Tarjan 1973, doi:10.1145/362248.362272) finds all points.
    """
    found: dict[str, frozenset[str]] = {}
    for component, branches in _walks(collaboration):
        for node, stretches in branches.items():
            if separated := _separated(component, node, stretches):
                found[node] = separated
    return found


def pairs_left_without(graph: nx.Graph[str]) -> dict[str, int]:
    """For each node how many ordered pairs of others can still reach each other when it leaves."""
    found: dict[str, int] = {}
    whole = 0
    for component, branches in _walks(graph):
        size = len(component)
        whole += size * (size - 1)
        for node in component:
            loose = [end - start for start, end in branches.get(node, ())]
            pieces = [*loose, size - 1 - sum(loose)]
            found[node] = sum(piece * (piece - 1) for piece in pieces) - size * (size - 1)
    return {node: whole + change for node, change in found.items()}


def _walks(graph: nx.Graph[str]) -> Iterator[tuple[list[str], dict[str, list[tuple[int, int]]]]]:
    """Each component in the order of a depth-first walk, and the stretches of it that hang on one node alone."""
    neighbours = dict(graph.adjacency())
    place: dict[str, int] = {}
    for root in graph:
        if root not in place:
            yield _walk(root, neighbours, place)


def _walk(
    root: str, neighbours: Mapping[str, Iterable[str]], place: dict[str, int]
) -> tuple[list[str], dict[str, list[tuple[int, int]]]]:
    """The walk of one component; in `place` each node has its place in it."""
    order, branches = [root], defaultdict(list)
    place[root], lowest, on_the_way = 0, {root: 0}, [(root, iter(neighbours[root]))]
    while on_the_way:
        node, others = on_the_way[-1]
        low = lowest[node]
        for other in others:
            if other not in place:
                place[other] = lowest[other] = len(order)
                order.append(other)
                on_the_way.append((other, iter(neighbours[other])))
                break
            low = min(low, place[other])
        else:
            on_the_way.pop()
            if on_the_way:
                before = on_the_way[-1][0]
                lowest[before] = min(lowest[before], low)
                if low >= place[before]:
                    branches[before].append((place[node], len(order)))
        lowest[node] = min(lowest[node], low)
    return order, branches


def _by_group(present: Iterable[str], groups: Mapping[str, str | None]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for actor in present:
        if (group := groups.get(actor)) is not None:
            members[group].add(actor)
    return members


def _met(actor: str, projects: Iterable[Mapping[str, Set[str]]]) -> dict[str, set[str]]:
    """The contacts of an actor by group, from those present in each of its projects."""
    members: dict[str, set[str]] = defaultdict(set)
    for present in projects:
        for group, others in present.items():
            members[group] |= others
    return {group: others for group, everyone in members.items() if (others := everyone - {actor})}


def _middles(met: Met) -> dict[Pair, list[str]]:
    """For each pair of groups the actors who have contacts in both."""
    middles: dict[Pair, list[str]] = defaultdict(list)
    for actor, members in met.items():
        for pair in combinations(sorted(members), 2):
            middles[pair].append(actor)
    return middles


def _touching(met: Met, groups: Mapping[str, str | None]) -> dict[Pair, list[str]]:
    """For each ordered pair of groups the actors of the first who have a contact in the second."""
    touching: dict[Pair, list[str]] = defaultdict(list)
    for actor, members in met.items():
        group = groups.get(actor)
        for other in members if group is not None else ():
            touching[group or "", other].append(actor)
    return touching


def _sole(pair: Pair, middles: list[str], touching: Mapping[Pair, list[str]], met: Met) -> list[str]:
    """The actors without whom nothing links the pair; two when the only tie joins two actors with contacts behind."""
    left, right = touching.get(pair, []), touching.get((pair[1], pair[0]), [])
    if not left:
        return middles if len(middles) == 1 else []
    candidates = {ends[0] for ends in (left, right) if len(ends) == 1} & set(middles)
    return [
        broker
        for broker in candidates
        if not any(_links(met[middle], pair, broker) for middle in middles if middle != broker)
    ]


def _links(members: Mapping[str, set[str]], pair: Pair, without: str) -> bool:
    return all(members[group] - {without} for group in pair)


def _projects(projects: Mapping[str, Mapping[str, Set[str]]], broker: str, pair: Pair) -> tuple[str, ...]:
    """Those of the broker's projects, with who is present by group, in which it meets an actor of one of the groups."""
    return tuple(
        sorted(
            project
            for project, members in projects.items()
            if any(members[group] - {broker} for group in pair if group in members)
        )
    )


def _separated(component: Sequence[str], node: str, branches: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The pieces that are left of a component without `node`, save the largest; empty when it stays in one piece.

    `branches` are the stretches of the component, in the order of the walk, that hang on `node` alone.
    """
    loose = [component[start:end] for start, end in branches]
    if len(component) - 1 - sum(map(len, loose)) > max(map(len, loose)):
        return frozenset().union(*loose)  # the rest is the largest piece, and most often nearly everybody
    ends = [0, *(end for _, end in branches)]
    starts = [*(start for start, _ in branches), len(component)]
    rest = [part for end, start in zip(ends, starts, strict=True) for part in component[end:start] if part != node]
    pieces = [piece for piece in (rest, *loose) if piece]
    largest = max(map(len, pieces))
    main = min((piece for piece in pieces if len(piece) == largest), key=min)
    return frozenset(part for piece in pieces if piece is not main for part in piece)
