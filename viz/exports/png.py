"""PNG: the SVG page as an image."""

from __future__ import annotations

from typing import Final

import resvg_py

from viz.drawing import Drawing
from viz.exports import svg

NAME: Final = "png"
MEDIA_TYPE: Final = "image/png"
SUFFIX: Final = ".png"
WIDTH: Final = 3840
_FALLBACKS: Final = "Open Sans"


def render(drawing: Drawing, width: int = WIDTH) -> bytes:
    """The page as an image `width` pixels wide, set in the first font of the stack that the machine has."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg.render(drawing).decode(), width=width))
