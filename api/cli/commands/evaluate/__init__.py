"""`hur evaluate`: how good the answers are. Every module here is one command, its function `evaluate`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import typer

from api.cli.commands.groups import new_group


def add_to(app: typer.Typer) -> None:
    """Add the group with a command for each module."""
    group = new_group()
    for found in pkgutil.iter_modules(__path__):
        command = import_module(f"{__name__}.{found.name}")
        group.command(found.name, help=command.HELP, epilog=command.EPILOG)(command.evaluate)
    app.add_typer(group, name="evaluate", help="How good the answers are, by judgements or by hiding what is known.")
