"""`hur restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "restore",
        help="Fill an empty graph from a backup: also the way from the embedded engine to Neo4j.",
        epilog="Example: hur --graph bolt://localhost:7687 restore hur.jsonl",
    )(restore)


def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="A file of hur backup")]
) -> None:
    """Read."""
    from api.cli.console import say
    from api.service import service_file
    from api.service.opening import open_graph, say_what_datasets_show
    from graph.errors import InputError, StoreBusyError
    from graph.ingest.backup import restore_backup
    from graph.messages import Message

    if not file.is_file():
        raise InputError(Message("loading.no_such_file", path=file))
    session = Session.of(context)
    settings = session.settings()
    running = None if settings.is_server else service_file.find(Path(settings.graph))
    if running is not None:
        raise StoreBusyError(Message("errors.service_holds", url=running.url, process=str(running.pid)))
    store = open_graph(settings, warn=session.warn)
    try:
        count = restore_backup(store, file)
        older = say_what_datasets_show(store)
    finally:
        store.close()
    say(session.say("restored", file=file, count=count))
    if older:
        session.tell_migrated(older)
