"""What the columns of an unknown table probably are, and why: a proposal for a person, who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents import words
from loaders.documents.cells import parse_amount
from loaders.documents.fields import DATED, FIELDS, NOBODY_SAYS, OF_EVIDENCE, ROW_KINDS, Field, RowKind, fields_of
from loaders.documents.form import headings_of, other_days, person_headings
from loaders.documents.mapping import Column, TableMapping
from loaders.registers.registry import Registry
from loaders.tables.open_table import OpenTable
from loaders.tables.signs import (
    Sample,
    is_address,
    is_amount,
    is_day,
    is_mail,
    is_org_number,
    is_personal_number,
    is_place,
    is_sum,
    share,
)

SAMPLE: Final = 200  # rows that are looked at
_MOST: Final = 0.8  # the share of values that must look like something
_MANY: Final = 0.5
_SHORTEST: Final = 5  # letters of a word that counts inside a longer heading
_IDS: Final = frozenset({"id", "nr", "nummer", "number", "kod", "code"})
_JUST_NAME: Final = frozenset({"namn", "name"})
_SIGNS_OF_PROJECTS: Final = ("project_id", "project_number", "acronym", "summary", "starts", "ends", "budget", "amount")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column with what it probably is, why, and example values; those of columns about persons are not shown."""

    column: Column
    why: tuple[Message, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal: a mapping with unanswered questions, and the reasons."""

    mapping: TableMapping
    columns: tuple[ColumnGuess, ...]
    why_row: Message


def guess(table: OpenTable, registry: Registry, row: RowKind | None = None) -> Guess:
    """What the table probably is; with `row` given, what its columns are when its rows are that."""
    rows = list(islice(table.rows(), SAMPLE))
    samples = [Sample(table_row.cells[index] for table_row in rows) for index in range(len(table.headings))]
    guessed, why = _row_kind(table.headings, samples)
    return _Guesser(table, samples, row or guessed, registry).guess(why)


def sample_of(table: OpenTable, headings: Sequence[str]) -> list[Sample]:
    """The first values of these columns."""
    rows = list(islice(table.rows(), SAMPLE))
    return [Sample(row.cells[table.headings.index(heading)] for row in rows) for heading in headings]


def _row_kind(headings: Sequence[str], samples: Sequence[Sample]) -> tuple[RowKind, Message]:
    found = {
        kind: {field.name: index for index, heading in enumerate(headings) if (field := _meaning(heading, kind))}
        for kind in ROW_KINDS
    }
    if {"actor_a", "actor_b"} <= found["tie"].keys():
        return "tie", Message("mapping.why_row_two")
    named = found["participation"]
    project = next((named[name] for name in ("project_id", "project_number", "project") if name in named), None)
    if project is None and sum(name in named for name in _SIGNS_OF_PROJECTS) < 2:
        return "actor", Message("mapping.why_row_no_project")
    if project is not None and samples[project].repeats and "actor" in named:
        return "participation", Message("mapping.why_row_repeats")
    return "project", Message("mapping.why_row_once")


class _Guesser:
    """Goes through the columns of one table from left to right."""

    def __init__(self, table: OpenTable, samples: Sequence[Sample], row: RowKind, registry: Registry) -> None:
        self._table, self._samples, self._row = table, samples, row
        self._is_place = is_place(registry)
        self._taken: dict[str, str] = {}
        means_project = any(_meaning(heading, row) is FIELDS["project"] for heading in table.headings)
        self._lacks_project = row == "project" and not means_project

    def guess(self, why_row: Message) -> Guess:
        columns = tuple(
            self._column(heading, sample) for heading, sample in zip(self._table.headings, self._samples, strict=True)
        )
        mapping = TableMapping(
            self._row,
            tuple(guessed.column for guessed in columns),
            dates=self._dates(columns),
            decimal=self._decimal(columns),
            made_for=self._table.where.file,
        )
        return Guess(mapping, columns, why_row)

    def _column(self, heading: str, sample: Sample) -> ColumnGuess:
        if why := _about_persons(heading, sample):
            return ColumnGuess(Column(heading), (why,), ())
        field, why = self._field(heading, sample)
        if field is None:
            return ColumnGuess(Column(heading), (why,), sample.examples())
        self._taken[field.name] = heading
        column, more = self._details(Column(heading, field.name), field, sample)
        return ColumnGuess(column, (why, *more), sample.examples())

    def _field(self, heading: str, sample: Sample) -> tuple[Field | None, Message]:
        by_heading = _exact_meaning(heading, self._row)
        if normalised(heading) in _JUST_NAME and self._lacks_project:
            by_heading = FIELDS["project"]
        if by_heading is not None and self._is_free(by_heading):
            return by_heading, Message("mapping.why_heading")
        if by_heading is None and not sample.texts:
            return None, Message("mapping.why_empty")
        for name, why in self._by_values(heading, sample):
            if self._row in FIELDS[name].rows and self._is_free(FIELDS[name]):
                return FIELDS[name], why
        if by_heading is None:
            by_heading = _meaning(heading, self._row)
            if by_heading and by_heading.type == "amount" and share(sample.count(is_sum), sample.texts) < _MOST:
                by_heading = None
            elif by_heading and by_heading.name not in self._taken:
                return by_heading, Message("mapping.why_heading")
        if by_heading is not None:
            field = Message(f"mapping.field_{by_heading.name}")
            return None, Message("mapping.why_taken", field=field, column=self._taken[by_heading.name])
        return None, Message("mapping.why_nothing")

    def _is_free(self, field: Field) -> bool:
        return field.repeatable or field.name not in self._taken

    def _by_values(self, heading: str, sample: Sample) -> Iterator[tuple[str, Message]]:
        of = len(sample.texts)
        for names, is_so, key, least in (
            (("org_number",), is_org_number, "why_org_number", _MANY),
            (("url", "website"), is_address, "why_addresses", _MOST),
            (("starts", "ends", "since", "until"), is_day, "why_dates", _MOST),
            (("places", "place"), self._is_place, "why_places", _MOST),
            (("amount",), is_amount, "why_amounts", _MOST),
        ):
            if is_so is is_day and any(part in heading.casefold() for part in other_days()):
                continue
            count = sample.count(is_so)
            if share(count, sample.texts) >= least:
                yield from ((name, Message(f"mapping.{key}", count=count, of=of)) for name in names)

    def _details(self, column: Column, field: Field, sample: Sample) -> tuple[Column, list[Message]]:
        """The column with role, unit and separator, as far as the sample shows them."""
        why: list[Message] = []
        if field.name == "actor" and (role := _role(column.heading)):
            column = replace(column, role=role)
            why.append(Message("mapping.why_role"))
        if field.type == "amount" and (unit := _unit(column.heading, sample)):
            column = replace(column, unit=unit)
            why += [Message("mapping.why_unit", unit=unit)] if unit != NOBODY_SAYS else []
        if field.listed:
            separator, count = sample.separator(of_names=field.type == "texts" and field.name != "themes")
            column = replace(column, separator=separator)
            why += [Message("mapping.why_list", count=count)] if separator else []
        return column, why

    def _of_type(self, columns: Sequence[ColumnGuess], *types: str) -> Sample:
        fields = [FIELDS.get(guessed.column.field) for guessed in columns]
        chosen = [sample for field, sample in zip(fields, self._samples, strict=True) if field and field.type in types]
        return Sample(cell for sample in chosen for cell in sample.cells)

    def _dates(self, columns: Sequence[ColumnGuess]) -> str:
        return self._of_type(columns, *DATED).date_order() or ""

    def _decimal(self, columns: Sequence[ColumnGuess]) -> str:
        return self._of_type(columns, "amount").decimal()


def _words_of(heading: str) -> str:
    """The words of a heading, normalised; `projectTitle` is two."""
    return normalised(re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", heading))


def _about_persons(heading: str, sample: Sample) -> Message | None:
    words_of = f" {_words_of(heading)} "
    if any(f" {person_heading} " in words_of for person_heading in person_headings()):
        return Message("mapping.why_person")
    for is_so, key in ((is_mail, "why_mail"), (is_personal_number, "why_personal_number")):
        count = sample.count(is_so)
        if share(count, sample.texts) >= _MANY:
            return Message(f"mapping.{key}", count=count, of=len(sample.texts))
    return None


def _bare(heading: str) -> str:
    return _words_of(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", heading))


def _exact_meaning(heading: str, row: RowKind) -> Field | None:
    """The field that a heading means as it stands, or without what is in brackets."""
    for name in dict.fromkeys((_words_of(heading), _bare(heading))):
        if found := next((field for field in fields_of(row) if name in headings_of(field.name)), None):
            return found
    return None


def _meaning(heading: str, row: RowKind) -> Field | None:
    """The field that a heading means, else the one that the longest words in it mean; an id is no name."""
    if whole := _exact_meaning(heading, row):
        return whole
    bare = _bare(heading)
    is_id = bare.rpartition(" ")[2] in _IDS
    inside = [
        (len(words), field)
        for field in fields_of(row)
        if not (is_id and field.type == "texts") and field.name not in OF_EVIDENCE
        for words in headings_of(field.name)
        if len(words) >= _SHORTEST and f" {words} " in f" {bare} "
    ]
    return max(inside, key=lambda item: item[0])[1] if inside else None


def _role(heading: str) -> str:
    name = normalised(heading)
    return next((role for role, synonyms in words.ROLES.items() if name in {role, *map(normalised, synonyms)}), "")


def _unit(heading: str, sample: Sample) -> str:
    for word in re.findall(r"[^\W\d_]+|€", f"{heading} {_words_of(heading)}"):
        try:
            if parse_amount(f"1 {word}").currency:
                return str(word)
        except CellError:
            continue
    return NOBODY_SAYS if share(sample.count(is_amount), sample.texts) == 1.0 else ""
