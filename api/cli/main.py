"""The command `hur`."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, NoReturn

import typer

from api.cli.console import tell, use_utf8
from api.cli.session import Session
from graph.errors import HurError, OpenQuestionsError, ResemblanceError, SettingsError, StoreError
from graph.messages import chosen_language, message

app = typer.Typer(
    name="hur",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="HUR: who works on what, who brokers, where collaboration is missing and which initiatives overlap.",
    epilog="Begin with: hur load demo; hur serve --open. Settings are read from HUR_… (docs/operating.md).",
)

# In the order of the help.
COMMANDS: Final = (
    "load",
    "serve",
    "ask",
    "map",
    "export",
    "story",
    "template",
    "status",
    "datasets",
    "forget",
    "undo",
    "erase",
    "identities",
    "review",
    "evaluate",
    "backup",
    "restore",
    "verify",
)
_SHOWN_PROBLEMS: Final = 50
# What went wrong, as the exit code says it. 2 is also a wrong command line.
EXIT_CODES: Final[tuple[tuple[type[BaseException], int], ...]] = (
    (SettingsError, 4),
    (StoreError, 3),
    (OpenQuestionsError, 2),
    (ResemblanceError, 2),
    (HurError, 1),
    (KeyboardInterrupt, 130),
    (BaseException, 5),
)


@app.callback()
def _global_options(
    context: typer.Context,
    graph: Annotated[
        str | None, typer.Option(help="Folder of the graph, or bolt://, neo4j://, neo4j+s://… [HUR_GRAPH]")
    ] = None,
    lang: Annotated[Literal["sv", "en"] | None, typer.Option(help="Language of answers [HUR_LANGUAGE]")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from")] = False,
) -> None:
    context.obj = Session(graph, lang, debug)


for _name in COMMANDS:
    import_module(f"api.cli.commands.{_name}").add_to(app)


def main() -> NoReturn:
    """Run the command line; ends the process with one of the exit codes of docs/command-line.md."""
    use_utf8()
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:
        _end_quietly()
    except SystemExit as end:
        _end(end.code)
    except BaseException as error:
        _report(error, debug="--debug" in sys.argv)
        _end(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
    _end(0)


def _report(error: BaseException, *, debug: bool) -> None:
    if debug:
        traceback.print_exception(error)
    elif isinstance(error, HurError):
        language = _language()
        lines = error.say(language).splitlines()
        tell("hur: " + "\n     ".join(lines[:_SHOWN_PROBLEMS]))
        if (more := len(lines) - _SHOWN_PROBLEMS) > 0:
            tell("     " + message("cli.load_more", language, count=more))
    elif not isinstance(error, KeyboardInterrupt):
        text = f"{type(error).__name__}: {error}"
        tell("hur: " + message("errors.defect_here", _language(), told=text))


def _language() -> str:
    """The language asked for, read as plainly as can be: settings may be what is wrong."""
    asked = next((value for option, value in pairwise(sys.argv) if option == "--lang"), None)
    return chosen_language(asked, os.environ.get("HUR_LANGUAGE"))


def _end(code: Any) -> NoReturn:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _end_quietly()
    sys.exit(code)


def _end_quietly() -> NoReturn:
    """The reader of our pipe has seen enough, which is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
