"""Communities: what belongs together when there is too much to draw or to place one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import networkx as nx

from viz.view.community_name import Naming, leader, mix
from viz.view.network_view import EdgeView, NodeKind, NodeView
from viz.view.words import say

_JOINING: Final[tuple[NodeKind, ...]] = ("project", "actor", "group", "funder", "aggregate")
OTHERS: Final = "others"
"""The id of all communities that are too small to be drawn by themselves."""
_MOST_AGGREGATES: Final = 90
_LEAST_MEMBERS: Final = 6


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
    """One node a community and one edge a pair of tied communities; small and surplus communities become one."""
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    large, rest = _by_size(nodes, communities)
    aggregates = [_aggregate(members, degree, naming) for members in large]
    home = {node.id: aggregates[i].id for i, members in enumerate(large) for node in members}
    if rest:
        aggregates.append(_aggregate(rest, degree, naming, say("others", naming.language)))
        home |= {node.id: aggregates[-1].id for node in rest}
    return aggregates, _bundles(edges, home, naming.language)


def _aggregate(
    members: Sequence[NodeView], degree: Mapping[str, int], naming: Naming, others: str | None = None
) -> NodeView:
    ranked = sorted(members, key=lambda node: (-degree.get(node.id, 0), node.name, node.id))
    name, short = (others, others) if others else naming.name(ranked)
    count = sum(node.stands_for for node in members)
    years = [node for node in members if node.first or node.last]
    return NodeView(
        id=f"aggregate:{OTHERS if others else leader(ranked)}",
        type="aggregate",
        label=f"{name} ({count})",
        name=f"{name} ({count})",
        short=f"{short} ({count})",
        mix=tuple(sorted(mix(members).items(), key=lambda share: (-share[1], share[0]))),
        members=tuple(node.name for node in ranked),
        stands_for=count,
        facts=tuple(
            (say(type, naming.language), str(n)) for type, n in sorted(Counter(n.type for n in members).items())
        ),
        themes=tuple(dict.fromkeys(theme for node in members for theme in node.themes)),
        places=tuple(dict.fromkeys(place for node in members for place in node.places)),
        first=min((node.first for node in years if node.first), default=None),
        last=max((node.last for node in years if node.last), default=None),
    )


def members_of(group: str, nodes: Sequence[NodeView], communities: Mapping[str, int]) -> list[NodeView]:
    """The nodes of the community in which the node `group` is; with OTHERS those of all that are small."""
    if group == OTHERS:
        return _by_size(nodes, communities)[1]
    return [node for node in nodes if group in communities and communities.get(node.id) == communities[group]]


def _by_size(nodes: Sequence[NodeView], communities: Mapping[str, int]) -> tuple[list[list[NodeView]], list[NodeView]]:
    """The nodes of each community that is drawn by itself, the largest first, and those of all others."""
    by_community: dict[int, list[NodeView]] = defaultdict(list)
    for node in nodes:
        by_community[communities.get(node.id, -1)].append(node)
    ranked = sorted(by_community.values(), key=lambda members: (-len(members), members[0].id))
    large = [members for members in ranked[:_MOST_AGGREGATES] if len(members) >= _LEAST_MEMBERS] or ranked[:1]
    return large, [node for members in ranked[len(large) :] for node in members]


def _bundles(edges: Iterable[EdgeView], home: Mapping[str, str], language: str) -> list[EdgeView]:
    count = Counter(
        (min(pair), max(pair)) for edge in edges if len(pair := {home[edge.source], home[edge.target]}) == 2
    )
    return [
        EdgeView(f"bundle|{a}|{b}", a, b, "bundle", say("bundle", language, count=n), weight=n)
        for (a, b), n in sorted(count.items())
    ]


def tie_graph(nodes: Iterable[NodeView], edges: Iterable[EdgeView]) -> nx.Graph[str]:
    """The map as a simple graph."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    return graph
