"""Whether files need a mapping, why, and whether one is saved for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.catalogue import Catalogue
from loaders.documents.form import ABOUT, SheetMapping, SheetName
from loaders.documents.mapping import TableMapping, fingerprint
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample
from loaders.registers.registry import Registry, load_registry
from loaders.sources.spreadsheet.sheets import sheets_of
from loaders.tables.guessing import guess
from loaders.tables.open_table import OpenTable, open_tables
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
    file = files[0]
    if any(entry.loader.recognises(file) for name, entry in catalogue.items() if name != _FORM):
        return None
    try:
        tables = [table for file in files for table in open_tables(file)]
    except InputError:
        return None
    ours = [(table, sheets[0]) for table in tables if (sheets := sheets_of(table.where))]
    if more := _more(ours):
        return more
    is_form = catalogue[_FORM].loader.recognises(file)
    if is_form and any(_known(sheet, table) * 2 >= len(table.headings) for table, sheet in ours):
        return None
    return Message("mapping.is_unknown", file=file.name)


def _more(ours: Sequence[tuple[OpenTable, SheetMapping]]) -> Message | None:
    """What the tables, read as these sheets, would leave unread; None when it is nothing that matters."""
    said = {sheet.name for table, sheet in ours if next(table.rows(), None)}
    for table, sheet in ours:
        if unread := tuple(_unread(table, sheet, said - {sheet.name})):
            titles = {"sv": sheet.swedish, "en": sheet.english}
            where = table.where
            return Message("mapping.is_more", file=where.file, table=where.title, sheet=titles, columns=unread)
    return None


def check_known(files: Sequence[Sample], catalogue: Catalogue) -> None:
    """InputError, with every open question as a problem, when files would be taken for less than they say."""
    if (why := why_unknown(files, catalogue)) and why.key == "mapping.is_more":
        found = guess(most_telling(open_tables(files[0])), load_registry())
        questions = tuple(Problem(question, file=files[0].name) for question in found.mapping.missing())
        raise InputError(Message("mapping.to_be_mapped", why=why), questions)


def most_telling(tables: Sequence[OpenTable]) -> OpenTable:
    """The table that is asked about first: the one with most columns that look like anything."""
    registry = load_registry()
    return max(tables, key=lambda table: sum(bool(column.column.field) for column in guess(table, registry).columns))


def _known(sheet: SheetMapping, table: OpenTable) -> int:
    return sum(sheet.column(heading) is not None for heading in table.headings)


def _unread(table: OpenTable, sheet: SheetMapping, said: set[SheetName]) -> Iterator[str]:
    """The columns that the sheet would leave unread although they look like what only they say."""
    if sheet.name in _TEXTS or _known(sheet, table) == len(table.headings):
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
