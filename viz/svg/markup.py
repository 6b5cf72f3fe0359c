"""Shapes and texts as SVG elements. Every name passes through `escape`, so that it stays data."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

from graph.messages import clean
from viz.drawing.drawing import (
    BACKDROP,
    BORDER_WIDTH,
    INK,
    MONEY,
    PROJECT,
    RIM,
    TIE,
    Anchor,
    Area,
    Band,
    Box,
    Bubble,
    Cell,
    Circle,
    Hexagon,
    Line,
    Point,
    Ring,
    Shape,
    Text,
)
from viz.drawing.text_width import ASCENT, FONT_STACK, LINE_HEIGHT

# width, colour, dashes; drawn in this order
TIES: Final = {
    "bundle": (2.0, "#A3AEBA", None),
    "member": (1.6, TIE, "2 5"),
    "reference": (1.8, TIE, "12 6"),
    "takes_part": (2.0, TIE, None),
    "collaborates": (2.6, "#0B6E4F", "14 5 3 5"),
    "funds": (3.0, MONEY, "3 8"),
    "leads": (5.0, INK, None),
}


def escape(text: object) -> str:
    """The text escaped for an element or a quoted attribute."""
    return html.escape(clean(text), quote=True)


def safe_url(url: str | None) -> str | None:
    """The address when it is http or https with a host, else None: no other is ever made a link."""
    if not url:
        return None
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def number(value: float) -> str:
    """A coordinate with one decimal and nothing superfluous."""
    return f"{value:.1f}".removesuffix(".0")


def text_lines(
    lines: Sequence[str], x: float, y: float, size: float, anchor: Anchor = "start", bold: bool = False, fill: str = ""
) -> str:
    """One text element; `y` is the first baseline. Without a fill it has that of the drawing."""
    weight = ' font-weight="700"' if bold else ""
    weight += f' fill="{fill}"' if fill else ""
    weight += f' text-anchor="{anchor}"' if anchor != "start" else ""
    start = f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{weight}>'
    if len(lines) == 1:
        return f"{start}{escape(lines[0])}</text>"
    step = number(size * LINE_HEIGHT)
    spans = "".join(
        f'<tspan x="{number(x)}"{f" dy={chr(34)}{step}{chr(34)}" if i else ""}>{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    return f"{start}{spans}</text>"


def bubble(shape: Bubble) -> str:
    """The pale disc behind a project or community."""
    return (
        f'<ellipse cx="{number(shape.at.x)}" cy="{number(shape.at.y)}" rx="{number(shape.radius_x)}" '
        f'ry="{number(shape.radius_y)}" fill="{BACKDROP}"/>'
    )


def land(areas: Sequence[Area]) -> str:
    """The areas behind a map, those beside what is shown paler."""
    parts = []
    for shown, kind in ((False, "land-beside"), (True, "land")):
        if alike := [area for area in areas if area.shown == shown]:
            look = f'fill="{alike[0].fill}" stroke="{alike[0].border}" stroke-width="{BORDER_WIDTH}"'
            drawn = "".join(f'<path d="{_path(area)}"/>' for area in alike)
            parts.append(f'<g class="{kind}" {look}>{drawn}</g>')
    return "".join(parts)


def _path(area: Area) -> str:
    return "".join(
        "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in ring[:-1]) + "Z" for ring in area.rings
    )


def line(tie: Line, attributes: str = "") -> str:
    """A tie without its colour and width, which `lines` states once a kind."""
    wide = f' stroke-width="{number(bundle_width(tie))}"' if tie.kind == "bundle" else ""
    return (
        f'<line{attributes}{faint(tie)} x1="{number(tie.start.x)}" y1="{number(tie.start.y)}" x2="{number(tie.end.x)}" '
        f'y2="{number(tie.end.y)}"{wide}/>'
    )


def faint(tie: Line) -> str:
    """The attribute of a tie that leads away from what is shown."""
    return f' stroke-opacity="{FAINT}"' if tie.faint else ""


def lines(ties: Sequence[Line], scale: float, attributes: Callable[[Line], str] | None = None) -> str:
    """Ties by kind, the weightiest on top; `scale` is 1 in a map of few."""
    parts = []
    for kind, (width, colour, dashes) in TIES.items():
        drawn = "".join(line(tie, attributes(tie) if attributes else "") for tie in ties if tie.kind == kind)
        if drawn:
            dash = f' stroke-dasharray="{dashes}"' if dashes else ""
            wide = number(width * max(0.35, scale))
            parts.append(f'<g stroke="{colour}" stroke-width="{wide}"{dash}>{drawn}</g>')
    return "".join(parts)


def cell_path(drawn: Cell) -> str:
    """The outline of a cell, and of what is left out of one that is only a rim."""
    boxes = [drawn.box, drawn.box.grown(-drawn.rim)] if drawn.rim else [drawn.box]
    return "".join(
        f"M{number(box.left)} {number(box.top)}h{number(box.width)}v{number(box.height)}h{number(-box.width)}z"
        for box in boxes
    )


def cells(drawn: Sequence[Cell], attributes: Callable[[Cell], str] | None = None, group: str = "") -> str:
    """Cells by kind; where they have a `group`, its class is that with the kind after it."""
    parts = []
    for kind, (_, colour, _) in TIES.items():
        paths = "".join(
            f'<path{attributes(tie) if attributes else ""} d="{cell_path(tie)}"/>' for tie in drawn if tie.kind == kind
        )
        if paths:
            named = f' class="{group}{kind}"' if group else ""
            parts.append(f'<g{named} fill="{colour}" fill-rule="evenodd">{paths}</g>')
    return "".join(parts)


def band(drawn: Band, attributes: str = "") -> str:
    """What leads the eye along a row or column."""
    box = drawn.box
    return (
        f'<rect{attributes} x="{number(box.left)}" y="{number(box.top)}" width="{box.width:.2f}" '
        f'height="{box.height:.2f}" fill="{drawn.fill}"/>'
    )


def bundle_width(tie: Line) -> float:
    """The width of a bundle, which grows with its number of ties up to a limit."""
    return min(8.0, 0.5 * math.sqrt(tie.weight))


def ring(shape: Ring) -> str:
    """The dotted ring of an actor that also pays."""
    return (
        f'<circle cx="{number(shape.at.x)}" cy="{number(shape.at.y)}" r="{number(shape.radius)}" fill="#fff" '
        f'stroke="{MONEY}" stroke-width="{number(min(3.0, max(1.0, shape.radius / 7)))}" stroke-dasharray="3 4"/>'
    )


def hexagon(x: float, y: float, radius: float, fill: str, stroke: float = 2.2) -> str:
    """A hexagon standing on a side."""
    corners = " ".join(
        f"{number(x + radius * math.cos(math.pi / 3 * i))},{number(y + radius * math.sin(math.pi / 3 * i))}"
        for i in range(6)
    )
    return f'<polygon points="{corners}" fill="{fill}" stroke="{INK}" stroke-width="{number(stroke)}"/>'


def circle(x: float, y: float, radius: float, fill: str, stroke: float = 2.0) -> str:
    """A circle with the dark outline."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" stroke="{INK}" '
        f'stroke-width="{number(stroke)}"/>'
    )


