"""The view options, the same on every command that answers for a view."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Any, Final, Literal

import typer

from graph.model.vocabulary import SECTORS, STATUSES

_PANEL: Final = "View"


def _option(name: str, help: str) -> Any:
    return typer.Option(f"--{name}", help=help, rich_help_panel=_PANEL)


OPTIONS: Final[Mapping[str, Any]] = {
    "from": Annotated[str | None, _option("from", "Projects active from this date on: 2025, 2025-07, 2025-07-01")],
    "to": Annotated[str | None, _option("to", "Projects active until this date")],
    "theme": Annotated[list[str] | None, _option("theme", "Theme, id or name; may be repeated")],
    "place": Annotated[
        list[str] | None, _option("place", "Place, id or name, with what lies below it; may be repeated")
    ],
    "sector": Annotated[
        list[str] | None, _option("sector", f"Sector of actors: {', '.join(SECTORS)}; may be repeated")
    ],
    "dataset": Annotated[list[str] | None, _option("dataset", "Only what this dataset says; may be repeated")],
    "status": Annotated[
        list[str] | None, _option("status", f"Status of facts: {', '.join(STATUSES)}; may be repeated")
    ],
    "funding": Annotated[Literal["exclude", "include"] | None, _option("funding", "Whether funding makes ties")],
    "expanded": Annotated[
        Literal["exclude", "include"] | None, _option("expanded", "Whether members of a group phrase make ties")
    ],
}


def taking(extra: Mapping[str, Any], command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the arguments `extra` (name → annotation) on the command line; it receives them as `options`.

    Python cannot name an argument `from`, so all are called with an underscore behind.
    """
    own = [each for each in inspect.signature(command, eval_str=True).parameters.values() if each.name != "options"]
    added = [
        inspect.Parameter(f"{name}_", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in extra.items()
    ]

    @wraps(command)
    def called(**given: Any) -> None:
        options = {name: given.pop(f"{name}_") for name in extra}
        command(**given, options={name: value for name, value in options.items() if value not in (None, [], "")})

    keyword_only = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    del called.__wrapped__
    called.__signature__ = inspect.Signature([*keyword_only, *added])  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in [*keyword_only, *added]}
    return called


def taking_view(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the view options; it receives those that were given as `options`."""
    return taking(OPTIONS, command)
