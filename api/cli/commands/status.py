"""`hur status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from graph.messages import Message


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", help="Where the graph is and what it holds.", epilog="Example: hur status --json")(status)


def status(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False) -> None:
    """Tell."""
    from api.cli.console import say, write_json

    session = Session.of(context)
    told: list[Message] = []
    with session.access(told.append) as access:
        found = {"graph": session.settings().graph, "service": getattr(access, "url", None), **access.status()}
    session.warn_unless(found["notices"], told)
    if as_json:
        write_json(found)
        return
    lines = {
        "graph": found["graph"],
        "engine": found["engine"],
        "service": found["service"] or session.say("status_none"),
        "revision": found["revision"],
        **found["counts"],
    }
    for name, value in lines.items():
        say(f"{session.say(f'status_{name}') + ':':<14}{value}")
    for notice in found["notices"]:
        say(session.say("note", text=notice))
