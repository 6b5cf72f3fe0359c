"""What `hur load` asks about tables that it cannot read as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    from api.cli.mapping_dialogue import Dialogue
    from api.cli.session import Session
    from api.service.requests import LoadOrder
    from graph.ingest.load import LoadReport
    from graph.messages import Message
    from loaders.documents.mapping import TableMapping
    from loaders.documents.saved_mappings import SavedMappings
    from loaders.files.sample import Sample


class Stopped(Exception):  # noqa: N818  # a decision, not an error
    """The person who is asked does not want to go on; `code` is the exit code."""

    code = 1


class Unanswered(Stopped):
    """The input ended before every question was answered."""

    code = 2


@dataclass(frozen=True, slots=True)
class MappingChoice:
    """A mapping, None where none is needed, and whether it was made just now."""

    mapping: TableMapping | None = None
    in_dialogue: bool = False


def mapping_of(session: Session, order: LoadOrder, file: Path | None, *, anew: bool, yes: bool) -> MappingChoice:
    """The mapping to read the order's files by: that of `file`, the saved one, or one made in the dialogue.

    The dialogue begins when it is asked for (`anew`), and for a table that no loader reads as it stands; with `yes` it
    takes its own proposals. It reads a terminal or a pipe.

    Raises:
        InputError: `file` holds no mapping.
        Stopped: the person does not want to save the answers, or the input ends before they are given.
    """
    from loaders.catalogue import find_loaders
    from loaders.documents.saved_mappings import SavedMappings, read_mapping
    from loaders.files.sample import samples
    from loaders.recognition import saved_for, why_unknown

    if file is not None:
        return MappingChoice(read_mapping(file))
    if not order.files or not all(path.is_file() for path in order.files) or (order.loader and not anew):
        return MappingChoice()
    saved = SavedMappings(session.settings().mappings_folder)
    with samples(order.files) as tables:
        if not anew and (mapping := saved_for(tables[0], saved, find_loaders())):
            return MappingChoice(_with_new_categories(session, saved, mapping, tables[0]))
        why = why_unknown(tables, find_loaders())
        if anew or why:
            return MappingChoice(_asked(session, saved, tables[0], why, yes=yes), in_dialogue=True)
    return MappingChoice()


def loaded_by_steps(session: Session, order: LoadOrder, show: Callable[[Session, LoadReport], None]) -> LoadReport:
    """Read by a mapping that is new, show the difference, and write it if the person agrees.

    Raises:
        InputError: the files cannot be read.
        Stopped: the person does not agree.
    """
    from api.cli.console import confirmed, progress, tell

    with session.access() as access:
        while True:
            try:
                with progress(session.language) as advance:
                    pending = access.prepare(order, advance)
                    report = pending.compare()
                break
            except InputError as error:
                if order.skip_bad_rows or not any(problem.row for problem in error.problems):
                    raise
                tell(error.say(session.language))
                if not confirmed(_say(session, "ask_skip"), session.language):
                    raise Stopped from error
                order = replace(order, skip_bad_rows=True)
        if not report.changed:
            return report
        show(session, report)
        if not _agrees(session, "ask_load"):
            raise Stopped
        with progress(session.language) as advance:
            return pending.apply(advance)


def save(session: Session, mapping: TableMapping) -> None:
    """Save a mapping for the headings that it was made for, and say where."""
    from api.cli.console import tell
    from loaders.documents.saved_mappings import SavedMappings

    saved = SavedMappings(session.settings().mappings_folder)
    tell(_say(session, "kept", file=saved.save(mapping)))


def _asked(session: Session, saved: SavedMappings, file: Sample, why: Message | None, *, yes: bool) -> TableMapping:
    from api.cli.console import say, tell
    from loaders.tables.open_table import open_tables

    tables = open_tables(file)
    tell("\n".join([*([why.say(session.language)] if why else []), _say(session, "say_columns")]))
    dialogue = _dialogue(session, takes_proposals=yes)
    try:
        mapping = dialogue.mapping(tables)
    except EOFError as error:
        _leave_open(session, dialogue, file.path)
        raise Unanswered from error
    if mapping is None:
        raise Stopped
    say(_say(session, "kept", file=saved.save(mapping)))
    return mapping


def _leave_open(session: Session, dialogue: Dialogue, file: Path) -> None:
    """Write what is known and what is still asked as a mapping to fill in, and say how to go on."""
    from api.cli.console import tell
    from api.cli.mapping_to_fill_in import write_open
    from loaders.tables.rows import Understanding

    mapping, table = dialogue.draft, dialogue.table
    if mapping is None or table is None:
        tell("\n" + _say(session, "unanswered"))
        return
    unknown = Understanding(mapping, table).unknown_categories(dialogue.registry)
    written = write_open(mapping, unknown, file, dialogue.words)
    questions = [f"  {question.say(session.language)}" for question in mapping.missing()]
    tell("\n".join(["", _say(session, "left_open", file=written), *questions]))


def _agrees(session: Session, key: str) -> bool:
    """Whether the person says yes, as Enter does; Unanswered when the input has ended."""
    from api.cli.console import ask, tell

    try:
        return ask(_say(session, key) + " ").strip().lower() in ("", "j", "ja", "y", "yes")
    except EOFError as error:
        tell("\n" + _say(session, "unanswered"))
        raise Unanswered from error


def _with_new_categories(session: Session, saved: SavedMappings, mapping: TableMapping, file: Sample) -> TableMapping:
    """The mapping with the table's new categories answered; asked only where somebody can be."""
    from api.cli.console import can_ask, tell
    from loaders.recognition import tables_of

    if not can_ask():
        return mapping
    answered = mapping
    try:
        for table in tables_of(file, mapping):
            answered = _dialogue(session).categories(answered, table)
    except EOFError as error:
        raise Stopped from error
    if answered != mapping:
        tell(_say(session, "kept", file=saved.save(answered)))
    return answered


def _dialogue(session: Session, *, takes_proposals: bool = False) -> Dialogue:
    from api.cli.console import ask, tell
    from api.cli.mapping_dialogue import Dialogue
    from loaders.registers.registry import load_registry

    return Dialogue(session.language, load_registry(), ask, tell, takes_proposals)


def _say(session: Session, key: str, **values: object) -> str:
    from graph.messages import message

    return message(f"mapping.{key}", session.language, **values)
