"""`hur forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.session import Session


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
    from api.console import can_ask, confirmed, say
    from graph.errors import InputError, NotFoundError

    session = Session.of(context)
    with session.access() as access:
        facts = {each["id"]: each["n_facts"] for each in access.datasets()}
        if dataset not in facts:
            raise NotFoundError(f"There is no dataset {dataset!r}; there are: {', '.join(facts) or 'none'}")
        if not yes and not can_ask():
            raise InputError(f"forget {dataset}: nobody can be asked here; say --yes")
        if not yes and not confirmed(session.say("forget_asked", dataset=dataset, count=facts[dataset])):
            say(session.say("stopped"))
            raise typer.Exit(1)
        report = access.forget(dataset)
    say(session.say("forgotten", dataset=dataset, revision=report.revision))
