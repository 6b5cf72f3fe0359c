"""A drawing without the actors of some colours, everything else where it was: what a reader of the screen hid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from viz.drawing.drawing import Box, Drawing
from viz.view.colours import COLOURS
from viz.view.network_view import NetworkView, NodeView
from viz.view.words import say


def hiding(drawing: Drawing, colours: Collection[str]) -> Drawing:
    """The drawing without actors, funders and groups of these keys of COLOURS; its view says what is hidden.

    Projects have no such colour, and communities are of many: they stay.
    """
    gone = {node.id for node in drawing.view.nodes if _is_hidden(node, colours)}
    if not gone:
        return drawing
    shapes = tuple(shape for shape in drawing.shapes if shape.node not in gone)
    texts = tuple(text for text in drawing.texts if text.node not in gone)
    named = {text.node for text in texts} | {shape.node for shape in shapes if isinstance(shape, Box) and shape.lines}
    return replace(
        drawing,
        view=_view(drawing.view, gone, colours),
        lines=tuple(line for line in drawing.lines if gone.isdisjoint((line.source, line.target))),
        cells=tuple(cell for cell in drawing.cells if gone.isdisjoint((cell.source, cell.target))),
        rings=tuple(ring for ring in drawing.rings if ring.node not in gone),
        shapes=shapes,
        texts=texts,
        unlabelled=sum(shape.node not in named for shape in shapes),
    )


def _is_hidden(node: NodeView, colours: Collection[str]) -> bool:
    return node.type in ("actor", "funder", "group") and node.colour in colours


def _view(view: NetworkView, gone: set[str], colours: Collection[str]) -> NetworkView:
    hidden = [node for node in view.nodes if node.id in gone]
    drawn_apart = Counter(edge.target for edge in view.edges if edge.type == "member")
    groups = [node for node in hidden if node.type == "group"]
    behind = sum(node.stands_for - drawn_apart[node.id] for node in groups)
    return replace(
        view,
        nodes=tuple(node for node in view.nodes if node.id not in gone),
        edges=tuple(edge for edge in view.edges if gone.isdisjoint((edge.source, edge.target))),
        shown=view.shown - (len(hidden) - len(groups)),
        grouped=max(0, view.grouped - behind),
        hidden=tuple(say(f"many_{colour}", view.language) for colour in COLOURS if colour in colours),
    )
