"""The map as a browser shows it: the drawing as light SVG, what stands beside it, and the data that its script reads.

The service's page and the offline file are made of the same stage. Colours and widths are said once for all that have
them, a text that several nodes or ties need is stored once, and tables and panels are written by the script when
somebody opens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from viz.drawing.drawing import (
    BACKDROP,
    INK,
    LAYOUTS,
    PLACE_NAME,
    RULE,
    Box,
    Circle,
    Drawing,
    Layout,
    Point,
    Shape,
    Text,
)
from viz.drawing.geography import is_in_counties
from viz.drawing.layouts import unfit
from viz.drawing.legend import colours_used
from viz.drawing.page import counts, described, shown_words
from viz.drawing.text_width import ASCENT
from viz.svg.facts import Facts
from viz.svg.markup import (
    FONT,
    HALO,
    LEADER,
    TIES,
    band,
    bundle_width,
    cells,
    escape,
    faint,
    land,
    leader,
    number,
    ring,
    safe_url,
    shape,
    text_lines,
    turned,
)
from viz.svg.page import Item, around_map, colour_items, legend_items, tie_scale, view_box
from viz.svg.templating import inline_json
from viz.view.network_view import NetworkView
from viz.view.words import is_known, pattern, say

_SPOKEN: Final = (
    *("no_hit", "hit", "inside", "shown", "close", "relations", "ties", "one_tie", "tie", "no_evidence", "members"),
    *(
        "more",
        "evidence",
        "aliases",
        "acronym",
        "wheel_hint",
        "not_here",
        "open_actor",
        "open_project",
        "only_around",
        "open_group_map",
        "without",
    ),
)
_LETTER: Final = 12.0  # pixels in which names are written; the same in static/map/3-names.js


@dataclass(frozen=True, slots=True)
class Stage:
    """What the templates `stage.html` and `file.html` are filled with."""

    view: NetworkView
    layout: Layout
    drawing: Markup
    data: Markup
    colours: Sequence[tuple[str, Markup, str]]
    signs: Sequence[tuple[Markup, str]]
    shown: str
    rest: str
    note: str
    layouts: Mapping[Layout, str]
    """Each layout, and why the view cannot be drawn so: nothing where it can."""

    def say(self, key: str, **values: object) -> str:
        """A text of viz/map.yml in the language of the view."""
        return say(key, self.view.language, **values)

    @property
    def themes(self) -> list[tuple[int, str]]:
        """The themes on the map with their numbers, by name."""
        return _numbered(self.view.themes.values())

    @property
    def places(self) -> list[tuple[int, str]]:
        """The places on the map with their numbers, by name."""
        return _numbered(self.view.places.values())

    @property
    def years(self) -> list[int]:
        """The years from the first that a project begins or ends in to the last."""
        years = [year for node in self.view.nodes for year in (node.first, node.last) if year]
        return list(range(min(years), max(years) + 1)) if years else []


def stage(drawing: Drawing, is_linked: bool = False) -> Stage:
    """The stage of a drawing; one that `is_linked` has the ids by which the service's pages are found."""
    view = drawing.view
    colours = zip(colours_used(view), colour_items(view), strict=True)
    shown = shown_words(view)
    return Stage(
        view=view,
        layout=drawing.layout,
        drawing=Markup(_svg(drawing)),
        data=Markup(inline_json(_data(drawing, shown, is_linked))),
        colours=[(colour, sign(item), item[2]) for colour, item in colours],
        signs=[(sign(item), item[2]) for item in legend_items(drawing)],
        shown=shown,
        rest=counts(drawing).removeprefix(shown),
        note=_note(drawing),
        layouts=_layouts(view) if is_linked else {},
    )


def _layouts(view: NetworkView) -> dict[Layout, str]:
    """Why each layout cannot be had; communities can be asked for again as counties."""
    found = {layout: unfit(layout, view) for layout in LAYOUTS}
    return found | {"geographic": ""} if is_in_counties(view) else found


