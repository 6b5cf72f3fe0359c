"""Groups of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer


def add_group(app: typer.Typer, name: str, about: str, command: Callable[..., Any], help: str, epilog: str) -> None:
    """Add a group with one command, which is called as its function."""
    group = new_group()
    group.command(command.__name__, help=help, epilog=epilog)(command)
    app.add_typer(group, name=name, help=about)


def new_group() -> typer.Typer:
    """A group without commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    # Without a callback Typer would make one command of the group and forget its name.
    group.callback()(_nothing)
    return group


def _nothing() -> None:
    """Nothing by itself."""
