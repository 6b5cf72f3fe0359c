"""`hur export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.commands.view_options import taking_view
from api.session import Session

_SUFFIXES: Final = (".json", ".graphml", ".gexf", ".xlsx")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "export",
        help="Write the data of a view for other programs.",
        epilog="Examples: hur export nät.graphml | hur export norrbotten.xlsx --place Norrbotten",
    )(taking_view(export))


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.json", help="File to write: .json, .graphml, .gexf or .xlsx")],
    *,
    options: dict[str, Any],
) -> None:
    """Write."""
    from api.files import check_writable

    check_writable(out, *_SUFFIXES)
    write(Session.of(context), out, out.suffix.lower()[1:], options)


def write(session: Session, out: Path, format: str, options: dict[str, Any]) -> None:
    """Write the view in one of the formats and say so."""
    from api.console import say
    from api.files import write_whole

    with session.access() as access:
        content = access.export(format, options, session.language)
        revision = access.status()["revision"]
    write_whole(out, content)
    say(session.say("file_written", file=out, size=len(content), revision=revision))