def _note(drawing: Drawing) -> str:
    """How places are to be read."""
    key = f"note_{drawing.layout}"
    if drawing.layout == "geographic" and drawing.view.is_aggregated:
        key = "note_geographic_counties"
    return say(key, drawing.view.language) if is_known(key) else ""


def _numbered(names: Iterable[str]) -> list[tuple[int, str]]:
    return sorted(enumerate(names), key=lambda pair: pair[1].casefold())


def sign(item: Item) -> Markup:
    """A sign of the legend as a small picture."""
    width, sign, _ = item
    return Markup(
        f'<svg width="{number(width * 0.8)}" height="23" viewBox="0 -14 {number(width)} 28" aria-hidden="true">'
        f"{sign}</svg>"
    )


def _svg(drawing: Drawing) -> str:
    view = drawing.view
    name = f"{say('map_help', view.language, count=len(view.nodes))} {described(drawing)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box(drawing)}" role="group" {FONT} '
        f'aria-label="{escape(name)}"><g id="port"><g aria-hidden="true">{land(drawing.backdrop.areas)}'
        f"{_bubbles(drawing)}{_bands(drawing)}{_ties(drawing)}</g>"
        f"{_shapes(drawing)}{_leaders(drawing)}</g>{_names(drawing)}</svg>"
    )


def _bubbles(drawing: Drawing) -> str:
    discs = "".join(
        f'<ellipse class="bubble" cx="{number(disc.at.x)}" cy="{number(disc.at.y)}" rx="{number(disc.radius_x)}" '
        f'ry="{number(disc.radius_y)}"/>'
        for disc in drawing.bubbles
    )
    return f'<g class="bubbles" fill="{BACKDROP}">{discs}</g>'


def _bands(drawing: Drawing) -> str:
    return "".join(band(drawn, f' class="{"rule" if drawn.fill == RULE else "band"}"') for drawn in drawing.bands)


def _ties(drawing: Drawing) -> str:
    """The ties by kind, in the order of `_lines`."""
    if drawing.cells:
        return cells(drawing.cells, lambda _: ' class="e"', "cells-")
    scale = max(0.35, tie_scale(drawing))
    parts = []
    for kind, (width, colour, dashes) in TIES.items():
        paths = []
        for line in drawing.lines:
            if line.kind == kind:
                wide = f' stroke-width="{number(bundle_width(line))}"' if kind == "bundle" else ""
                start, end = line.start, line.end
                ends = f"M{number(start.x)} {number(start.y)}L{number(end.x)} {number(end.y)}"
                paths.append(f'<path class="e" d="{ends}"{wide}{faint(line)}/>')
        if paths:
            dash = f' stroke-dasharray="{dashes}"' if dashes else ""
            look = f'stroke="{colour}" stroke-width="{number(width * scale)}"{dash}'
            parts.append(f'<g class="ties-{kind}" {look}>{"".join(paths)}</g>')
    return "".join(parts)


def _lines(drawing: Drawing) -> list[str]:
    return [tie.edge for kind in TIES for tie in drawing.ties if tie.kind == kind]


def _shapes(drawing: Drawing) -> str:
    rings = {circle.node: ring(circle) for circle in drawing.rings}
    strokes = [drawn.stroke for drawn in drawing.shapes if isinstance(drawn, Circle)]
    stroke = strokes[0] if strokes else 2.0
    drawn = "".join(_shape(shape, stroke, rings.get(shape.node, "")) for shape in drawing.shapes)
    return f'<g class="nodes" stroke="{INK}" stroke-width="{number(stroke)}">{drawn}</g>'


