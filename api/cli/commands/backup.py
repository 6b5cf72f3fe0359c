"""`hur backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "backup",
        help="Write the whole graph as JSON Lines that either engine reads.",
        epilog="Example: hur backup hur.jsonl",
    )(backup)


def backup(
    context: typer.Context, out: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="File to write")]
) -> None:
    """Write."""
    from api.cli.console import say
    from api.cli.files import check_writable

    check_writable(out)
    session = Session.of(context)
    with session.access() as access:
        count = access.backup(out)
    say(session.say("backup_written", file=out, count=count))
