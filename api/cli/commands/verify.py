"""`hur verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import Session


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
    from api.service.opening import open_graph, refuse_running
    from graph.ingest.verify import verified
    from graph.messages import Message

    session = Session.of(context)
    settings = session.settings()
    refuse_running(settings)
    told: list[Message] = []
    store = open_graph(settings, warn=told.append)
    try:
        found = verified(store, settings.backups_folder, told)
    finally:
        store.close()
    if as_json:
        write_json(found.item())
    else:
        problems = [problem.say(session.language) for problem in found.problems or (Message("errors.verify_whole"),)]
        for line in (found.checked.say(session.language), *problems):
            say(line)
    if found.problems:
        raise typer.Exit(1)
