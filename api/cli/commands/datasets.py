"""`hur datasets`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from api.cli.session import Session

_SHOWN: Final = ("id", "name", "loader", "loaded", "n_facts")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("datasets", help="List what has been loaded.", epilog="Example: hur datasets")(datasets)


def datasets(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False) -> None:
    """List."""
    from api.cli.console import say, table, write_json
    from api.cli.wording import head, shown

    session = Session.of(context)
    with session.access() as access:
        datasets = access.datasets()
    if as_json:
        write_json(datasets)
    elif datasets:
        for dataset in datasets:
            if dataset["part"]:
                dataset["name"] = session.say("part_of", dataset=dataset["name"])
        rows = [[shown(name, dataset[name], session.language) for name in _SHOWN] for dataset in datasets]
        table([head(name, session.language) for name in _SHOWN], rows, right=[False, False, False, False, True])
    else:
        say(session.say("no_datasets"))
