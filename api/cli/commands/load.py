"""`hur load`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.session import Session
from graph import messages

if TYPE_CHECKING:
    from api.service.requests import LoadOrder, Pending
    from graph.ingest.load import LoadReport

_CHANGES: Final = ("new", "changed", "unchanged", "withdrawn")
_SIGN: Final = {"new": "+", "changed": "~", "withdrawn": "-"}
_SHOWN: Final = 40


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "load",
        help="Load files as one dataset: what is new, changed or gone in them becomes so in the graph.",
        epilog="Examples: hur load demo | hur load initiativ.xlsx --dry-run | hur load lista.csv --map",
    )(load)


def load(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Files of one dataset; `demo` is the demo network")
    ],
    loader: Annotated[str | None, typer.Option(help="Name of the loader; recognised by content if not given")] = None,
    dataset: Annotated[
        str | None, typer.Option(help="Id of the dataset to replace; else by loader or file name")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="A dataset of its own, also where it resembles one that is loaded")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and write nothing")] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Load the good rows of a spreadsheet and list the bad ones")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="The files are a part of the dataset: withdraw nothing, expect no least")
    ] = False,
    map_columns: Annotated[
        bool,
        typer.Option("--map", help="Say what the columns of a table are, in a dialogue whose answers are saved"),
    ] = False,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE.yml", help="Read a table by this mapping (docs/mapping.md)")
    ] = None,
    amounts: Annotated[
        str,
        typer.Option(metavar="partner|project", help="Whose an amount is that several rows of one project repeat"),
    ] = "",
    nodes: Annotated[
        str,
        typer.Option(metavar="actor|project|none", help="What nodes of a graph are that do not say it themselves"),
    ] = "",
    persons: Annotated[
        str,
        typer.Option(metavar="leave|keep", help="Whether recipients that look like private persons are left out"),
    ] = "",
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE.xlsx|.csv", help="Write the rows that are left out, with the reasons"),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take what is proposed, and do not ask before data is withdrawn")
    ] = False,
) -> None:
    """Read, compare, and unless it is a dry run, write."""
    from api.cli.commands.mapping import Stopped, loaded_by_steps, mapping_of
    from api.cli.console import say
    from api.cli.login import login_name
    from api.cli.rejects import Rejects
    from api.service.requests import LoadOrder

    session = Session.of(context)
    order = LoadOrder(
        _existing(files),
        loader,
        dataset,
        skip_bad_rows,
        made_by=login_name(),
        new=new,
        partial=partial,
        amounts=_checked("amounts", amounts),
        answers={name: _checked(name, said) for name, said in (("nodes", nodes), ("persons", persons)) if said},
    )
    kept = Rejects(session, rejects, order.files)
    try:
        choice = mapping_of(session, order, mapping, anew=map_columns, yes=yes)
        order = replace(order, mapping=choice.mapping)
        by_steps = choice.in_dialogue and not dry_run and not yes

        def loaded(order: LoadOrder) -> LoadReport | None:
            if by_steps:
                return loaded_by_steps(session, order, show)
            return _loaded(session, order, dry_run=dry_run, yes=yes)

        with kept.of_refused():
            report = _answered(session, order, lambda order: _asked_which(session, order, loaded), yes=yes)
        code = 1
    except Stopped as stopped:
        report, code = None, stopped.code
    if report is None:
        say(session.say("stopped"))
        raise typer.Exit(code)
    show(session, report)
    kept.write(report.rejected)


def show(session: Session, report: LoadReport) -> None:
    """What a load did or would do: counts, what was left out, what the reader should know."""
    from api.cli.console import say, table, tell, type_name
    from api.cli.wording import head

    words = {(True, True): "applied", (True, False): "unchanged", (False, True): "shown", (False, False): "would_not"}
    key = f"load_{words[report.applied, report.changed]}"
    dataset = session.say("part_of", dataset=report.dataset) if report.part else report.dataset
    say(session.say(key, dataset=dataset, revision=report.revision))
    if report.changed:
        names = [head("type", session.language), *(session.say(f"change_{change}") for change in _CHANGES)]
        rows = [
            [type_name(name, session.language), *(str(getattr(counts, change)) for change in _CHANGES)]
            for name, counts in report.counts.items()
            if any(getattr(counts, change) for change in _CHANGES)
        ]
        table(names, rows, right=[False, True, True, True, True])
    if not report.applied:
        changes = [
            f"{_SIGN[change.change]} {type_name(change.type, session.language)}: {change.name}"
            for change in report.difference
        ]
        _lines(session, changes, say)
    if report.rejected:
        tell(session.say("load_rejected", rows=report.rows_left_out, others=report.rows_with_fields_left_out))
        _lines(session, (problem.say(session.language) for problem in report.rejected), tell, "load_more_rejected")
    for note in report.notes:
        tell(session.say("note", text=messages.said(note, session.language)))


def _existing(files: list[Path]) -> tuple[Path, ...]:
    """The files; none for the demo network, unless a file of that name lies here."""
    from loaders.run import DEMO

    return () if [str(file) for file in files] == [DEMO] and not Path(DEMO).exists() else tuple(files)


def _checked(question: str, answer: str) -> str:
    from graph.errors import InputError
    from graph.messages import Message
    from loaders.documents.answers import ANSWERS

    if answer and answer not in ANSWERS[question]:
        options = tuple(f"--{question} {known}" for known in ANSWERS[question])
        raise InputError(Message("cli.no_such_answer", value=answer, options=options))
    return answer


def _answered(
    session: Session, order: LoadOrder, loaded: Callable[[LoadOrder], LoadReport | None], *, yes: bool
) -> LoadReport | None:
    """The report of an order, once the reader has said what only a person can; a mapping is saved with the answers.

    It reads a terminal or a pipe. `yes` takes proposals that are certain. An answer may lead to a further question.

    Raises:
        OpenQuestionsError: there is nobody to ask.
        Unanswered: the input ends before it is answered.
    """
    from api.cli.commands.mapping import Unanswered, save
    from api.cli.console import can_ask, chosen, tell
    from graph.errors import OpenQuestionsError

    try:
        return loaded(order)
    except OpenQuestionsError as error:
        taken = {question.name: question.proposal or "" for question in error.questions if yes and question.is_certain}
        left = [question for question in error.questions if question.name not in taken]
        if yes and left and not can_ask():
            raise
        try:
            answers = taken | {question.name: chosen(question, session.language) for question in left}
        except EOFError as ended:
            tell("\n" + error.say(session.language))
            raise Unanswered from ended
        order = order.answered(answers)
        if order.mapping:
            save(session, order.mapping)
        return _answered(session, order, loaded, yes=yes)


def _asked_which(
    session: Session, order: LoadOrder, loaded: Callable[[LoadOrder], LoadReport | None]
) -> LoadReport | None:
    """The report of an order; of a file that resembles a dataset, once the reader has said which it is.

    Raises:
        ResemblanceError: nobody answers, neither at a terminal nor through a pipe.
    """
    from api.cli.console import YES, ask
    from graph.errors import ResemblanceError
    from graph.messages import Message

    try:
        return loaded(order)
    except ResemblanceError as error:
        question = Message("cli.load_resembles", **error.values).say(session.language)
        try:
            replaces = ask(f"{question} {session.say('yes_or_no')} ").strip().lower() in YES
        except EOFError:
            raise error from None
        return loaded(replace(order, dataset=error.dataset if replaces else None, new=not replaces))


def _loaded(session: Session, order: LoadOrder, *, dry_run: bool, yes: bool) -> LoadReport | None:
    """The report; None when the reader, asked, said no."""
    from api.cli.console import progress

    with session.access() as access:
        with progress(session.language) as advance:
            pending = access.prepare(order, advance)
            if dry_run:
                return pending.compare()
        if not yes and not _agrees(session, pending):
            return None
        with progress(session.language) as advance:
            return pending.apply(advance)


def _agrees(session: Session, pending: Pending) -> bool:
    """Whether nothing is withdrawn, nobody can be asked, or the person at the terminal agrees."""
    from api.cli.console import can_ask, confirmed, progress

    if not can_ask():
        return True
    with progress(session.language):
        report = pending.compare()
    withdrawn = sum(counts.withdrawn for counts in report.counts.values())
    return not withdrawn or confirmed(session.say("load_withdraws", count=withdrawn), session.language)


def _lines(session: Session, lines: Iterable[str], write: Callable[[str], None], more_key: str = "load_more") -> None:
    every = list(lines)
    for line in every[:_SHOWN]:
        write(f"  {line}")
    if (more := len(every) - _SHOWN) > 0:
        write("  " + session.say(more_key, count=more))
