"""HTML: one file with the map as SVG in it, which opens from disk and asks the network for nothing."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from viz.drawing.drawing import Drawing
from viz.svg.stage import stage
from viz.svg.templating import content_policy, environment, script, static

NAME: Final = "html"
MEDIA_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = ".html"


def render(drawing: Drawing) -> bytes:
    """The whole page. Its policy allows its own script and style by their hashes and nothing else."""
    style, code = static("file.css") + static("map.css"), script("map")
    html = (
        environment()
        .get_template("file.html")
        .render(
            stage=stage(drawing),
            policy=content_policy(style, code),
            style=Markup(style),
            script=Markup(code),
        )
    )
    return html.encode()
