"""Whether files need a mapping, why, and whether one is saved for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.catalogue import Catalogue
from loaders.documents.form import ABOUT, INSTRUCTIONS, SheetMapping, SheetName
from loaders.documents.mapping import TableMapping, fingerprint
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample
from loaders.files.table import Table
from loaders.registers.registry import Registry, load_registry
from loaders.sources.spreadsheet.sheets import known_headings, sheets_of
from loaders.tables.guessing import guess
from loaders.tables.open_table import OpenTable, first_rows, open_tables
from loaders.tables.rows import Understanding

_FORM: Final = "spreadsheet"
# What no sheet of ours may leave unread, and the sheet of the same workbook that may say it instead.
_WEIGHED: Final[Mapping[str, SheetName]] = {
    "actor": "participation",
    "project": "participation",
    "funder": "funding",
    "amount": "funding",
    "starts": "projects",
    "ends": "projects",
    "period": "projects",
}
_NUMBERED: Final = re.compile(r" \(\d+\)$")
_TEXTS: Final = frozenset({ABOUT, "sources", "evidence"})


def saved_for(file: Sample, saved: SavedMappings, catalogue: Catalogue) -> TableMapping | None:
    """The mapping saved for the headings of a file; None when there is none or a loader knows the source itself."""
    if not saved.has_any or _is_of_a_known_source(file, catalogue):
        return None
    try:
        tables = open_tables(file)
    except InputError:
        return None  # what is wrong with the file is reported when it is read
    return next((found for table in tables if (found := saved.find(table.headings))), None)


def why_unknown(files: Sequence[Sample], catalogue: Catalogue) -> Message | None:
    """Why the files, which are loaded together, need a mapping; None when a loader reads them as they stand.

    Of a table that is one of our sheets at least half the headings are ours, and no column that it would leave unread
    looks like actors, funders, amounts or times which no other sheet says.
    """
    tables = _tables_nobody_knows(files, catalogue)
    if not tables:
        return None
    if catalogue[_FORM].loader.recognises(files[0]):
        if why := half_read(tables):
            return why
        if any(_knows_most(sheet, table) for table, sheet in _ours(tables)):
            return None
    return Message("mapping.is_unknown", file=files[0].name)


def check_known(files: Sequence[Sample], catalogue: Catalogue) -> None:
    """InputError, with every open question as a problem, when files would be taken for less than they say."""
    tables = _tables_nobody_knows(files, catalogue) if catalogue[_FORM].loader.recognises(files[0]) else ()
    if why := half_read(tables):
        found = guess(most_telling(tables), load_registry())
        questions = tuple(Problem(question, file=files[0].name) for question in found.mapping.missing())
        raise InputError(Message("mapping.to_be_mapped", why=why), questions)


def _tables_nobody_knows(files: Sequence[Sample], catalogue: Catalogue) -> list[OpenTable]:
    """The tables of files whose first one no loader of a certain kind of file takes; none where there is no table."""
    if any(entry.loader.recognises(files[0]) for name, entry in catalogue.items() if name != _FORM):
        return []
    try:
        if all(map(_is_plainly_ours, files)):
            return []
        return [table for file in files for table in open_tables(file)]
    except InputError:
        return []


def _is_plainly_ours(file: Sample) -> bool:
    """Whether every sheet begins with headings of one of our sheets and no others, so that it need not be weighed.

    A list of participations alone may be a grouped one.
    """
    tables = [Table(file.name, title, 1, headings) for title, headings in first_rows(file)]
    wanted = [table for table in tables if table.headings and normalised(table.title) not in INSTRUCTIONS]
    known = [any(known_headings(table, sheet) == len(table.headings) for sheet in sheets_of(table)) for table in wanted]
    may_be_grouped = len(wanted) == 1 and any(sheet.row == "participation" for sheet in sheets_of(wanted[0]))
    return bool(known) and all(known) and not may_be_grouped


def _ours(tables: Sequence[OpenTable]) -> list[tuple[OpenTable, SheetMapping]]:
    return [(table, sheets[0]) for table in tables if (sheets := sheets_of(table.where))]


def _knows_most(sheet: SheetMapping, table: OpenTable) -> bool:
    return known_headings(table.where, sheet) * 2 >= len(table.headings)


def half_read(tables: Sequence[OpenTable]) -> Message | None:
    """What of the tables would be lost if each were read as the sheet of ours that it looks like; None for nothing."""
    if of_labels := next((table for table in tables if table.sheets), None):
        return Message("mapping.is_labels", file=of_labels.where.file, count=len(of_labels.sheets))
    said = {sheet.name for table, sheet in _ours(tables) if next(table.rows(), None)}
    for table, sheet in _ours(tables):
        grouped = guess(table, load_registry()).filling if (len(tables), sheet.row) == (1, "participation") else None
        if grouped and grouped.is_sure:
            return Message("mapping.is_grouped", file=table.where.file, columns=grouped.headings, cells=grouped.cells)
        unread = tuple(_unread(table, sheet, said - {sheet.name}))
        if unread and not _knows_most(sheet, table):
            return Message("mapping.is_unknown", file=table.where.file)
        if unread:
            return Message("mapping.is_more", file=table.where.file, table=table.where.title, columns=unread)
    return None


def most_telling(tables: Sequence[OpenTable]) -> OpenTable:
    """The table that is asked about first: of labels, else the one with most columns that look like anything."""

    def telling(table: OpenTable) -> tuple[int, int]:
        return len(table.sheets), sum(bool(column.column.field) for column in guess(table, load_registry()).columns)

    return max(tables, key=telling)


def _unread(table: OpenTable, sheet: SheetMapping, said: set[SheetName]) -> Iterator[str]:
    """The columns that the sheet would leave unread although they look like what only they say."""
    if sheet.name in _TEXTS or known_headings(table.where, sheet) == len(table.headings):
        return
    for guessed in guess(table, load_registry()).columns:
        field, heading = guessed.column.field, guessed.column.heading
        is_weighed = field in _WEIGHED and _WEIGHED[field] not in said
        # A second column of one heading has a number: that it stands twice is for the sheet to tell.
        if is_weighed and guessed.examples and not sheet.column(_NUMBERED.sub("", heading)):
            yield heading


def has_new_categories(file: Sample, mapping: TableMapping, registry: Registry) -> bool:
    """Whether a file has phrases for roles, kinds or themes that neither its mapping nor HUR knows."""
    return any(Understanding(mapping, table).unknown_categories(registry) for table in tables_of(file, mapping))


def tables_of(file: Sample, mapping: TableMapping) -> list[OpenTable]:
    """The tables of a file that have the headings the mapping was made for."""
    return [table for table in open_tables(file) if fingerprint(table.headings) == mapping.fingerprint]


def _is_of_a_known_source(file: Sample, catalogue: Catalogue) -> bool:
    return any(entry.settings.dataset and entry.loader.recognises(file) for entry in catalogue.values())
