"""`hur export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.commands.view_options import taking_view
from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "export",
        help="Write the data of a view for other programs.",
        epilog="Examples: hur export nät.graphml | hur export nät.kumu.json | hur export nät.xlsx --place Norrbotten",
    )(taking_view(export))


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.json", help="File to write; its suffix says the format")],
    *,
    options: dict[str, Any],
) -> None:
    """Write."""
    from api.cli.files import check_writable

    formats = _formats()
    check_writable(out, *formats)
    suffix = max((each for each in formats if out.name.lower().endswith(each)), key=len)
    write(Session.of(context), out, formats[suffix], options)


def _formats() -> dict[str, str]:
    """The formats for data by the suffix of their files: `.kumu.json` is another than `.json`."""
    from viz.exports import exports, takes_network

    return {export.SUFFIX: name for name, export in exports().items() if takes_network(export)}


def write(session: Session, out: Path, format: str, options: dict[str, Any]) -> None:
    """Write the view in one of the formats and say so."""
    from api.cli.console import say
    from api.cli.files import write_whole

    with session.access() as access:
        content = access.export(format, options, session.language)
        revision = access.status()["revision"]
    write_whole(out, content)
    say(session.say("file_written", file=out, size=len(content), revision=revision))
