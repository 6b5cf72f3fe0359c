"""Whether a file needs a mapping, and whether one is saved for it."""

from __future__ import annotations

from typing import Final

from graph.errors import InputError
from loaders.catalogue import Catalogue
from loaders.documents.form import SheetMapping
from loaders.documents.mapping import TableMapping, fingerprint
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.sources.spreadsheet.sheets import sheets_of
from loaders.tables.open_table import OpenTable, open_tables
from loaders.tables.rows import Understanding

_FORM: Final = "spreadsheet"


def saved_for(file: Sample, saved: SavedMappings, catalogue: Catalogue) -> TableMapping | None:
    """The mapping saved for the headings of a file; None when there is none or a loader knows the source itself."""
    if not saved.has_any or _is_of_a_known_source(file, catalogue):
        return None
    try:
        tables = open_tables(file)
    except InputError:
        return None  # what is wrong with the file is reported when it is read
    return next((found for table in tables if (found := saved.find(table.headings))), None)


def is_unknown_table(file: Sample, catalogue: Catalogue) -> bool:
    """Whether a file is a table that no loader reads as it stands, so that it needs a mapping.

    Of a table that is one of our sheets at least half the headings are ours.
    """
    if any(entry.loader.recognises(file) for name, entry in catalogue.items() if name != _FORM):
        return False
    try:
        tables = open_tables(file)
    except InputError:
        return False
    return not catalogue[_FORM].loader.recognises(file) or not any(_is_ours(table) for table in tables)


def _is_ours(table: OpenTable) -> bool:
    ours = max((_known(sheet, table) for sheet in sheets_of(table.where)), default=0)
    return ours * 2 >= len(table.headings)


def _known(sheet: SheetMapping, table: OpenTable) -> int:
    return sum(sheet.column(heading) is not None for heading in table.headings)


def has_new_categories(file: Sample, mapping: TableMapping, registry: Registry) -> bool:
    """Whether a file has phrases for roles, kinds or themes that neither its mapping nor HUR knows."""
    return any(Understanding(mapping, table).unknown_categories(registry) for table in tables_of(file, mapping))


def tables_of(file: Sample, mapping: TableMapping) -> list[OpenTable]:
    """The tables of a file that have the headings the mapping was made for."""
    return [table for table in open_tables(file) if fingerprint(table.headings) == mapping.fingerprint]


def _is_of_a_known_source(file: Sample, catalogue: Catalogue) -> bool:
    return any(entry.settings.dataset and entry.loader.recognises(file) for entry in catalogue.values())
