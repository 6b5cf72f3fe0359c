"""Communities: what belongs together when there is too much to draw or to place one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import networkx as nx

from viz.view.network_view import EdgeView, NodeKind, NodeView
from viz.view.words import say

_JOINING: Final[tuple[NodeKind, ...]] = ("project", "actor", "group", "funder", "aggregate")
_MOST_AGGREGATES: Final = 150
_LEAST_MEMBERS: Final = 4


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
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], communities: Mapping[str, int], language: str
) -> tuple[list[NodeView], list[EdgeView]]:
    """One node a community and one edge a pair of tied communities; small and surplus communities become one."""
    by_community: dict[int, list[NodeView]] = defaultdict(list)
    for node in nodes:
        by_community[communities.get(node.id, -1)].append(node)
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    ranked = sorted(by_community.values(), key=lambda members: (-len(members), members[0].id))
    large = [members for members in ranked[:_MOST_AGGREGATES] if len(members) >= _LEAST_MEMBERS] or ranked[:1]
    rest = [node for members in ranked[len(large) :] for node in members]
    aggregates = [_aggregate(members, degree, language) for members in large]
    home = {node.id: aggregates[i].id for i, members in enumerate(large) for node in members}
    if rest:
        aggregates.append(_aggregate(rest, degree, language, say("others", language)))
        home |= {node.id: aggregates[-1].id for node in rest}
    return aggregates, _bundles(edges, home, language)


def _aggregate(
    members: Sequence[NodeView], degree: Mapping[str, int], language: str, label: str | None = None
) -> NodeView:
    ranked = sorted(members, key=lambda node: (-degree.get(node.id, 0), node.name, node.id))
    label = label or say("around", language, name=ranked[0].label)
    count = sum(node.stands_for for node in members)
    years = [node for node in members if node.first or node.last]
    return NodeView(
        id=f"aggregate:{min(node.id for node in members)}",
        type="aggregate",
        label=f"{label} ({count})",
        name=f"{label} ({count})",
        members=tuple(node.name for node in ranked),
        stands_for=count,
        facts=tuple((say(type, language), str(n)) for type, n in sorted(Counter(n.type for n in members).items())),
        themes=tuple(dict.fromkeys(theme for node in members for theme in node.themes)),
        places=tuple(dict.fromkeys(place for node in members for place in node.places)),
        first=min((node.first for node in years if node.first), default=None),
        last=max((node.last for node in years if node.last), default=None),
    )


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
