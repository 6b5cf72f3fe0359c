"""PDF: the map as a page, its text as text, and its ties as tables on the pages after it."""

from __future__ import annotations

from typing import Final

from viz.drawing.drawing import Drawing
from viz.drawing.page import page_of
from viz.pdf.document import Document

NAME: Final = "pdf"
MEDIA_TYPE: Final = "application/pdf"
SUFFIX: Final = ".pdf"


def render(drawing: Drawing) -> bytes:
    """The document."""
    document = Document(drawing.view.title, drawing.view.language)
    document.add_map(page_of(drawing))
    document.add_tables(drawing.view)
    return document.save()
