"""A story as PDF: a page a step, its text as text, then the steps as a table."""

from __future__ import annotations

from viz.drawing.page import page_of
from viz.exports.pdf import MEDIA_TYPE, NAME, SUFFIX
from viz.pdf.document import Document
from viz.stories.pictures import SHARES, pictures, table_of_steps
from viz.stories.scenes import Telling

__all__ = ["MEDIA_TYPE", "NAME", "SUFFIX", "render"]


def render(telling: Telling) -> bytes:
    """The document."""
    document = Document(telling.title, telling.language)
    for page in pictures(telling, lambda drawing, more: page_of(drawing, more=more)):
        document.add_map(page)
    document.add_table(telling.title, *table_of_steps(telling), SHARES, "story_table_page")
    return document.save()
