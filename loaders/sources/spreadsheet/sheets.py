"""Which of our sheets a table is, and what its rows say by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.documents.form import ABOUT, FLAT, INSTRUCTIONS, SheetMapping, SheetName, in_both, sheets, template_sheets
from loaders.files.table import Table
from loaders.tables.open_table import OpenTable
from loaders.tables.rows import Understanding
from loaders.tables.understood import Understood, tell_layout

_HEADING_LENGTH: Final = 60


def read_rows(tables: Sequence[OpenTable], reading: Reading) -> dict[SheetName, list[Understood]]:
    """The rows of every table that is one of our sheets, by sheet; what is wrong goes to `reading`.

    A row with a bad cell still names things, but nothing it says may be used. Columns and sheets that mean nothing to
    us are noted.
    """
    found: dict[SheetName, list[Understood]] = {name: [] for name in sheets()}
    unknown: list[OpenTable] = []
    wanted = [table for table in tables if normalised(table.where.title) not in INSTRUCTIONS]
    for table in wanted:
        meant = sheets_of(table.where)
        problems = list(_problems(table.where, meant))
        for problem in problems:
            reading.reject(problem, whole_row=True)
        if not meant:
            unknown.append(table)
        elif not problems:
            tell_layout(table, reading)
            _note_unread(table.where, meant[0], reading)
            found[meant[0].name] += Understanding(meant[0], table).rows(reading)
    _report_unknown(unknown, reading, only=len(unknown) == len(wanted))
    return found


def sheets_of(table: Table) -> list[SheetMapping]:
    """Which of our sheets a table is: by its title, else by its headings; several when these do not tell.

    A flat list is one whatever its title, where it knows more of the headings.
    """
    by_title = [sheet for sheet in template_sheets() if normalised(table.title) in sheet.titles]
    counts = [(known_headings(table, sheet), sheet) for sheet in sheets().values() if _has_required(table, sheet)]
    if by_title:
        most = max(known_headings(table, sheet) for sheet in by_title)
        if flat := [sheet for count, sheet in counts if sheet.name == FLAT and count > most]:
            return flat
        # Other people's sheets about their lists are texts.
        return [sheet for sheet in by_title if sheet.name != ABOUT or _has_any(table, sheet)]
    best = [sheet for count, sheet in counts if count == max(count for count, _ in counts)]
    return [sheet for sheet in best if sheet.name != FLAT] or best


def known_headings(table: Table, sheet: SheetMapping) -> int:
    """How many of the headings the sheet has."""
    return sum(sheet.column(heading) is not None for heading in table.headings)


def _has_any(table: Table, sheet: SheetMapping) -> bool:
    return any(sheet.column(heading) for heading in table.headings)


def _has_required(table: Table, sheet: SheetMapping) -> bool:
    named = {column.name for heading in table.headings if (column := sheet.column(heading))}
    if sheet.name == ABOUT or (sheet.name == FLAT and not named & {"actor", "funder"}):
        return False
    return all(column.name in named for column in sheet.required_columns)


def _report_unknown(unknown: list[OpenTable], reading: Reading, *, only: bool) -> None:
    for open_table in unknown:
        table = open_table.where
        headings = _headings(table)
        if only:
            known = _required_words(template_sheets()[:4])
            reason = Message("loading.unknown_headings", headings=headings, known=known)
            reading.reject(table.problem(reason, table.heading_row), whole_row=True)
        elif table.name:
            reading.set_aside += open_table.unread()
        else:
            reading.note(Message("loading.sheet_not_read", sheet=table.title, headings=headings))


def _headings(table: Table) -> tuple[str, ...]:
    return tuple(heading[:_HEADING_LENGTH] for heading in table.headings if heading.strip()) or ("–",)


def _required_words(sheets: Sequence[SheetMapping]) -> Mapping[str, str]:
    """The sheets with the headings they need, by language."""
    needed = [(sheet, in_both(sheet.required_columns)) for sheet in sheets]
    return {
        "sv": "; ".join(f"{sheet.swedish}: {headings['sv']}" for sheet, headings in needed),
        "en": "; ".join(f"{sheet.english}: {headings['en']}" for sheet, headings in needed),
    }


def _problems(table: Table, sheets: Sequence[SheetMapping]) -> Iterator[Problem]:
    """Why the table cannot be read as one of these sheets."""
    if len(sheets) > 1:
        both = [("sv", (sheet.swedish for sheet in sheets)), ("en", (sheet.english for sheet in sheets))]
        titles = {language: ", ".join(names) for language, names in both}
        yield table.problem(Message("loading.several_sheets", titles=titles), table.heading_row)
        return
    for sheet in sheets:
        yield from _twice(table, sheet) or _missing(table, sheet)


def _twice(table: Table, sheet: SheetMapping) -> list[Problem]:
    """The first heading that means a column which another one means already."""
    known = set()
    for heading in table.headings:
        column = sheet.column(heading)
        if column and column.name in known:
            reason = Message("loading.two_columns", column=in_both([column]))
            return [table.problem(reason, table.heading_row, heading)]
        known.add(column.name if column else None)
    return []


def _missing(table: Table, sheet: SheetMapping) -> Iterator[Problem]:
    columns = [sheet.column(heading) for heading in table.headings]
    for column in sheet.required_columns:
        if column not in columns:
            words = tuple(dict.fromkeys((column.swedish, column.name, *column.also[:3])))
            reason = Message("loading.missing_column", column=in_both([column]), words=words, headings=_headings(table))
            yield table.problem(reason, table.heading_row, column.name)


def _note_unread(table: Table, sheet: SheetMapping, reading: Reading) -> None:
    for heading in table.headings:
        if heading.strip() and not sheet.column(heading):
            reading.note(Message("loading.column_not_read", column=heading[:_HEADING_LENGTH], table=table.title))
