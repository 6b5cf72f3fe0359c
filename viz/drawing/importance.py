"""Which names a map shows first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from viz.drawing.sizes import node_radius
from viz.drawing.text_width import text_width
from viz.view.important import ties_of
from viz.view.network_view import NetworkView, NodeView

LARGEST: Final = 25
"""So many of the largest marks are named before any project: the twenty that one sees, and those as large."""
_LONG: Final = 10.0  # letter sizes


def by_importance(view: NetworkView) -> Sequence[NodeView]:
    """The nodes whose name matters most first.

    First the largest marks that are no projects; then who else has several ties, then projects and those with
    one tie, each by their number of ties. Of the last, short names come first, since more of them have room.
    """
    ties = ties_of(view)

    def rank(node: NodeView) -> tuple[bool, bool, bool, int, str]:
        of_one = node.type == "project" or ties[node.id] < 2
        is_long = text_width(node.short or node.label, 1) > _LONG
        return of_one, of_one and is_long, node.type != "project", -ties[node.id], node.id

    marks = [node for node in view.nodes if node.type != "project"]
    marks.sort(key=lambda node: (-round(node_radius(node, 1).radius, 6), -ties[node.id], node.id))
    first = {node.id for node in marks[:LARGEST]}
    return [*marks[:LARGEST], *sorted((node for node in view.nodes if node.id not in first), key=rank)]
