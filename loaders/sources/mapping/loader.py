"""Reads any table by the mapping that a person made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.mapping import TableMapping
from loaders.documents.showing import UNSAID
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.sources.mapping.naming import MentionedNames, Numbers
from loaders.tables.open_table import OpenTable, open_tables
from loaders.tables.records import Records
from loaders.tables.row_facts import actors
from loaders.tables.rows import Understanding
from loaders.tables.sources import Sources
from loaders.tables.understood import tell_layout

NAME: Final = "mapping"


class MappedTable:
    """Anybody's table; several files and sheets with the same columns are one dataset."""

    def __init__(self, mapping: TableMapping | None = None) -> None:
        self._mapping = mapping

    def recognises(self, file: Sample) -> bool:  # noqa: ARG002
        """Never: whoever has a mapping for a file says so."""
        return False

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every table that has the mapping's columns; rows that cannot be used are reported one by one."""
        mapping = self._mapping
        if mapping is None:
            raise InputError(Message("mapping.none_known", file=files[0].name))
        if missing := mapping.missing():
            raise InputError.of(tuple(Problem(reason) for reason in missing))
        if len({file.name for file in files}) < len(files):
            raise InputError(Message("loading.same_file_name", names=tuple(file.name for file in files)))
        tables = [table for file in files for table in _fitting(file, mapping, reading)]
        if mapping.showing != UNSAID:
            reading.showing = mapping.showing.located(reading.registry)
        names = MentionedNames(reading, *(_said(field, mapping, tables) for field in ("org_number", "country")))
        records = Records(reading, names, Sources(reading, {file.name: file.checksum for file in files}))
        for table in tables:
            for row in Understanding(mapping, table).rows(reading):
                records.add(row)
        records.finish()
        if not reading.rows:
            raise refuse(files[0].name, Message("loading.only_headings"))


def _fitting(file: Sample, mapping: TableMapping, reading: Reading) -> Iterator[OpenTable]:
    """The tables of a file with every column that the mapping uses; the others are noted, or refused when none is."""
    used = {normalised(column.heading): column.heading for column in mapping.columns if column.field}
    used |= {normalised(heading): heading for heading in mapping.rows.headings}
    known = {normalised(column.heading) for column in mapping.columns}
    tables = open_tables(file)
    fitting = [table for table in tables if used.keys() <= {normalised(heading) for heading in table.headings}]
    if not fitting:
        have = {normalised(heading) for heading in tables[0].headings}
        lacking = tuple(heading for name, heading in used.items() if name not in have)
        raise refuse(file.name, Message("mapping.other_headings", lacking=lacking, headings=tables[0].headings))
    for table in tables:
        if table not in fitting:
            if table.where.name:
                reading.set_aside += table.unread()
            else:
                reading.note(Message("loading.sheet_not_read", sheet=table.where.title, headings=table.headings))
            continue
        tell_layout(table, reading)
        left = tuple(
            heading for heading in table.headings if normalised(heading) not in used and normalised(heading) in known
        )
        if left:
            reading.note(Message("mapping.left_out", columns=left, table=table.where.title))
        for heading in table.headings:
            if normalised(heading) not in known:
                reading.note(Message("loading.column_not_read", column=heading, table=table.where.title))
        yield table


def _said(field: str, mapping: TableMapping, tables: Sequence[OpenTable]) -> Numbers:
    """What the tables give with each name in a field, read ahead so that the order of rows is nothing."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables if mapping.having(field) else ():
        understanding = Understanding(mapping, table)
        for row in understanding.table.rows():
            understood = understanding.row(row)
            if understood is None or understood.problems:
                continue
            try:
                for actor in actors(understood):
                    if value := actor.properties.get(field):
                        found[normalised(actor.name)].add(str(value))
            except CellError:
                continue  # reported when the row is read for good
    return {name: frozenset(values) for name, values in found.items()}


LOADER: Final = MappedTable()
