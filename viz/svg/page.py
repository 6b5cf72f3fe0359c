"""The page round a map: title above, legend and source below; the same for SVG, PNG and the browser's export."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from viz.drawing.drawing import INK, MONEY, MUTED, PROJECT, RULE, Drawing, Line, Point
from viz.drawing.text_width import shorten, text_width, wrap
from viz.svg.markup import (
    FONT,
    HALO,
    bubble,
    circle,
    escape,
    group_circle,
    hexagon,
    label,
    lines,
    number,
    ring,
    shape,
    text_lines,
)
from viz.view.colours import COLOURS
from viz.view.network_view import NetworkView
from viz.view.words import say

WIDTH: Final = 1920.0
HEIGHT: Final = 1080.0
_EDGE: Final = 56.0
_LEGEND_SIZE: Final = 20.0


def page(drawing: Drawing) -> tuple[str, str, str]:
    """What comes before the map, the map, and what comes after it: joined they are an SVG document."""
    view = drawing.view
    title = wrap(view.title, WIDTH - 2 * _EDGE, 42, bold=True, most=2)
    below = 34 + title.height
    sub = wrap(view.subtitle, WIDTH - 2 * _EDGE, 24, most=2)
    rows = _legend_rows(drawing)
    foot = HEIGHT - 96 - 40 * len(rows)
    top = below + sub.height + 20
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" '
        f'width="{number(WIDTH)}" height="{number(HEIGHT)}" role="img" lang="{escape(view.language)}" {FONT}>'
        f"<title>{escape(view.title)}</title><desc>{escape(described(drawing))}</desc>"
        f'<rect width="{number(WIDTH)}" height="{number(HEIGHT)}" fill="#fff"/>'
        + text_lines(title.lines, _EDGE, 72, 42, bold=True)
        + (text_lines(sub.lines, _EDGE, below + 26, 24, fill=MUTED) if sub.lines else "")
        + f'<svg x="{number(_EDGE)}" y="{number(top)}" width="{number(WIDTH - 2 * _EDGE)}" '
        f'height="{number(foot - top - 16)}" viewBox="{view_box(drawing)}">'
    )
    tail = "</svg>" + _legend(rows, foot) + _source(view, counts(drawing)) + "</svg>"
    return head, map_body(drawing), tail


def view_box(drawing: Drawing) -> str:
    """The bounds of the drawing as SVG writes them."""
    box = drawing.bounds
    return " ".join(number(bound) for bound in (box.left, box.top, box.width, box.height))


def map_body(drawing: Drawing) -> str:
    """The map by itself, back to front, with the names that are readable with all of it in sight."""
    scale = tie_scale(drawing)
    return (
        "".join(bubble(disc) for disc in drawing.bubbles)
        + lines(drawing.lines, scale)
        + "".join(ring(circle) for circle in drawing.rings)
        + "".join(shape(drawn) for drawn in drawing.shapes)
        + f'<g {HALO} stroke-width="5">'
        + "".join(label(text) for text in drawing.names_at(drawing.letter))
        + "</g>"
    )


def tie_scale(drawing: Drawing) -> float:
    """1 in a map of few nodes, less in one of many."""
    return 1.0 if drawing.layout == "bubbles" else min(1.0, 9 / math.sqrt(max(1, len(drawing.lines))))


def counts(drawing: Drawing) -> str:
    """`x of y shown`, what lies in groups, which names wait for the zoom and what is left out."""
    view = drawing.view
    parts = [say("shown", view.language, shown=view.shown, total=view.total)]
    if view.grouped:
        parts.append(say("grouped", view.language, count=view.grouped))
    if drawing.hidden_labels:
        parts.append(say("labels_later", view.language, count=drawing.hidden_labels))
    if view.left_out:
        parts.append(f"{say('left_out', view.language).lower()}: {', '.join(view.left_out)}")
    return " · ".join(parts)


def described(drawing: Drawing) -> str:
    """The map in a sentence, for those who cannot see it."""
    view = drawing.view
    return ". ".join(part for part in (say("map", view.language), view.subtitle, counts(drawing)) if part)


def colours_used(view: NetworkView) -> list[str]:
    """The colours on the map in the order of the legend."""
    used = {node.colour for node in view.nodes if node.type not in ("project", "aggregate")}
    return [colour for colour in COLOURS if colour in used]


Item = tuple[float, str, str]  # width of the sign, the sign drawn at 0,0 and its words


def legend_items(view: NetworkView) -> list[Item]:
    """The signs that are on the map: shapes, then lines."""

    def words_of(key: str) -> str:
        return say(key, view.language)

    types = {node.type for node in view.nodes}
    ties = {edge.type for edge in view.edges}
    items: list[Item] = []
    if "project" in types:
        items.append((34, f'<rect x="0" y="-12" width="34" height="24" rx="6" fill="{PROJECT}"/>', words_of("project")))
    if "actor" in types:
        items.append((22, circle(11, 0, 10, "#fff"), words_of("actor")))
    if "funder" in types:
        items.append((26, hexagon(13, 0, 12, "#fff"), words_of("funder")))
    if any(node.also_funds for node in view.nodes):
        dotted = (
            f'<circle cx="14" cy="0" r="13" fill="#fff" stroke="{MONEY}" stroke-width="2.6" stroke-dasharray="3 4"/>'
        )
        items.append((28, dotted + circle(14, 0, 7, "#fff"), words_of("legend_both")))
    items += [
        (28, group_circle(14, 0, 13, COLOURS["unknown"]), words_of(f"legend_{type}"))
        for type in ("group", "aggregate")
        if type in types
    ]
    for kind, words in _LINES.items():
        if kind in ties:
            items.append((46, lines((Line(Point(0, 0), Point(46, 0), kind, "", "", ""),), 1), words_of(words)))
    if any(node.size > 0 for node in view.nodes):
        items.append((46, circle(7, 0, 6, "#fff") + circle(32, 0, 13, "#fff"), words_of("legend_size")))
    return items


_LINES: Final = {
    "takes_part": "legend_takes_part",
    "leads": "legend_leads",
    "funds": "legend_funds",
    "reference": "legend_reference",
    "collaborates": "legend_collaborates",
    "member": "legend_member",
}


def colour_items(view: NetworkView) -> list[Item]:
    """A dot a colour on the map."""
    return [(22, circle(11, 0, 10, COLOURS[colour]), say(colour, view.language)) for colour in colours_used(view)]


def _legend_rows(drawing: Drawing) -> list[list[Item]]:
    rows: list[list[Item]] = []
    for items in (colour_items(drawing.view), legend_items(drawing.view)):
        row: list[Item] = []
        for item in items:
            if row and _row_width([*row, item]) > WIDTH - 2 * _EDGE:
                rows.append(row)
                row = []
            row.append(item)
        rows += [row] if row else []
    return rows


def _row_width(items: Iterable[Item]) -> float:
    return sum(width + 10 + text_width(words, _LEGEND_SIZE) + 32 for width, _, words in items) - 32


def _legend(rows: list[list[Item]], top: float) -> str:
    parts = [
        f'<line x1="{number(_EDGE)}" x2="{number(WIDTH - _EDGE)}" y1="{number(top)}" y2="{number(top)}" '
        f'stroke="{RULE}" stroke-width="1.5"/>'
    ]
    for position, row in enumerate(rows):
        x, y = _EDGE, top + 32 + 40 * position
        for width, sign, words in row:
            parts.append(f'<g transform="translate({number(x)} {number(y)})">{sign}</g>')
            parts.append(text_lines((words,), x + width + 10, y + 7, _LEGEND_SIZE))
            x += width + 10 + text_width(words, _LEGEND_SIZE) + 32
    return "".join(parts)


def source_text(view: NetworkView) -> str:
    """Sources, date and revision in one line."""
    return " · ".join(
        part for part in (view.source_line, view.date, say("revision", view.language, number=view.revision)) if part
    )


def _source(view: NetworkView, counted: str) -> str:
    room = WIDTH - 2 * _EDGE
    return "".join(
        text_lines((shorten(line, room, 17),), _EDGE, HEIGHT - y, 17, fill=MUTED)
        for line, y in ((counted, 52), (source_text(view), 26))
    )


__all__ = [
    "INK",
    "Item",
    "colour_items",
    "counts",
    "described",
    "legend_items",
    "map_body",
    "page",
    "source_text",
    "view_box",
]
