"""Communities: what belongs together when there is too much to draw or to place one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

from viz.view.community_name import Names, Naming, leader, mix
from viz.view.network_view import EdgeView, NodeKind, NodeView
from viz.view.small_communities import collections_of, shared_by
from viz.view.words import say

_JOINING: Final[tuple[NodeKind, ...]] = ("project", "actor", "group", "funder", "aggregate")
_MOST_AGGREGATES: Final = 50
_LEAST_MEMBERS: Final = 6


@dataclass(frozen=True, slots=True)
class Community:
    """A node of the map of communities: the id that opens it, its full and its short name, and who is in it.

    The members are in order of their ties. One that is not `is_large` holds small communities; `places` are where all
    of it lies, without which it has those of its members.
    """

    id: str
    names: Names
    members: Sequence[NodeView]
    is_large: bool = True
    places: tuple[str, ...] | None = None


def communities_of(
    nodes: Iterable[NodeView], edges: Iterable[EdgeView], of_actors: Mapping[str, int]
) -> dict[str, int]:
    """Node id → community number: actors have theirs, what is tied to them that of most of its ties.

    Projects are first to join one, then groups and those that only pay; what is tied to no community is one of its own.
    """
    near: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for edge in edges:
        near[edge.source][edge.target] += edge.weight
        near[edge.target][edge.source] += edge.weight
    ranked = sorted(nodes, key=lambda node: (_JOINING.index(node.type), node.id))
    home = {node.id: of_actors[node.id] for node in ranked if node.id in of_actors}
    following = 1 + max(of_actors.values(), default=-1)
    for node in ranked:
        if node.id not in home:
            pull: Counter[int] = Counter()
            for other, weight in near[node.id].items():
                if other in home:
                    pull[home[other]] += weight
            home[node.id] = min(pull, key=lambda community: (-pull[community], community), default=following)
            following += home[node.id] == following
    return home


def aggregated(
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], communities: Mapping[str, int], naming: Naming
) -> tuple[list[NodeView], list[EdgeView]]:
    """One node a community and one edge a pair of tied communities; small ones are one node a collection of them."""
    return drawn_as(_parts(nodes, edges, communities, naming), edges, naming.language)


def drawn_as(
    parts: Sequence[Community], edges: Iterable[EdgeView], language: str
) -> tuple[list[NodeView], list[EdgeView]]:
    """One node a part and one edge a pair of tied parts."""
    aggregates = [_aggregate(part, language) for part in parts]
    home = {node.id: aggregate.id for part, aggregate in zip(parts, aggregates, strict=True) for node in part.members}
    return aggregates, _bundles(edges, home, language)


def community_of(
    group: str, nodes: Sequence[NodeView], edges: Sequence[EdgeView], communities: Mapping[str, int], naming: Naming
) -> Community | None:
    """The community in which the node `group` is, or the collection of small ones that has this id; None for neither.

    A node in a small community opens that one alone.
    """
    for part in _parts(nodes, edges, communities, naming):
        if part.id == group or (part.is_large and any(node.id == group for node in part.members)):
            return part
    members = [node for node in nodes if group in communities and communities.get(node.id) == communities[group]]
    if not members:
        return None
    ranked = ranked_by(degree_of(edges), members)
    return Community(group, naming.names([ranked])[0], ranked)


def _parts(
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], communities: Mapping[str, int], naming: Naming
) -> list[Community]:
    """The communities that are drawn by themselves, the largest first, then collections of those that are not."""
    by_community: dict[int, list[NodeView]] = defaultdict(list)
    for node in nodes:
        by_community[communities.get(node.id, -1)].append(node)
    by_size = sorted(by_community.values(), key=lambda members: (-len(members), members[0].id))
    large = [members for members in by_size[:_MOST_AGGREGATES] if len(members) >= _LEAST_MEMBERS] or by_size[:1]
    degree = degree_of(edges)
    ranked = [ranked_by(degree, members) for members in large]
    names = naming.names(ranked)
    parts = [Community(leader(members), name, members) for members, name in zip(ranked, names, strict=True)]
    for id, members in collections_of(by_size[len(large) :], naming).items():
        shared = shared_by(id)
        name = naming.collection(*shared) if shared else say("others", naming.language)
        parts.append(Community(id, (name, name), ranked_by(degree, members), is_large=False))
    return parts


def degree_of(edges: Iterable[EdgeView]) -> Mapping[str, int]:
    """How many ties each node has."""
    return Counter(end for edge in edges for end in (edge.source, edge.target))


def ranked_by(degree: Mapping[str, int], members: Iterable[NodeView]) -> list[NodeView]:
    """The nodes in order of their ties."""
    return sorted(members, key=lambda node: (-degree.get(node.id, 0), node.name, node.id))


def _aggregate(part: Community, language: str) -> NodeView:
    members, (name, short) = part.members, part.names
    count = sum(node.stands_for for node in members)
    years = [node for node in members if node.first or node.last]
    return NodeView(
        id=f"aggregate:{part.id}",
        type="aggregate",
        label=f"{name} ({count})",
        name=f"{name} ({count})",
        short=f"{short} ({count})",
        mix=tuple(sorted(mix(members).items(), key=lambda share: (share[0] == "unknown", -share[1], share[0]))),
        members=tuple(node.name for node in members),
        stands_for=count,
        facts=_counted(members, language),
        themes=tuple(dict.fromkeys(theme for node in members for theme in node.themes)),
        places=_places_of(part),
        first=min((node.first for node in years if node.first), default=None),
        last=max((node.last for node in years if node.last), default=None),
    )


def _places_of(part: Community) -> tuple[str, ...]:
    if part.places is not None:
        return part.places
    return tuple(dict.fromkeys(place for node in part.members for place in node.places))


def _counted(members: Sequence[NodeView], language: str) -> tuple[tuple[str, str], ...]:
    """How many nodes of each type there are, and how many actors of each kind where that is known."""
    types = Counter(node.type for node in members)
    kinds = Counter(mix(members))
    stated = Counter({kind: number for kind, number in kinds.items() if kind != "unknown"})
    facts = [(say(type, language), str(number)) for type, number in sorted(types.items())]
    if kinds:
        known = say("known_of", language, known=stated.total(), all=kinds.total())
        listed = (f"{say(kind, language)} {number}" for kind, number in stated.most_common())
        facts.append((say("kinds_known", language), ": ".join(part for part in (known, " · ".join(listed)) if part)))
    return tuple(facts)


def _bundles(edges: Iterable[EdgeView], home: Mapping[str, str], language: str) -> list[EdgeView]:
    count = Counter(
        (min(pair), max(pair)) for edge in edges if len(pair := {home[edge.source], home[edge.target]}) == 2
    )
    return [
        EdgeView(f"bundle|{a}|{b}", a, b, "bundle", say("bundle" if n > 1 else "one_tie", language, count=n), weight=n)
        for (a, b), n in sorted(count.items())
    ]


def tie_graph(nodes: Iterable[NodeView], edges: Iterable[EdgeView]) -> nx.Graph[str]:
    """The map as a simple graph."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    return graph
