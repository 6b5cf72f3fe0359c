"""`hur map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.cli.commands.view_options import taking_view
from api.cli.session import Session

_SUFFIXES: Final = (".html", ".svg", ".png")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "map",
        help="Write the map of a view: one file that opens without a network.",
        epilog="Examples: hur map karta.html | hur map karta.png --theme energi | hur map fri.html --free",
    )(taking_view(map_))


def map_(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="File to write: .html, .svg or .png")],
    free: Annotated[bool, typer.Option("--free", help="The free-form view whose nodes can be dragged (html)")] = False,
    *,
    options: dict[str, Any],
) -> None:
    """Draw and write."""
    from api.cli.commands.export import write
    from api.cli.files import check_writable

    check_writable(out, *((".html",) if free else _SUFFIXES))
    write(Session.of(context), out, "pyvis" if free else out.suffix.lower()[1:], options)
