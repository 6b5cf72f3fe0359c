"""What `hur load` asks about tables that it cannot read as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.messages import Message

if TYPE_CHECKING:
    from api.cli.mapping_dialogue import Dialogue
    from api.cli.session import Session
    from api.service.requests import LoadOrder
    from graph.ingest.load import LoadReport
    from loaders.documents.mapping import TableMapping
    from loaders.documents.saved_mappings import SavedMappings
    from loaders.files.sample import Sample


class Stopped(Exception):  # noqa: N818  # a decision, not an error
    """The person at the terminal does not want to go on."""


@dataclass(frozen=True, slots=True)
class MappingChoice:
    """A mapping, None where none is needed, and whether it was made just now."""

    mapping: TableMapping | None = None
    in_dialogue: bool = False


def mapping_of(session: Session, order: LoadOrder, file: Path | None, *, anew: bool) -> MappingChoice:
    """The mapping to read the order's files by: that of `file`, the saved one, or one made in the dialogue.

    The dialogue begins when it is asked for (`anew`), and for a table that no loader reads where somebody can be
    asked.

    Raises:
        InputError: the dialogue is asked for where there is no terminal, or `file` holds no mapping.
        Stopped: the person does not want to save the answers.
    """
    from api.cli.console import can_ask
    from loaders.catalogue import find_loaders
    from loaders.documents.saved_mappings import SavedMappings, read_mapping
    from loaders.files.sample import Sample
    from loaders.recognition import saved_for, why_unknown

    if file is not None:
        return MappingChoice(read_mapping(file))
    if anew and not can_ask():
        raise InputError(Message("mapping.no_terminal"))
    if not order.files or not order.files[0].is_file() or (order.loader and not anew):
        return MappingChoice()
    saved = SavedMappings(session.settings().mappings_folder)
    with Sample(order.files[0]) as table:
        if not anew and (mapping := saved_for(table, saved, find_loaders())):
            return MappingChoice(_with_new_categories(session, saved, mapping, table))
        if anew or (can_ask() and why_unknown([table], find_loaders())):
            return MappingChoice(_asked(session, saved, table), in_dialogue=True)
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
                if not confirmed(_say(session, "ask_skip")):
                    raise Stopped from error
                order = replace(order, skip_bad_rows=True)
        if not report.changed:
            return report
        show(session, report)
        if not confirmed(_say(session, "ask_load")):
            raise Stopped
        with progress(session.language) as advance:
            return pending.apply(advance)


def save(session: Session, mapping: TableMapping) -> None:
    """Save a mapping for the headings that it was made for, and say where."""
    from api.cli.console import tell
    from loaders.documents.saved_mappings import SavedMappings

    saved = SavedMappings(session.settings().mappings_folder)
    tell(_say(session, "kept", file=saved.save(mapping)))


def _asked(session: Session, saved: SavedMappings, file: Sample) -> TableMapping:
    from api.cli.console import say, tell
    from loaders.tables.open_table import open_tables

    tell(_say(session, "is_unknown", file=file.name))
    try:
        mapping = _dialogue(session).mapping(open_tables(file))
    except EOFError:
        mapping = None
    if mapping is None:
        raise Stopped
    say(_say(session, "kept", file=saved.save(mapping)))
    return mapping


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


def _dialogue(session: Session) -> Dialogue:
    from api.cli.console import ask, tell
    from api.cli.mapping_dialogue import Dialogue
    from loaders.registers.registry import load_registry

    return Dialogue(session.language, load_registry(), ask, tell)


def _say(session: Session, key: str, **values: object) -> str:
    from graph.messages import message

    return message(f"mapping.{key}", session.language, **values)
