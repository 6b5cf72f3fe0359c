"""The player: a story in one HTML file that opens from disk, is led by keys or a clicker, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from markupsafe import Markup

from graph.messages import clean
from viz.drawing.drawing import Box, Drawing, Shape
from viz.drawing.text_width import wrap
from viz.stories.scenes import Scene, Telling, lifted_count, notes
from viz.svg.markup import FONT, HALO, escape, lines, ring, shape
from viz.svg.page import behind, described, named, source_text, tie_scale, view_box
from viz.svg.templating import content_policy, environment, inline_json, static
from viz.view.important import by_importance
from viz.view.words import say

NAME: Final = "html"
MEDIA_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = ".html"
_NAME_WIDTH: Final = 260.0
_NAME_SIZE: Final = 17.0
_LARGEST: Final = 8  # named where a screen is too small for the names of the map
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
            map=Markup(_svg(telling.drawing)),
            scenes=[_shown(number, scene, telling) for number, scene in enumerate(telling.scenes, start=1)],
            count=count,
            links=list(links),
            foot=source_text(telling.drawing.view),
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


def _svg(drawing: Drawing) -> str:
    """The map with a number on everything that a step lifts, dims or names."""
    at = {node.id: i for i, node in enumerate(drawing.view.nodes)}
    edge_at = {edge.id: i for i, edge in enumerate(drawing.view.edges)}
    rings = {circle.node: ring(circle) for circle in drawing.rings}
    ties = lines(drawing.lines, tie_scale(drawing), lambda tie: f' class="e" data-i="{edge_at[tie.edge]}"')
    nodes = "".join(
        f'<g class="n" data-i="{at[drawn.node]}">{rings.get(drawn.node, "")}{shape(drawn)}</g>'
        for drawn in drawing.shapes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box(drawing)}" role="img" {FONT} '
        f'aria-label="{escape(described(drawing, zooms=False))}"><g id="port">'
        f"{behind(drawing)}{ties}{nodes}"
        f'<g id="drawn-names" {HALO} stroke-width="5">{named(drawing)}</g></g>'
        f'<g id="names" {HALO} stroke-width="4"></g></svg>'
    )


def _data(telling: Telling) -> dict[str, Any]:
    drawing = telling.drawing
    view, shapes = drawing.view, {drawn.node: drawn for drawn in drawing.shapes}
    at = {node.id: i for i, node in enumerate(view.nodes)}
    box = drawing.bounds
    return {
        "bounds": [round(bound) for bound in (box.left, box.top, box.width, box.height)],
        "letter": round(drawing.letter, 1),
        "largest": [at[node.id] for node in by_importance(view)[:_LARGEST]],
        "nodes": [list(_place(shapes[node.id], node.label)) for node in view.nodes],
        "ties": [[at[edge.source], at[edge.target]] for edge in view.edges],
        "scenes": [{"lifted": [at[id] for id in scene.lifted], "seconds": scene.seconds} for scene in telling.scenes],
        "words": {key: say(f"story_{key}", telling.language) for key in ("play", "pause")},
    }


def _place(drawn: Shape, name: str) -> Iterator[Any]:
    """Middle, half the width and height, the name in lines, and the size of the name inside, 0 where it has none."""
    if isinstance(drawn, Box):
        middle, across, down = drawn.box.centre, drawn.box.width / 2, drawn.box.height / 2
    else:
        middle, across, down = drawn.at, drawn.radius, drawn.radius
    yield from (round(value, 1) for value in (*middle, across, down))
    yield list(wrap(clean(name), _NAME_WIDTH, _NAME_SIZE, most=2).lines)
    yield drawn.size if isinstance(drawn, Box) and drawn.lines else 0