def _shape(drawn: Shape, stroke: float, ring: str) -> str:
    """A node; what most of them are is one element that leaves colour and width of its outline to the group."""
    if isinstance(drawn, Circle) and not drawn.dotted and drawn.stroke == stroke:
        place = f'cx="{number(drawn.at.x)}" cy="{number(drawn.at.y)}" r="{number(drawn.radius)}"'
        circle = f'<circle{{}} fill="{drawn.fill}" {place}/>'
        return f'<g class="n">{ring}{circle.format("")}</g>' if ring else circle.format(' class="n"')
    kind = 'class="n box" stroke="none"' if isinstance(drawn, Box) else 'class="n"'
    return f"<g {kind}>{ring}{shape(drawn)}</g>"


def _leaders(drawing: Drawing) -> str:
    """The lines to the marks of names that stand apart, in the order of `leaders` among the data."""
    lines = "".join(
        leader(text, text.size * LEADER, f"leader{_later(text, drawing)}") for text in drawing.texts if text.leader
    )
    return f'<g class="leaders" aria-hidden="true">{lines}</g>'


def _names(drawing: Drawing) -> str:
    """The names, of which those that the whole map has no room for wait for the script."""
    names = "".join(_name(text, f"l{_later(text, drawing)}") for text in drawing.texts)
    names += "".join(_name(text, f"l place{_later(text, drawing)}", PLACE_NAME) for text in drawing.captions)
    halo = f'{HALO} stroke-width="{number(_LETTER * 0.22)}" font-size="{number(_LETTER)}"'
    return f'<g id="names-drawn" aria-hidden="true" {halo}>{names}</g>'


def _later(text: Text, drawing: Drawing) -> str:
    return "" if text.is_shown_at(drawing.letter) else " later"


def _name(text: Text, kind: str, fill: str = "") -> str:
    """A name round its pivot, in letters of `_LETTER`; the script makes it as large as the screen asks."""
    by = _LETTER / text.size
    x = {"start": text.box.left, "middle": text.box.centre.x, "end": text.box.right}[text.anchor] - text.pivot.x
    y = text.box.top + text.size * ASCENT - text.pivot.y
    inner = text_lines(text.lines, x * by, y * by, _LETTER, text.anchor, text.bold, fill)
    inner = turned(inner, text.turn, Point(0, 0))
    return f'<g class="{kind}" transform="translate({number(text.pivot.x)} {number(text.pivot.y)})">{inner}</g>'


def _data(drawing: Drawing, shown: str, is_linked: bool) -> dict[str, Any]:
    """What the script needs: all that is not in the drawing, and where in it what stands."""
    view, box = drawing.view, drawing.bounds
    at = {node.id: i for i, node in enumerate(view.nodes)}
    labels = (*drawing.texts, *drawing.captions)
    edge_at = {edge.id: i for i, edge in enumerate(view.edges)}
    head, tail = around_map(drawing)
    facts = Facts(view, is_linked)
    return {
        "words": {key: pattern(key, view.language) for key in _SPOKEN},
        "bounds": [round(bound, 1) for bound in (box.left, box.top, box.width, box.height)],
        "roomy": drawing.layout in ("bubbles", "matrix"),
        "cells": drawing.layout == "matrix",
        "letter": drawing.letter,
        "shown": shown,
        "total": view.total,
        "nodes": [facts.node(node, drawing) for node in view.nodes],
        "edges": [[at[edge.source], at[edge.target], *facts.tie(edge)] for edge in view.edges],
        "lines": [edge_at[edge] for edge in _lines(drawing)],
        "labels": [[at.get(text.node, -1), round(text.size, 2), round(text.until, 2)] for text in labels],
        "leaders": [number for number, text in enumerate(drawing.texts) if text.leader],
        "many": {colour: say(f"many_{colour}", view.language) for colour in colours_used(view)},
        "bubbles": [at.get(disc.node, -1) for disc in drawing.bubbles],
        "kinds": facts.kinds,
        "evidence": facts.evidence,
        "sources": [[source.title, safe_url(source.url)] for source in view.sources.values()],
        "texts": facts.texts.all,
        "head": head,
        "tail": tail,
    }
