"""How a group or aggregate looks when it is opened: a card over the map with its members in columns."""

from __future__ import annotations

import math
from typing import Final

from viz.drawing.drawing import Member, Opened, Point, Rectangle
from viz.drawing.text_width import LINE_HEIGHT, shorten, text_width, wrap
from viz.view.colours import COLOURS
from viz.view.network_view import NodeView

_MOST_NAMES: Final = 60
_ROWS: Final = 10


def opened(node: NodeView, at: Point, size: float, page: Rectangle) -> Opened:
    """The card of a node, as near to it as the page allows; names beyond sixty are counted in `more`."""
    names = node.members[:_MOST_NAMES]
    columns = max(1, math.ceil(len(names) / _ROWS))
    rows = math.ceil(len(names) / columns) if names else 0
    cut = [shorten(name, 11 * size, size) for name in names]
    column = max((text_width(name, size) for name in cut), default=size) + 2.2 * size
    pad, step = 0.8 * size, size * 1.35
    title = wrap(node.label, max(columns * column, 11 * size) - size, size, bold=True, most=2)
    head = title.height + 0.9 * size
    more = len(node.members) - len(names)
    width = max(columns * column, title.width) + 2 * pad
    height = head + rows * step + 2 * pad + (step if more else 0)
    box = _on_page(Rectangle.around(at, width, height), page)
    members = []
    for position, name in enumerate(cut):
        x = box.left + pad + (position // rows) * column
        y = box.top + pad + head + (position % rows + 0.5) * step
        members.append(Member(name, Point(x + size * 0.45, y), Point(x + size * 1.35, y + size * 0.36)))
    return Opened(node.id, box, title.lines, size, tuple(members), more, COLOURS[node.colour])


def title_baseline(card: Opened, line: int) -> float:
    """Y of the baseline of a line of the title."""
    return card.box.top + card.size * (1.75 + LINE_HEIGHT * line)


def _on_page(box: Rectangle, page: Rectangle) -> Rectangle:
    """The box moved, not shrunk, so that it lies on the page as far as it can."""
    dx = max(page.left - box.left, 0) or min(page.right - box.right, 0)
    dy = max(page.top - box.top, 0) or min(page.bottom - box.bottom, 0)
    return Rectangle(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
