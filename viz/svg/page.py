"""The page round a map as SVG: for the picture as a file, and for the browser's own export of what is on the screen."""

from __future__ import annotations

import math

from viz.drawing.drawing import PLACE_NAME, RULE, Cell, Drawing, Line, Ring
from viz.drawing.legend import Sign, colour_signs, colours_used, signs_of, words_after
from viz.drawing.page import HEIGHT, WIDTH, Page, Paragraph, counts, described, page_of, source_text
from viz.svg.markup import FONT, HALO, band, bubble, cells, escape, label, land, lines, number, ring, shape, text_lines
from viz.view.network_view import NetworkView


def page(drawing: Drawing, *, transparent: bool = False) -> str:
    """The page as an SVG document, names and places fitted to it; a `transparent` one has no white behind."""
    whole = page_of(drawing)
    return _head(whole, transparent) + map_body(whole.drawing) + _tail(whole)


def around_map(drawing: Drawing) -> tuple[str, str]:
    """What comes before and after the map as it is drawn on the screen: joined with it they are an SVG document."""
    whole = page_of(drawing, fitted=False)
    frame = whole.frame
    head = _head(whole, transparent=False) + (
        f'<svg x="{number(frame.left)}" y="{number(frame.top)}" width="{number(frame.width)}" '
        f'height="{number(frame.height)}" viewBox="{view_box(drawing)}">'
    )
    return head, "</svg>" + _tail(whole)


def _head(whole: Page, transparent: bool) -> str:
    view = whole.drawing.view
    size = f'width="{number(WIDTH)}" height="{number(HEIGHT)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" {size} '
        f'role="img" lang="{escape(view.language)}" {FONT}>'
        f"<title>{escape(view.title)}</title><desc>{escape(described(whole.drawing, zooms=False))}</desc>"
        + ("" if transparent else f'<rect {size} fill="#fff"/>')
        + (paragraph(whole.title) if whole.title else "")
    )


def _tail(whole: Page) -> str:
    room, y = whole.room, number(whole.rule)
    rule = (
        f'<line x1="{number(room.left)}" x2="{number(room.right)}" y1="{y}" y2="{y}" '
        f'stroke="{RULE}" stroke-width="1.5"/>'
    )
    return rule + _legend(whole) + "".join(paragraph(text) for text in whole.around) + "</svg>"


def _legend(whole: Page) -> str:
    parts = []
    for row, y in zip(whole.legend.rows, whole.legend_tops, strict=True):
        size = whole.legend.size
        for x, item in whole.legend.places(row):
            left = whole.room.left + x
            parts.append(f'<g transform="translate({number(left)} {number(y)})">{sign(item)}</g>')
            parts.append(text_lines((item.words,), left + words_after(item, size), y + size * 0.35, size))
    return "".join(parts)


def paragraph(text: Paragraph) -> str:
    """Lines of text."""
    return text_lines(text.lines, text.at.x, text.at.y, text.size, text.anchor, text.bold, text.fill)


def sign(item: Sign) -> str:
    """A sign of the legend, its left middle at 0,0."""
    parts = []
    for mark in item.marks:
        if isinstance(mark, Line):
            parts.append(lines((mark,), 1))
        elif isinstance(mark, Cell):
            parts.append(cells((mark,)))
        else:
            parts.append(ring(mark) if isinstance(mark, Ring) else shape(mark))
    return "".join(parts)


def view_box(drawing: Drawing) -> str:
    """The bounds of the drawing as SVG writes them."""
    box = drawing.bounds
    return " ".join(number(bound) for bound in (box.left, box.top, box.width, box.height))


def map_body(drawing: Drawing) -> str:
    """The map by itself, back to front, with the names that are readable with all of it in sight."""
    scale = tie_scale(drawing)
    return (
        behind(drawing)
        + lines(drawing.lines, scale)
        + cells(drawing.cells)
        + "".join(ring(circle) for circle in drawing.rings)
        + "".join(shape(drawn) for drawn in drawing.shapes)
        + f'<g {HALO} stroke-width="5">'
        + named(drawing)
        + "</g>"
    )


def behind(drawing: Drawing) -> str:
    """What lies under ties and marks."""
    under = [*map(bubble, drawing.bubbles), *map(band, drawing.bands)]
    return land(drawing.backdrop.areas) + "".join(under)


def named(drawing: Drawing) -> str:
    """The names that are readable with all of the map in sight, those of places paler."""
    places = "".join(label(text, PLACE_NAME) for text in drawing.captions_at(drawing.letter))
    return places + "".join(label(text) for text in drawing.names_at(drawing.letter))


def tie_scale(drawing: Drawing) -> float:
    """1 in a map of few nodes, less in one of many."""
    return 1.0 if drawing.layout == "bubbles" else min(1.0, 9 / math.sqrt(max(1, len(drawing.lines))))


Item = tuple[float, str, str]  # width of the sign, the sign drawn at 0,0 and its words


def legend_items(drawing: Drawing) -> list[Item]:
    """The signs that are on the map: shapes, then ties."""
    return [(item.width, sign(item), item.words) for item in signs_of(drawing)]


def colour_items(view: NetworkView) -> list[Item]:
    """A dot a colour on the map."""
    return [(item.width, sign(item), item.words) for item in colour_signs(view)]


__all__ = [
    "Item",
    "around_map",
    "behind",
    "colour_items",
    "colours_used",
    "counts",
    "described",
    "legend_items",
    "map_body",
    "named",
    "page",
    "source_text",
    "view_box",
]
