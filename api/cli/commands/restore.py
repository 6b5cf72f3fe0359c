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
        epilog="Examples: hur --graph bolt://localhost:7687 restore hur.jsonl | hur restore --newest",
    )(restore)


def restore(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="IN.jsonl", help="A file of hur backup")] = None,
    newest: Annotated[
        bool, typer.Option("--newest", help="The newest backup that HUR took; the graph there is kept beside it")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before the graph is replaced")] = False,
) -> None:
    """Read."""
    from api.cli.console import say, tell
    from api.service.opening import open_graph, refuse_running, say_what_datasets_show
    from graph.errors import InputError
    from graph.ingest.backup import restore_backup
    from graph.messages import Message

    session = Session.of(context)
    settings = session.settings()
    refuse_running(settings)
    if newest == (file is not None):
        raise typer.BadParameter(session.say("restore_one"))
    file = file or _newest(session, yes=yes)
    if not file.is_file():
        raise InputError(Message("loading.no_such_file", path=file))
    store = open_graph(settings, warn=session.warn)
    try:
        restored = restore_backup(store, file)
        older = say_what_datasets_show(store)
    finally:
        store.close()
    say(session.say("restored", file=file, count=restored))
    if not restored.has_checksums:
        tell(session.say("restored_unchecked"))
    if not restored.is_as_written:
        tell(session.say("restored_damaged"))
    if older:
        session.tell_migrated(older)


def _newest(session: Session, *, yes: bool) -> Path:
    """The newest backup that is whole; the graph that is there is set aside for it."""
    from api.cli.console import tell
    from graph.ingest.rotation import newest_whole
    from graph.messages import Message
    from graph.settings import set_graph_aside

    settings = session.settings()
    file, damaged = newest_whole(settings.backups_folder)
    for error in damaged:
        tell("hur: " + error.say(session.language))
    if not yes and not session.agrees(Message("cli.restore_replaces", file=file)):
        tell(session.say("stopped"))
        raise typer.Exit(1)
    for kept in set_graph_aside(settings):
        tell(session.say("restore_kept", file=kept))
    return file