def group_circle(x: float, y: float, radius: float, fill: str, stroke: float = 2.0) -> str:
    """A group: a filled core inside a dotted outline."""
    outline = (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="#fff" stroke="{INK}" '
        f'stroke-width="{number(stroke * 1.1)}" stroke-dasharray="{number(stroke)} {number(stroke * 1.8)}"/>'
    )
    return outline + circle(x, y, radius * 0.72, fill, stroke)


def pie(drawn: Circle) -> str:
    """A community: its core cut into the shares of its kinds of actors, from the top round to the right."""
    x, y, core = drawn.at.x, drawn.at.y, drawn.core
    parts = [circle(x, y, drawn.radius, RIM, drawn.stroke)]
    turned = 0.0
    for share, fill in drawn.slices:
        if share > _WHOLE:
            place = f'cx="{number(x)}" cy="{number(y)}" r="{number(core)}"'
            parts.append(f'<circle class="slice" {place} fill="{fill}" stroke="none"/>')
            break
        ends = [
            (x + core * math.sin(2 * math.pi * at), y - core * math.cos(2 * math.pi * at))
            for at in (turned, turned + share)
        ]
        (x1, y1), (x2, y2) = ends
        parts.append(
            f'<path class="slice" d="M{number(x)} {number(y)}L{number(x1)} {number(y1)}A{number(core)} {number(core)} '
            f'0 {int(share > 0.5)} 1 {number(x2)} {number(y2)}Z" fill="{fill}" stroke="#fff" stroke-width="0.6"/>'
        )
        turned += share
    return "".join(parts)


