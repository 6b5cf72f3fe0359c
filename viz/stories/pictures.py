"""The picture of each step where a page stands still: what it lifts with those tied to it, else the most important."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from viz.drawing.drawing import Circle, Drawing
from viz.drawing.layout import draw
from viz.drawing.page import Page
from viz.stories.rows import rows
from viz.stories.scenes import Scene, Telling, around, lifted_count
from viz.view.important import most_important
from viz.view.words import say

MOST_NODES: Final = (40, 32, 26, 20, 16)
MOST_ROUND: Final = (16, 12, 8, 5, 3, 0)
SHARES: Final = (0.05, 0.17, 0.42, 0.36)
"""Of the width of the table of steps: number, title, sentence, what it lifts."""
_BROAD: Final = 6.0

Fit = Callable[[Drawing, int], Page]
"""The page of a drawing, and of how many nodes that are not on it."""


def pictures(telling: Telling, fit: Fit) -> Iterator[Page]:
    """A page a step, with its title and sentence; as many nodes as can all be named."""
    for scene in telling.scenes:
        yield _picture(scene, telling, fit)


def table_of_steps(telling: Telling) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings and rows that fit a slide."""
    headings = [say(f"story_{name}", telling.language) for name in ("step", "title", "sentence", "lifts")]
    return headings, [(*row[:3], f"{row[3]}. {row[4]}") for row in rows(telling)]


def _picture(scene: Scene, telling: Telling, fit: Fit) -> Page:
    whole = telling.view
    lifted = frozenset(scene.lifted)
    for most in MOST_ROUND if lifted else MOST_NODES:
        view = around(whole, scene.lifted, len(lifted) + most) if lifted else most_important(whole, most)
        more = 0 if lifted else len(whole.nodes) - len(view.nodes)
        titled = replace(view, title=scene.title, subtitle=f"{scene.sentence} {lifted_count(scene, telling)}".strip())
        page = fit(_emphasised(draw(titled, layout=scene.layout), lifted), more)
        if not page.drawing.unlabelled:
            break
    return page


def _emphasised(drawing: Drawing, lifted: frozenset[str]) -> Drawing:
    """What is lifted, with a broad outline."""
    shapes = (
        replace(shape, stroke=_BROAD) if isinstance(shape, Circle) and shape.node in lifted else shape
        for shape in drawing.shapes
    )
    return replace(drawing, shapes=tuple(shapes))
