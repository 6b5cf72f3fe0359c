"""PowerPoint: the map as a slide of shapes that can be edited, in the user's template, with its ties as tables."""

from __future__ import annotations

from typing import Final

from viz.drawing.drawing import Drawing
from viz.drawing.layout import draw
from viz.drawing.layouts import LAYOUT_KINDS, layout_of_part
from viz.slides.deck import Deck
from viz.view.important import most_important

NAME: Final = "pptx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SUFFIX: Final = ".pptx"
TAKES: Final = ("template",)
_MOST_NODES: Final = (40, 32, 26, 20, 16)
_UNNAMED: Final = 0.15  # share that may be without a name where marks do not make way for names


def render(drawing: Drawing, *, template: bytes | None = None) -> bytes:
    """The presentation; of a map of more nodes than can be named on a slide, forty at most, the most important.

    How many more there are stands beside them.

    Raises:
        InputError: the template is no presentation.
    """
    allowed = _UNNAMED if LAYOUT_KINDS[drawing.layout].is_pinned else 0
    deck = Deck(drawing.view.language, template)
    for most in _MOST_NODES:
        view = most_important(drawing.view, most)
        page = deck.page(
            drawing if view is drawing.view else draw(view, layout=layout_of_part(drawing)),
            more=len(drawing.view.nodes) - len(view.nodes),
        )
        if page.drawing.unlabelled <= allowed * len(view.nodes):
            break
    deck.add_map(page)
    deck.add_tables(view)
    return deck.save(view.title)
