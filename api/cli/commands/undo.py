"""`hur undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "undo",
        help="Undo a load: its dataset says again what it said before, as a revision of its own.",
        epilog="Examples: hur undo 7",
    )(undo)


def undo(
    context: typer.Context,
    revision: Annotated[int, typer.Argument(help="Number of the revision that the load made")],
) -> None:
    """Undo, and say at which revision the graph is now."""
    from api.cli.console import say
    from api.cli.login import login_name

    session = Session.of(context)
    with session.access() as access:
        report = access.undo(revision, login_name())
    say(session.say("undone", number=revision, dataset=report.dataset, revision=report.revision))
