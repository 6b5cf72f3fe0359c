"""A story as PowerPoint: a slide a step of shapes that can be edited, notes and sources, and a table of the steps."""

from __future__ import annotations

from viz.exports.pptx import MEDIA_TYPE, NAME, SUFFIX, TAKES
from viz.slides.deck import Deck
from viz.stories.pictures import SHARES, pictures, table_of_steps
from viz.stories.scenes import Telling, lifted_count, notes

__all__ = ["MEDIA_TYPE", "NAME", "SUFFIX", "TAKES", "render"]


def render(telling: Telling, *, template: bytes | None = None) -> bytes:
    """The presentation, in the user's template where there is one.

    Raises:
        InputError: the template is no presentation.
    """
    deck = Deck(telling.language, template)
    pages = pictures(telling, lambda drawing, more: deck.page(drawing, more=more))
    for scene, page in zip(telling.scenes, pages, strict=True):
        deck.add_map(page, [scene.sentence, lifted_count(scene, telling), *notes(scene, telling), telling.state])
    deck.add_table(telling.title, *table_of_steps(telling), SHARES, "story_table_page")
    return deck.save(telling.title)
