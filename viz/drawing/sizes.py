"""How large nodes are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from viz.drawing.text_width import Wrapped, wrap
from viz.view.network_view import NodeView

LABEL_SIZE: Final = 22.0
ACTOR: Final = 15.0  # radius of an actor that brokers nothing, where there is room
_PROJECT_TEXT: Final = 180.0
_RING: Final = 7.0  # that an actor which takes part and funds has round it, at the full radius of actors
_BESIDE_TEXT: Final = (18.0, 13.0)  # from the name of a project to the side and to the top of its box
_LEAST_TEXT: Final = 40.0  # width, so that a box of two letters is no dot
# Radii against that of an actor; what stands for several grows by their root, as areas do
_PROJECT: Final = 1.1  # a square is as wide as its circle: a little larger, to weigh as much
_FUNDER: Final = 1.15  # a hexagon covers less than its circle
_GROUP: Final = (1.15, 0.12)  # of none, and for each root of the members
_AGGREGATE: Final = (0.8, 0.22)
_BROKERAGE: Final = 1.15  # added for the actor that brokers most; for others by the root of their share

_MUCH: Final = 0.35


@dataclass(frozen=True, slots=True)
class Extent:
    """Half the width and height a node takes; `text` is set when its name stands inside it."""

    width: float
    height: float
    text: Wrapped | None = None

    @property
    def radius(self) -> float:
        """Radius of the circle that holds the node."""
        return math.hypot(self.width, self.height) if self.text else self.width


def is_bold(node: NodeView) -> bool:
    """Whether its name is set in bold: projects, and actors that broker much."""
    return node.type in ("project", "aggregate") or node.size > _MUCH


def project_box(node: NodeView) -> Extent:
    """A project whose name stands inside it."""
    text = wrap(node.label, _PROJECT_TEXT, LABEL_SIZE, bold=True)
    return Extent(max(text.width, _LEAST_TEXT) / 2 + _BESIDE_TEXT[0], text.height / 2 + _BESIDE_TEXT[1], text)


def node_radius(node: NodeView, base: float) -> Extent:
    """A node drawn as a plain shape; `base` is the radius of an actor that brokers nothing."""
    if node.type == "project":
        radius = base * _PROJECT
    elif node.type == "group":
        radius = base * (_GROUP[0] + _GROUP[1] * math.sqrt(node.stands_for))
    elif node.type == "aggregate":
        radius = base * (_AGGREGATE[0] + _AGGREGATE[1] * math.sqrt(node.stands_for))
    else:
        radius = base * (1 + _BROKERAGE * math.sqrt(node.size)) * (_FUNDER if node.type == "funder" else 1)
    radius += _RING * base / 15 if node.also_funds else 0
    return Extent(radius, radius)
