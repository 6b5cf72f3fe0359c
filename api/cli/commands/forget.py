"""`hur forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "forget",
        help="Withdraw everything a dataset reported; what another one reports too stays.",
        epilog="Examples: hur forget demo | hur forget demo --yes",
    )(forget)


def forget(
    context: typer.Context,
    dataset: Annotated[str, typer.Argument(help="Id of the dataset; `hur datasets` lists them")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked")] = False,
) -> None:
    """Ask, then withdraw."""
    from api.cli.console import say
    from api.cli.login import login_name
    from graph.errors import absent
    from graph.messages import Message

    session = Session.of(context)
    with session.access() as access:
        facts = {item["id"]: item["n_facts"] for item in access.datasets()}
        if dataset not in facts:
            raise absent("dataset", dataset, known=facts)
        if not yes and not session.agrees(Message("cli.forget_asked", dataset=dataset, count=facts[dataset])):
            say(session.say("stopped"))
            raise typer.Exit(1)
        report = access.forget(dataset, login_name())
    say(session.say("forgotten", dataset=dataset, revision=report.revision))
