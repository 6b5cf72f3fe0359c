"""PNG: the SVG page as an image."""

from __future__ import annotations

from typing import Final

import resvg_py

from viz.drawing.drawing import Drawing
from viz.exports import svg

NAME: Final = "png"
MEDIA_TYPE: Final = "image/png"
SUFFIX: Final = ".png"
WIDTH: Final = 3840
# The rasteriser takes sans-serif for Arial, which a plain Debian lacks: without this there are no letters at all.
_SANS_SERIF: Final = "DejaVu Sans"


def render(drawing: Drawing, width: int = WIDTH) -> bytes:
    """The page as an image `width` pixels wide, set in the first font of the stack that the machine has."""
    text = svg.render(drawing).decode()
    return bytes(resvg_py.svg_to_bytes(svg_string=text, width=width, sans_serif_family=_SANS_SERIF))
