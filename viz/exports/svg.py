"""SVG: the map as a page of its own with title, legend, source and date."""

from __future__ import annotations

from typing import Final

from viz.drawing.drawing import Drawing
from viz.svg.page import page

NAME: Final = "svg"
MEDIA_TYPE: Final = "image/svg+xml"
SUFFIX: Final = ".svg"


def render(drawing: Drawing) -> bytes:
    """The page as an SVG document of 1920 × 1080."""
    return page(drawing).encode()
