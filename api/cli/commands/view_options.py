"""The view options, the same on every command that answers for a view."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Any, Final

import typer

from graph.network.view import VIEW_OPTIONS, Option

_PANEL: Final = "View"


def annotation(option: Option, name: str) -> Any:
    """An option of the view as an option `name` of a command."""
    help = option.description
    if known := option.choices if option.repeats else option.examples:
        help += f": {', '.join(known)}"
    if option.repeats:
        help += "; may be repeated"
    value: Any = list[str] if option.repeats else option.value
    return Annotated[value | None, typer.Option(f"--{name}", help=help, rich_help_panel=_PANEL)]


OPTIONS: Final[Mapping[str, Any]] = {option.name: annotation(option, option.name) for option in VIEW_OPTIONS}


def taking(extra: Mapping[str, Any], command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the arguments `extra` (name → annotation) on the command line; it receives them as `options`.

    Python cannot name an argument `from` or `as-of`, so all end in an underscore and have none within.
    """
    parameters = [
        parameter
        for parameter in inspect.signature(command, eval_str=True).parameters.values()
        if parameter.name != "options"
    ]
    added = [
        inspect.Parameter(_argument(name), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in extra.items()
    ]

    @wraps(command)
    def called(**arguments: Any) -> None:
        options = {name: arguments.pop(_argument(name)) for name in extra}
        command(**arguments, options={name: value for name, value in options.items() if value not in (None, [], "")})

    keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    del called.__wrapped__
    called.__signature__ = inspect.Signature([*keyword_only, *added])  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in [*keyword_only, *added]}
    return called


def _argument(name: str) -> str:
    return f"{name.replace('-', '_')}_"


def taking_view(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the view options; it receives those that were given as `options`."""
    return taking(OPTIONS, command)
