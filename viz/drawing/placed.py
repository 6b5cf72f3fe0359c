"""Where everything of a map lies, before marks, ties and names are drawn there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from viz.drawing.drawing import NO_BACKDROP, Backdrop, Bubble, Layout, Point, Rectangle
from viz.drawing.sizes import Extent


@dataclass(frozen=True, slots=True)
class Placed:
    """The places and sizes of the nodes in one layout.

    `base` is the radius of an actor that brokers nothing, `outward` the side of a mark on which its name has room,
    `page` what an earlier drawing covered, and `beside` who stands outside of what is shown.
    """

    layout: Layout
    positions: Mapping[str, Point]
    bubbles: tuple[Bubble, ...]
    extents: Mapping[str, Extent]
    base: float
    outward: Mapping[str, Point] = field(default_factory=dict)
    page: Rectangle | None = None
    backdrop: Backdrop = NO_BACKDROP
    beside: frozenset[str] = frozenset()

    def box(self, id: str) -> Rectangle:
        """The upright rectangle round a mark."""
        extent = self.extents[id]
        return Rectangle.around(self.positions[id], 2 * extent.width, 2 * extent.height)
