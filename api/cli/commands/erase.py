"""`hur erase`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "erase",
        help="Take a text out of the graph, its history and saved mappings, and name the backups that still hold it.",
        epilog='Examples: hur erase "Anna Berg" --dry-run | hur erase 121212-1212 --yes',
    )(erase)


def erase(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="As it stands; capitals do not matter")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look where it stands")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked")] = False,
) -> None:
    """Look, ask, take out, tell what is left."""
    from api.cli.console import say
    from api.service import kept_texts
    from api.service.opening import open_graph, refuse_running
    from graph.ingest.erase import erase as erase_in_graph
    from graph.messages import Message

    session = Session.of(context)
    settings = session.settings()
    refuse_running(settings)
    store = open_graph(settings, warn=session.warn)
    try:
        found = erase_in_graph(store, text, apply=False)
        types = ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
        say(session.say("erase_found", count=found.total(), types=types) if found else session.say("erase_nothing"))
        if not dry_run:
            if not yes and not session.agrees(Message("cli.erase_asked")):
                say(session.say("stopped"))
                raise typer.Exit(1)
            erased = erase_in_graph(store, text)
            say(session.say("erase_done", count=erased.total()))
    finally:
        store.close()
    if not dry_run:
        for file in kept_texts.erase_in_mappings(settings, text):
            say(session.say("erase_mapping", file=file))
    for file in kept_texts.backups_holding(settings, text):
        say(session.say("erase_backup", file=file))
    for file in () if dry_run else kept_texts.store_files_holding(settings, text):
        say(session.say("erase_file", file=file))
    say(session.say("erase_elsewhere"))
