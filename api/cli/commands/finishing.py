"""Options that a map and a story share: how their files are finished."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Anonymous = Annotated[bool, typer.Option("--anonymous", help="Say what actors and projects are, and not who")]
Slides = Annotated[
    Path | None,
    typer.Option("--slides", metavar="FILE.potx", help="Template for the slides (pptx)", exists=True, dir_okay=False),
]
