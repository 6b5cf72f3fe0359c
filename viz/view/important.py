"""What matters most on a map: what stays when a slide holds less than the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from viz.view.network_view import NetworkView, NodeView

_PROJECTS: Final = 4  # one of so many nodes is a project: with its name inside it takes the room of several
_FOREMOST: Final = 12  # actors whose projects are chosen


def most_important(view: NetworkView, most: int) -> NetworkView:
    """The view with at most so many nodes; itself when it has no more.

    First the projects that join most of the foremost actors, then whoever is tied to them in order of importance, so
    that nobody stands without a tie. `shown` and `grouped` count what stays, `total` is that of the view.
    """
    if len(view.nodes) <= most:
        return view
    ranked = by_importance(view)
    if view.is_aggregated:
        ranked.sort(key=lambda node: -node.stands_for)
    kept = {node.id for node in ranked[:most]} if view.is_aggregated else _joined(view, ranked, most)
    nodes = tuple(node for node in view.nodes if node.id in kept)
    names = {node.name for node in nodes}
    inside = {member for node in nodes for member in node.members} - names
    return replace(
        view,
        nodes=nodes,
        edges=tuple(edge for edge in view.edges if edge.source in kept and edge.target in kept),
        shown=view.shown - sum(node.type not in ("group", "aggregate") for node in view.nodes if node.id not in kept),
        grouped=min(view.grouped, len(inside)),
    )


def _joined(view: NetworkView, ranked: list[NodeView], most: int) -> set[str]:
    """The ids of the nodes that stay."""
    near = _neighbours(view)
    foremost = [node.id for node in ranked if node.type == "actor"][:_FOREMOST]
    joining = Counter(other for actor in foremost for other in near.get(actor, ()))
    projects = [node.id for node in ranked if node.type == "project"]
    projects.sort(key=lambda id: (-joining[id], -len(near.get(id, ())), id))
    kept = set(projects[: most // _PROJECTS]) or set(foremost[:1])
    for node in (*ranked, *ranked):  # again: whom the first round brought in may tie somebody who came before
        if len(kept) < most and node.type != "project" and near.get(node.id, set()) & kept:
            kept.add(node.id)
    return kept


def _neighbours(view: NetworkView) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for source, target in _ends(view):
        near.setdefault(source, set()).add(target)
        near.setdefault(target, set()).add(source)
    return near


def _ends(view: NetworkView) -> Iterator[tuple[str, str]]:
    return ((edge.source, edge.target) for edge in view.edges)


def ties_of(view: NetworkView) -> Counter[str]:
    """How many ties end at each node, those of a bundle each counted."""
    ties: Counter[str] = Counter()
    for edge in view.edges:
        ties[edge.source] += edge.weight
        ties[edge.target] += edge.weight
    return ties


def by_importance(view: NetworkView) -> list[NodeView]:
    """The nodes: who connects most first, and by their ties where they connect as much."""
    ties = ties_of(view)
    return sorted(view.nodes, key=lambda node: (-node.size, -ties[node.id], -node.stands_for, node.id))
