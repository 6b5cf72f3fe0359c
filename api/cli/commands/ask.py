"""`hur ask`: one command for each question, made from what the question says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer
from typer.core import TyperGroup

from api.cli.commands.view_options import annotation, taking
from api.cli.session import Session
from graph.network.view import VIEW_OPTIONS

if TYPE_CHECKING:
    from api.service.requests import Asked
    from queries.question import Parameter, Question

_ROWS: Final = 20
_NAMED: Final = "named-"
"""Before the name of an argument that is given by its name."""


class Questions(TyperGroup):
    """The questions as commands. They are found when the group is used: their code takes a second to import."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Names of the questions."""
        from queries.question import questions

        return list(questions())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of one question; None when there is none."""
        from queries.question import questions

        found = questions().get(cmd_name)
        return _command(found) if found else None


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(cls=Questions, no_args_is_help=True, rich_markup_mode=None)
    group.callback()(_group)
    app.add_typer(
        group,
        name="ask",
        help="Ask a question: brokers, gaps, overlaps, partners, introductions, consortium, what-if, changes.",
        epilog="Examples: hur ask brokers | hur ask gaps --of pairs | hur ask partners SORESS-MMI --json",
    )


def _group() -> None:
    """Nothing by itself."""


def _command(question: Question) -> Any:
    positional = [parameter for parameter in question.parameters if parameter.positional]
    parameters = {parameter.name: _annotation(parameter) for parameter in question.parameters}
    parameters |= {f"{_NAMED}{parameter.name}": _option(parameter) for parameter in positional}

    def ask(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="The whole answer as JSON")] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help="The items as CSV, every figure a column")] = False,
        excel: Annotated[
            Path | None,
            typer.Option(metavar="FILE.xlsx|FILE.csv", help="The whole table as a file for Excel, in words"),
        ] = None,
        limit: Annotated[
            int | None,
            typer.Option(min=1, help=f"How many items; {_ROWS} in a table, all in JSON and CSV if not given"),
        ] = None,
        stale: Annotated[
            bool, typer.Option("--stale", help="Do not wait while a running service works a new revision out")
        ] = False,
        *,
        options: dict[str, Any],
    ) -> None:
        if as_json + as_csv + bool(excel) > 1:
            raise typer.BadParameter("one of --json, --csv and --excel")
        if excel and limit:
            raise typer.BadParameter("--excel writes all rows: leave --limit out")
        for parameter in positional:
            if (given := options.pop(f"{_NAMED}{parameter.name}", None)) and options.setdefault(
                parameter.name, given
            ) != given:
                raise typer.BadParameter(f"{parameter.name.upper()} or --{parameter.name}, not both")
        from api.service.requests import Asked

        asked = Asked(question.name, options, Session.of(context).language, limit, stale_ok=stale)
        if excel:
            _write(Session.of(context), asked, excel)
            return
        _answer(Session.of(context), asked, form="json" if as_json else "csv" if as_csv else "table")

    single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    view = {question.view_name(option.name): option for option in VIEW_OPTIONS}
    single.command(question.name, help=question.description)(
        taking({**parameters, **{name: annotation(option, name) for name, option in view.items()}}, ask)
    )
    return typer.main.get_command(single)


def _type(parameter: Parameter) -> Any:
    if parameter.choices and parameter.type == "text":
        return Literal[parameter.choices]
    return {"text": str, "texts": list[str], "integer": int, "flag": bool}[parameter.type]


def _annotation(parameter: Parameter) -> Any:
    type = _type(parameter)
    if parameter.positional:
        return Annotated[type | None, typer.Argument(metavar=f"[{parameter.name.upper()}]", help=parameter.description)]
    return _option(parameter)


def _option(parameter: Parameter) -> Any:
    type = _type(parameter)
    if parameter.positional:
        return Annotated[type | None, typer.Option(f"--{parameter.name}", help=f"The same as {parameter.name.upper()}")]
    shown = "" if parameter.default in (None, ()) else f" [{parameter.default}]"
    return Annotated[
        type | None, typer.Option(f"--{parameter.name.replace('_', '-')}", help=parameter.description + shown)
    ]


def _answer(session: Session, asked: Asked, *, form: str) -> None:
    from api.cli.console import write_json
    from api.cli.coverage import write_matrix
    from api.cli.tabular import csv_of, write_csv

    limit = asked.limit
    if form == "table":
        asked = replace(asked, limit=None if _is_matrix(asked) else limit or _ROWS)
    with session.access() as access, _progress(session, asked):
        answer = access.ask(asked)
    if form == "json":
        write_json(answer)
        return
    if form == "csv":
        write_csv(*csv_of(answer["items"]))
    elif _is_matrix(asked) and answer["items"]:
        write_matrix(session, answer["items"], limit)
    else:
        _table(session, answer)
    _footer(session, answer)


def _write(session: Session, asked: Asked, out: Path) -> None:
    from api.cli.console import say
    from api.cli.files import check_writable, write_whole
    from api.cli.table_files import table_file

    check_writable(out, ".xlsx", ".csv")
    with session.access() as access, _progress(session, asked):
        content, revision = table_file(access, asked, out.suffix.lower().removeprefix("."))
    write_whole(out, content)
    say(session.say("file_written", file=out, size=len(content), revision=revision))


def _is_matrix(asked: Asked) -> bool:
    """Whether a table would list every theme of every place, one by one."""
    return asked.question == "gaps" and asked.options.get("of") == "coverage"


@contextmanager
def _progress(session: Session, asked: Asked) -> Iterator[None]:
    """A bar while an answer is worked out that says how far it has come."""
    if not asked.options.get("intervals"):
        yield
        return
    from api.cli.console import progress
    from queries.progress import reported_to

    with progress(session.language) as advance, reported_to(advance):
        yield


def _table(session: Session, answer: dict[str, Any]) -> None:
    from api.cli.console import say, table
    from api.cli.tabular import table_of
    from api.cli.wording import head

    if not answer["items"]:
        say(session.say("no_items"))
        return
    names, rows, numbers = table_of(answer["items"], session.language)
    table([head(name, session.language) for name in names], rows, right=numbers)


def _footer(session: Session, answer: dict[str, Any]) -> None:
    """No figure without its view and revision."""
    from api.cli.console import tell
    from api.cli.view_in_words import view_in_words

    tell(
        session.say(
            "footer",
            revision=answer["revision"],
            actors=answer["considered"]["actors"],
            projects=answer["considered"]["projects"],
            shown=len(answer["items"]),
            total=answer["total"],
        )
    )
    tell(session.say("view_line", options=view_in_words(answer["view"], session.language)))
    for reason in answer["left_out"]:
        tell(reason.get("sentence") or f"{reason['reason']}: {reason['count']}")
