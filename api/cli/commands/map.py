"""`hur map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.cli.commands.finishing import Anonymous, Slides
from api.cli.commands.view_options import taking_view
from api.cli.session import Session
from viz.drawing.drawing import Layout
from viz.view.colours import COLOURS, colours_of

_FREE: Final = {".html": "pyvis"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "map",
        help="Write the map of a view: one file that opens without a network.",
        epilog="Examples: hur map karta.html | hur map karta.png --theme energi | hur map bild.pptx --slides mall.potx",
    )(taking_view(map_))


def map_(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="File to write; its suffix says the format")],
    free: Annotated[bool, typer.Option("--free", help="The free-form view whose nodes can be dragged (html)")] = False,
    title: Annotated[str, typer.Option("--title", help="Title of the map, instead of what HUR finds in it")] = "",
    transparent: Annotated[bool, typer.Option("--transparent", help="Nothing behind the picture (png, svg)")] = False,
    anonymous: Anonymous = False,
    layout: Annotated[
        Layout | None,
        typer.Option(
            "--layout",
            help="Another layout than the usual: layered has actors, projects, funders in columns, matrix a cell for "
            "every tie, geographic all in their municipality",
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="SORT",
            help=f"Leave out actors of this sort, all else staying where it is: {', '.join(COLOURS)}",
        ),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="One community of the map: the grupp= in the address of its page"),
    ] = None,
    slides: Slides = None,
    *,
    options: dict[str, Any],
) -> None:
    """Draw and write."""
    from api.cli.commands.export import format_of, formats_by_suffix, write
    from api.cli.files import check_writable
    from api.service.as_drawn import drawn
    from api.service.picture import Picture

    formats = _FREE if free else formats_by_suffix(pictures=True)
    check_writable(out, *formats)
    template = slides.read_bytes() if slides else None
    hidden = colours_of(drawn({"without": without}).get("without", ()))
    picture = Picture(title.strip(), layout, transparent, anonymous, template, tuple(group or ()), hidden)
    write(Session.of(context), out, format_of(out, formats), options, picture)
