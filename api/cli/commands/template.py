"""`hur template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "template",
        help="Write an empty spreadsheet with instructions and drop-downs.",
        epilog="Example: hur template HUR.xlsx",
    )(template)


def template(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="File to write")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it is there")] = False,
) -> None:
    """Write it."""
    from api.cli.console import say
    from api.cli.files import check_writable
    from loaders.sources.spreadsheet.template import write_template

    session = Session.of(context)
    check_writable(out, ".xlsx", force=force)
    write_template(out, session.language)
    say(session.say("template_written", file=out))
