"""The player: a story in one HTML file that opens from disk, is led by keys or a clicker, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from markupsafe import Markup

from graph.messages import clean
from viz.drawing.drawing import Box, Cell, Drawing, Line, Shape
from viz.drawing.text_width import wrap
from viz.stories.scenes import Scene, Telling, lifted_count, notes
from viz.svg.markup import FONT, HALO, cells, escape, lines, ring, shape
from viz.svg.page import behind, described, named, source_text, tie_scale, view_box
from viz.svg.templating import content_policy, environment, inline_json, static
from viz.view.important import by_importance
from viz.view.network_view import EdgeView, NodeView
from viz.view.words import say

NAME: Final = "html"
MEDIA_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = ".html"
_NAME_WIDTH: Final = 260.0
_NAME_SIZE: Final = 17.0
_LARGEST: Final = 40  # named, where there is room, when a screen is too small for the names of the map
Link = tuple[str, str]
"""An address, and what it is called."""


def render(telling: Telling, links: Iterable[Link] = ()) -> bytes:
    """The page. `links` stand in its head, for a story that is played from a service."""
    style, script = static("story.css"), static("story.js")
    language, count = telling.language, len(telling.scenes)
    page = (
        environment()
        .get_template("story.html")
        .render(
            telling=telling,
            say=lambda key, **values: say(key, language, **values),
            policy=content_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            map=Markup(_svg(telling)),
            scenes=[_shown(number, scene, telling) for number, scene in enumerate(telling.scenes, start=1)],
            count=count,
            links=list(links),
            foot=source_text(telling.view),
            data=Markup(inline_json(_data(telling))),
        )
    )
    return str(page).encode()


def _shown(number: int, scene: Scene, telling: Telling) -> dict[str, Any]:
    return {
        "number": number,
        "scene": scene,
        "lifted": lifted_count(scene, telling),
        "notes": list(notes(scene, telling)),
        "of": say("story_step_of", telling.language, number=number, count=len(telling.scenes)),
    }


def _svg(telling: Telling) -> str:
    """The map in each of its layouts, of which a page without a script shows the first."""
    first = telling.layers[0]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box(first)}" role="img" {FONT} '
        f'aria-label="{escape(described(first, zooms=False))}">{"".join(map(_layer, telling.layers))}'
        f'<g id="lifted"><g class="near"></g><g class="lit"></g></g><g id="names" {HALO} stroke-width="4"></g></svg>'
    )


def _layer(drawing: Drawing) -> str:
    """One layout, with a number on everything that a step may lift."""
    at, edge_at = _numbers(drawing.view.nodes), _numbers(drawing.view.edges)
    rings = {circle.node: ring(circle) for circle in drawing.rings}

    def numbered(tie: Line | Cell) -> str:
        return f' class="e" data-i="{edge_at[tie.edge]}"'

    ties = lines(drawing.lines, tie_scale(drawing), numbered) + cells(drawing.cells, numbered)
    nodes = "".join(
        f'<g class="n" data-i="{at[drawn.node]}">{rings.get(drawn.node, "")}{shape(drawn)}</g>'
        for drawn in drawing.shapes
    )
    return (
        f'<g class="layer"><g class="behind">{behind(drawing)}</g><g class="all">{ties}{nodes}</g>'
        f'<g class="drawn" {HALO} stroke-width="5">{named(drawing)}</g></g>'
    )


def _data(telling: Telling) -> dict[str, Any]:
    view = telling.view
    at = _numbers(view.nodes)
    return {
        "layers": list(map(_places, telling.layers)),
        "names": [list(wrap(clean(node.label), _NAME_WIDTH, _NAME_SIZE, most=2).lines) for node in view.nodes],
        "largest": [at[node.id] for node in by_importance(view)[:_LARGEST]],
        "ties": [[at[edge.source], at[edge.target]] for edge in view.edges],
        "scenes": [
            {
                "lifted": [at[id] for id in scene.lifted],
                "layer": telling.layer(scene),
                "seconds": scene.seconds,
            }
            for scene in telling.scenes
        ],
        "words": {key: say(f"story_{key}", telling.language) for key in ("play", "pause")},
    }


def _numbers(things: Iterable[NodeView | EdgeView]) -> dict[str, int]:
    return {thing.id: number for number, thing in enumerate(things)}


def _places(drawing: Drawing) -> dict[str, Any]:
    """Of the drawing its bounds and the size of its names; of each node its place, nothing where it is not drawn."""
    box, shapes = drawing.bounds, {drawn.node: drawn for drawn in drawing.shapes}
    return {
        "bounds": [round(bound) for bound in (box.left, box.top, box.width, box.height)],
        "letter": round(drawing.letter, 1),
        "cells": bool(drawing.cells),
        "nodes": [_place(shapes[node.id]) if node.id in shapes else None for node in drawing.view.nodes],
    }


def _place(drawn: Shape) -> list[float]:
    """Middle, half the width and height, and the size of the name inside, 0 where it has none."""
    if isinstance(drawn, Box):
        middle, across, down = drawn.box.centre, drawn.box.width / 2, drawn.box.height / 2
    else:
        middle, across, down = drawn.at, drawn.radius, drawn.radius
    inside = drawn.size if isinstance(drawn, Box) and drawn.lines else 0
    return [round(value, 1) for value in (*middle, across, down, inside)]
