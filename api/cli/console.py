"""Writing to a terminal or a pipe: tables, CSV, progress, questions."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from graph.messages import catalogue, message

if TYPE_CHECKING:
    from graph.errors import OpenQuestion
    from graph.ingest.write import Progress

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WIDE: Final = 10_000
YES: Final = ("j", "ja", "y", "yes")
_LEAST_WIDTH: Final = 60


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says, so that å survives a pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """One or more lines for the reader, on standard output."""
    sys.stdout.write(f"{cleaned(text)}\n")


def tell(text: str) -> None:
    """What is not part of the answer, on standard error."""
    sys.stderr.write(f"{cleaned(text)}\n")


def cleaned(text: str) -> str:
    """The text without what a terminal would obey instead of showing; names come from anybody."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def type_name(type: str, language: str) -> str:
    """A label or relation name in the reader's language."""
    key = f"model.type_{type}"
    return message(key, language) if key in catalogue() else type


def write_json(value: Any) -> None:
    """JSON for other programs, whole: its own escapes keep a terminal from obeying it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def table(names: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[bool] = ()) -> None:
    """Rows in columns: wrapped to fit a terminal, whole in a pipe. `right` says which columns are numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for position, name in enumerate(names):
        is_number = position < len(right) and right[position]
        drawn.add_column(Text(name), justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in rows:
        drawn.add_row(*(Text(cleaned(cell)) for cell in row))
    terminal = sys.stdout.isatty()
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if terminal else _WIDE
    console = Console(file=sys.stdout, width=width, highlight=False, color_system="auto" if terminal else None)
    with console.capture() as captured:
        console.print(drawn)
    sys.stdout.write("\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n")


def confirmed(question: str, language: str) -> bool:
    """Ask on a terminal; anywhere else there is nobody to ask and the answer is no."""
    if not can_ask():
        return False
    sys.stderr.write(f"{cleaned(question)} {message('cli.yes_or_no', language)} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in YES


def ask(question: str) -> str:
    """The line that the person at the terminal answers, with the terminal's own editing; EOFError when it ends.

    A line that comes from a pipe is shown, as a terminal shows what is typed.
    """
    from rich.console import Console
    from rich.text import Text

    answer = Console(stderr=True, highlight=False).input(Text(cleaned(question)))
    if not sys.stdin.isatty():
        tell(answer)
    return answer


def chosen(question: OpenQuestion, language: str) -> str:
    """The answer that the person at the terminal chooses by its number; Enter takes the proposal, if there is one."""
    tell(question.text.say(language))
    answers = {str(number): answer for number, (answer, _) in enumerate(question.choices, start=1)}
    for number, (_, text) in enumerate(question.choices, start=1):
        tell(f"  {number}  {text.say(language)}")
    proposed = next((number for number, answer in answers.items() if answer == question.proposal), None)
    key = "cli.ask_choice_proposed" if proposed else "cli.ask_choice"
    while True:
        answer = ask(message(key, language, most=len(answers), proposed=proposed) + " ").strip() or proposed
        if answer in answers:
            return answers[answer]


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def progress(language: str) -> Iterator[Progress | None]:
    """A bar on standard error while something takes its time; None when that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(message("cli.step_read", language), total=None)

        def advance(step: str, done: int, total: int) -> None:
            key = f"cli.step_{step}"
            words = message(key, language) if key in catalogue() else step
            shown.update(task, description=words, completed=done, total=total or None)

        yield advance
