"""How large nodes are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from viz.drawing.text_width import Wrapped, wrap
from viz.view.view import NodeView

LABEL_SIZE: Final = 22.0
_PROJECT_TEXT: Final = 180.0
_RING: Final = 7.0


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


def project_box(node: NodeView) -> Extent:
    """A project whose name stands inside it."""
    text = wrap(node.label, _PROJECT_TEXT, LABEL_SIZE, bold=True)
    return Extent(max(text.width, 40.0) / 2 + 18, text.height / 2 + 13, text)


def node_radius(node: NodeView, base: float) -> Extent:
    """A node drawn as a plain shape; `base` is the radius of an actor that brokers nothing."""
    if node.type == "project":
        radius = base * 1.1
    elif node.type == "group":
        radius = base * (1.15 + 0.12 * math.sqrt(node.stands_for))
    elif node.type == "aggregate":
        radius = base * (0.8 + 0.22 * math.sqrt(node.stands_for))
    else:
        radius = base * (1 + 1.15 * math.sqrt(node.size)) * (1.15 if node.type == "funder" else 1)
    radius += _RING * base / 15 if node.also_funds else 0
    return Extent(radius, radius)