def shape(drawn: Shape) -> str:
    """A node."""
    if isinstance(drawn, Box):
        return _project(drawn)
    if isinstance(drawn, Hexagon):
        return hexagon(drawn.at.x, drawn.at.y, drawn.radius, drawn.fill, min(2.2, drawn.radius / 6))
    assert isinstance(drawn, Circle)
    if drawn.known is not None:
        return pie(drawn)
    kind = group_circle if drawn.dotted else circle
    return kind(drawn.at.x, drawn.at.y, drawn.radius, drawn.fill, drawn.stroke)


def _project(drawn: Box) -> str:
    box = drawn.box
    corner = min(14.0, box.height / 4)
    rect = (
        f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" height="{number(box.height)}" '
        f'rx="{number(corner)}" fill="{PROJECT}" stroke="{PROJECT}" stroke-width="1"/>'
    )
    if not drawn.lines:
        return rect
    top = box.centre.y - (len(drawn.lines) - 1) / 2 * drawn.size * LINE_HEIGHT + drawn.size * 0.35
    return rect + text_lines(drawn.lines, box.centre.x, top, drawn.size, "middle", bold=True, fill="#fff")


def label(text: Text, fill: str = "") -> str:
    """A name with a white halo, and the line to its mark when it stands apart."""
    x = {"start": text.box.left, "middle": text.box.centre.x, "end": text.box.right}[text.anchor]
    y = text.box.top + text.size * ASCENT
    led = leader(text, text.size * LEADER) if text.leader else ""
    return led + turned(text_lines(text.lines, x, y, text.size, text.anchor, text.bold, fill), text.turn, text.pivot)


def turned(element: str, turn: float, pivot: Point) -> str:
    """The element turned by so many degrees, clockwise."""
    if not turn:
        return element
    return f'<g transform="rotate({number(turn)} {number(pivot.x)} {number(pivot.y)})">{element}</g>'


def leader(text: Text, width: float, kind: str = "leader") -> str:
    """The line from a name that stands apart to its mark."""
    start, end = text.pivot, text.leader or text.pivot
    return (
        f'<line class="{kind}" x1="{number(start.x)}" y1="{number(start.y)}" x2="{number(end.x)}" y2="{number(end.y)}" '
        f'stroke="{INK}" stroke-width="{width:.2f}"/>'
    )


_WHOLE: Final = 0.999  # share from which on a slice is the whole circle, which no arc can draw
LEADER: Final = 0.07  # of a letter: the width of the line to a name that stands apart
FAINT: Final = 0.3  # opacity of a tie that leads away from what is shown
HALO: Final = 'paint-order="stroke" stroke="#fff" stroke-linejoin="round"'
FONT: Final = f'font-family="{FONT_STACK}" fill="{INK}"'
