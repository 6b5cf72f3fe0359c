"""`hur verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from graph.messages import Message


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "verify",
        help="Whether the graph holds what was written: counts, every record, and the backups that were kept.",
        epilog="Example: hur verify --json",
    )(verify)


def verify(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False) -> None:
    """Read everything."""
    from api.cli.console import say, write_json
    from graph.messages import message

    session = Session.of(context)
    told: list[Message] = []
    with session.access(told.append) as access:
        found = access.verify("en" if as_json else session.language)
    session.warn_unless(found["problems"], told)
    if as_json:
        write_json(found)
    else:
        for line in (found["checked"], *(found["problems"] or [message("errors.verify_whole", session.language)])):
            say(line)
    if found["problems"]:
        raise typer.Exit(1)
