"""PNG: the SVG page as an image."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import Final

import resvg_py

from viz.drawing.drawing import Drawing
from viz.exports import svg

NAME: Final = "png"
MEDIA_TYPE: Final = "image/png"
SUFFIX: Final = ".png"
TAKES: Final = ("transparent",)
WIDTH: Final = 3840
_FONTS: Final = ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf")


def render(drawing: Drawing, width: int = WIDTH, *, transparent: bool = False) -> bytes:
    """The page as an image `width` pixels wide, set in Open Sans, which we ship: a server may have no font at all."""
    text = svg.render(drawing, transparent=transparent).decode()
    return bytes(resvg_py.svg_to_bytes(svg_string=text, width=width, font_files=_font_files()))


@cache
def _font_files() -> list[str]:
    paths: list[str] = []
    for name in _FONTS:
        with as_file(files("viz.drawing.fonts").joinpath(name)) as path:
            paths.append(str(path))
    return paths
