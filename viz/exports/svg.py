"""SVG: the map as a page of its own with title, legend, source and date."""

from __future__ import annotations

from typing import Final

from viz.drawing.drawing import Drawing
from viz.svg.page import page

NAME: Final = "svg"
MEDIA_TYPE: Final = "image/svg+xml"
SUFFIX: Final = ".svg"
TAKES: Final = ("transparent",)


def render(drawing: Drawing, *, transparent: bool = False) -> bytes:
    """The page as an SVG document of 1920 × 1080; a `transparent` one has no white behind."""
    return page(drawing, transparent=transparent).encode()
