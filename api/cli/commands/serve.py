"""`hur serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "serve",
        help="Run the service with its web pages until Ctrl-C.",
        epilog="Examples: hur serve --open | hur serve --port 0 | HUR_TOKEN=… hur serve --host 0.0.0.0",
    )(serve)


def serve(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Open the start page in the browser")] = False,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; beyond this machine HUR_TOKEN is needed [HUR_HOST]")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one [HUR_PORT]")] = None,
) -> None:
    """Listen."""
    from api.cli.console import tell
    from api.serve import serve as run

    session = Session.of(context)

    def ready(url: str) -> None:
        tell(session.say("serving", url=url))
        if open_:
            import webbrowser

            webbrowser.open(url)

    run(session.settings(host=host, port=port), ready, session.tell_migrated, session.warn)
