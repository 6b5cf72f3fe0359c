"""A network that is too large to be drawn, by the Swedish counties in which its nodes are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from graph.network.facts import Place
from viz.view.aggregation import Community, degree_of, ranked_by
from viz.view.network_view import EdgeView, NodeView
from viz.view.words import say

_LEAST: Final = 2  # counties; fewer would only say where the view is


def counties_of(
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], places: Mapping[str, Place], language: str
) -> list[Community]:
    """A community a county, and one of those in none, which opens nothing; nothing when fewer than two have anybody.

    A node is in the first of its counties, a project without any in that of most of its partners.
    """
    counties = {id for id, place in places.items() if place.level == "county"}
    home = _homes(nodes, edges, counties)
    members: dict[str, list[NodeView]] = defaultdict(list)
    for node in nodes:
        members[home.get(node.id, "")].append(node)
    if len(members.keys() & counties) < _LEAST:
        return []
    degree = degree_of(edges)
    names = {id: places[id].name for id in counties} | {"": say("nowhere_in_sweden", language)}
    return [
        Community(id, (names[id], names[id]), ranked_by(degree, inside), places=(id,) if id else ())
        for id, inside in sorted(members.items())
    ]


def _homes(nodes: Sequence[NodeView], edges: Sequence[EdgeView], counties: set[str]) -> dict[str, str]:
    home = {node.id: own[0] for node in nodes if (own := [id for id in node.places if id in counties])}
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in edges:
        for end, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if other in home:
                near[end][home[other]] += 1
    for node in nodes:
        if node.type == "project" and node.id not in home and near[node.id]:
            home[node.id] = min(near[node.id], key=lambda id: (-near[node.id][id], id))
    return home
