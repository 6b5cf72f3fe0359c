"""pyvis: the free-form view, whose nodes can be dragged, with vis-network in the file and no physics."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from graph.messages import clean
from viz.drawing.drawing import INK, PROJECT, Box, Drawing, Hexagon, Line, Shape, Text
from viz.drawing.layout import draw
from viz.svg.facts import kind_words
from viz.svg.markup import TIES, bundle_width
from viz.svg.page import colour_items, counts, described, legend_items, source_text, tie_scale
from viz.svg.stage import sign
from viz.svg.templating import content_policy, environment, inline_json, static
from viz.view.network_view import NodeView
from viz.view.words import pattern, say

if TYPE_CHECKING:
    from pyvis.network import Network

NAME: Final = "pyvis"
MEDIA_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = ".pyvis.html"
_FACE: Final = "Open Sans, Segoe UI, Arial, sans-serif"
_OPTIONS: Final = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 100, "keyboard": {"enabled": True, "bindToWindow": False}},
    "edges": {"smooth": False, "selectionWidth": 2},
}


def render(drawing: Drawing) -> bytes:
    """The page, written by our own template: that of pyvis asks a CDN and lets names run as script."""
    view = drawing.view
    if drawing.cells:  # of a matrix nothing is left when its rows are dragged
        drawing = draw(view)
    network = build(drawing)
    style, script, vis = static("file.css") + static("pyvis.css"), static("pyvis.js"), _vis()
    values = {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": _OPTIONS,
        "none": pattern("no_hit", view.language),
    }
    nodes = sorted(enumerate(view.nodes), key=lambda pair: pair[1].name.casefold())
    html = (
        environment()
        .get_template("pyvis.html")
        .render(
            view=view,
            say=lambda key, **words: say(key, view.language, **words),
            policy=content_policy(style, vis, script),
            style=Markup(style),
            script=Markup(script),
            vis=Markup(vis),
            data=Markup(inline_json(values)),
            described=described(drawing),
            counts=counts(drawing),
            source=source_text(view),
            colours=[(sign(item), item[2]) for item in colour_items(view)],
            signs=[(sign(item), item[2]) for item in legend_items(drawing)],
            list=[(f"N{i}", node.name, kind_words(node, view.language)) for i, node in nodes],
        )
    )
    return html.encode()


def build(drawing: Drawing) -> Network:
    """The drawing as a pyvis network: N… are nodes, L… their names as text nodes of their own.

    Directed, since an undirected pyvis network drops the second tie between two nodes. Ids are numbered, so that no
    name is ever an id.
    """
    from pyvis.network import Network  # here, because it imports IPython

    network = Network(directed=True)
    ids = {node.id: f"N{i}" for i, node in enumerate(drawing.view.nodes)}
    nodes = {node.id: node for node in drawing.view.nodes}
    for drawn in drawing.shapes:
        network.add_node(ids[drawn.node], **_node(drawn, nodes[drawn.node], drawing))
    for text in drawing.names_at(drawing.letter):
        network.add_node(f"L{ids[text.node]}", **_label(text))
    for line in drawing.lines:
        network.add_edge(ids[line.source], ids[line.target], **_edge(line, tie_scale(drawing)))
    return network


def _node(drawn: Shape, node: NodeView, drawing: Drawing) -> dict[str, Any]:
    at = drawing.positions[node.id]
    # vis shows a title as plain text; " " since pyvis puts the id where a label is empty
    common = {
        "x": at.x,
        "y": at.y,
        "physics": False,
        "title": clean("\n".join((node.name, *node.members[:40]))),
        "name": clean(node.name),
        "label": " ",
    }
    if isinstance(drawn, Box):
        colour = {"background": PROJECT, "border": PROJECT, "highlight": {"background": PROJECT, "border": "#0050B3"}}
        if drawn.lines:
            font = {"color": "#fff", "size": drawn.size, "face": _FACE}
            return {
                **common,
                "label": clean("\n".join(drawn.lines)),
                "shape": "box",
                "color": colour,
                "font": font,
                "margin": 12,
            }
        return {**common, "shape": "square", "size": drawn.box.width / 2, "color": colour}
    shape = "hexagon" if isinstance(drawn, Hexagon) else "dot"
    colour = {"background": drawn.fill, "border": INK, "highlight": {"background": drawn.fill, "border": "#0050B3"}}
    dashes = [3, 4] if node.also_funds or node.type in ("group", "aggregate") else False
    return {
        **common,
        "shape": shape,
        "size": drawn.radius,
        "color": colour,
        "borderWidth": 4 if node.also_funds else 2,
        "shapeProperties": {"borderDashes": dashes},
    }


def _label(text: Text) -> dict[str, Any]:
    centre = text.box.centre
    font = {"size": text.size, "face": _FACE, "color": INK, "strokeWidth": text.size / 5, "strokeColor": "#fff"}
    return {
        "x": centre.x,
        "y": centre.y,
        "label": clean("\n".join(text.lines)),
        "shape": "text",
        "physics": False,
        "chosen": False,
        "font": {**font, "align": {"start": "left", "middle": "center", "end": "right"}[text.anchor]},
    }


def _edge(line: Line, scale: float) -> dict[str, Any]:
    width, colour, dashes = TIES[line.kind]
    pattern = [int(part) for part in dashes.split()] if dashes else False
    wide = bundle_width(line) if line.kind == "bundle" else width * max(0.35, scale)
    bent = {"enabled": True, "type": "curvedCW", "roundness": 0.08} if line.kind == "funds" else False
    return {"width": wide, "color": colour, "dashes": pattern, "smooth": bent, "arrows": {"to": {"enabled": False}}}


@cache
def _vis() -> str:
    """vis-network 9.1.2 as pyvis brings it (Apache 2.0 or MIT; the notice is in its head)."""
    return (
        files("pyvis")
        .joinpath("lib", "vis-9.1.2", "vis-network.min.js")
        .read_text("utf-8")
        .replace("</script", "<\\/script")
    )
