"""What the columns of an unknown table probably are, and why: a proposal for a person, who decides.

A heading proposes and the values must agree (loaders/tables/fitting.py): what neither makes likely is proposed as
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents import words
from loaders.documents.cells import parse_amount
from loaders.documents.fields import DATED, FIELDS, NOBODY_SAYS, PERCENT, Field, RowKind
from loaders.documents.form import other_days
from loaders.documents.headings import Heading, read_heading, words_of
from loaders.documents.mapping import MARKS, Column, TableMapping
from loaders.documents.org_numbers import register_by, register_of
from loaders.registers.registry import Registry
from loaders.tables.filling import Filling, filling
from loaders.tables.fitting import fits, is_percent, is_same_within
from loaders.tables.matrix import actor_columns, has_marks
from loaders.tables.open_table import OpenTable
from loaders.tables.row_kinds import NUMBERS, numbers_projects, row_kind, titles_of
from loaders.tables.signs import (
    Sample,
    has_sign,
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
from loaders.tables.statuses import Statuses, statuses_of

SAMPLE: Final = 200  # rows that are looked at
_MOST: Final = 0.8  # the share of values that must look like something
_MANY: Final = 0.5
_SOME: Final = 0.02


_OTHER_CROWNS: Final = re.compile("[æø]|tilskud|kroner|krónur")  # of Norway, Denmark and Iceland


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column with what it probably is, why, and example values; those of columns about persons are not shown.

    `has_signs` where something stands in some cells that can separate values, `has_marks` where nothing but marks and
    roles does.
    """

    column: Column
    why: tuple[Message, ...]
    examples: tuple[str, ...]
    has_signs: bool = False
    has_marks: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal: a mapping with unanswered questions, and the reasons.

    `statuses` are those of a column by which some rows came to nothing; the mapping leaves these out.
    `filling` are columns with blank cells, which the mapping fills where it is sure that they say what stands above.
    """

    mapping: TableMapping
    columns: tuple[ColumnGuess, ...]
    why_row: Message
    statuses: Statuses | None = None
    filling: Filling | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A field that a column can be, how likely (a whole heading before words of it before values alone), and why."""

    field: Field
    rank: int
    why: Message


def guess(table: OpenTable, registry: Registry, row: RowKind | None = None) -> Guess:
    """What the table probably is; with `row` given, what its columns are when its rows are that."""
    rows = list(islice(table.rows(), SAMPLE))
    samples = [Sample(table_row.cells[index] for table_row in rows) for index in range(len(table.headings))]
    matrix = actor_columns(table.headings, samples, registry)
    guessed, why = row_kind(table.headings, samples)
    if matrix:
        guessed, why = "project", Message("mapping.why_row_matrix")
    if grouped := filling(table, samples) if row in (None, "participation") and not matrix else None:
        guessed, why = "participation", Message("mapping.why_row_grouped")
    return _Guesser(table, samples, row or guessed, registry, matrix).guess(why, grouped)


def sample_of(table: OpenTable, headings: Sequence[str]) -> list[Sample]:
    """The first values of these columns."""
    rows = list(islice(table.rows(), SAMPLE))
    return [Sample(row.cells[table.headings.index(heading)] for row in rows) for heading in headings]


@dataclass(slots=True)
class _Guesser:
    """Finds what each column of one table can be, and gives each field to the likeliest column."""

    table: OpenTable
    samples: Sequence[Sample]
    row: RowKind
    registry: Registry
    matrix: frozenset[int] = frozenset()
    taken: dict[str, str] = field(default_factory=dict)
    titles: int | None = None
    has_actors: bool = False

    def guess(self, why_row: Message, grouped: Filling | None) -> Guess:
        self.titles = titles_of(self.table.headings, self.samples)
        meanings = [read_heading(heading, self.row) for heading in self.table.headings]
        self.has_actors = any("actor" in (*meaning.whole, *meaning.words) for meaning in meanings)
        columns = tuple(
            self._column(index, meaning, found)
            for index, (meaning, found) in enumerate(zip(meanings, self._assigned(meanings), strict=True))
        )
        mapping = TableMapping(
            self.row,
            tuple(guessed.column for guessed in columns),
            dates=self._of_type(columns, *DATED).date_order() or "",
            decimal=self._of_type(columns, "amount").decimal(),
            made_for=self.table.where.file,
            filled_down=grouped.headings if grouped and grouped.is_sure else (),
        )
        free = [index for index, guessed in enumerate(columns) if guessed.examples and not guessed.column.field]
        statuses = statuses_of(self.table, [(index, self.samples[index]) for index in free])
        if statuses:
            mapping = replace(mapping, rows=statuses.filter(statuses.nothing))
            why = Message("mapping.why_status")
            columns = tuple(
                replace(guessed, why=(why,)) if guessed.column.heading == statuses.heading else guessed
                for guessed in columns
            )
        return Guess(mapping, columns, why_row, statuses, grouped)

    def _assigned(self, meanings: Sequence[Heading]) -> list[_Candidate | None]:
        """What each column is: of two that can be the same field, the likelier, else the first."""
        possible = [list(self._candidates(index, meaning)) for index, meaning in enumerate(meanings)]
        chosen: list[_Candidate | None] = [None] * len(possible)
        ranked = sorted({candidate.rank for candidates in possible for candidate in candidates})
        for rank in ranked:
            for index, candidates in enumerate(possible):
                free = (found for found in candidates if found.rank == rank and self._is_free(found.field))
                if chosen[index] is None and (found := next(free, None)):
                    chosen[index] = found
                    self.taken[found.field.name] = self.table.headings[index]
        return chosen

    def _is_free(self, field: Field) -> bool:
        return field.repeatable or field.name not in self.taken

    def _candidates(self, index: int, meaning: Heading) -> Iterator[_Candidate]:
        sample, why = self.samples[index], Message("mapping.why_heading")
        if index in self.matrix:
            yield _Candidate(FIELDS["actor"], 0, Message("mapping.why_marks"))
            return
        if _about_persons(meaning, sample):
            return
        for rank, names in enumerate((meaning.whole, meaning.words)):
            fitting = [name for name in self._named(meaning, names) if self._fits(name, index, meaning)]
            yield from (_Candidate(FIELDS[name], rank, why) for name in fitting if rank == 0 or sample.texts)
        if not meaning.whole and not meaning.words:
            for name, reason in self._by_values(index, sample):
                if self.row in FIELDS[name].rows:
                    yield _Candidate(FIELDS[name], 2, reason)
        if index < min(self.matrix, default=0) and self.row == "project" and self._fits("project", index, meaning):
            yield _Candidate(FIELDS["project"], 3, Message("mapping.why_before_marks"))

    def _named(self, meaning: Heading, names: Sequence[str]) -> Sequence[str]:
        """The fields; a name is that of the project where each row is one and no other column names it."""
        if meaning.is_just_name and names is meaning.whole:
            return ("project",) if self.row == "project" and self.titles is None else names or ("actor",)
        return names

    def _fits(self, name: str, index: int, meaning: Heading) -> bool:
        sample = self.samples[index]
        if not fits(name, sample) or (name == "place" and not self.has_actors):
            return False
        if name in NUMBERS and self.titles is not None:
            return numbers_projects(meaning, sample, self.samples[self.titles])
        if name in ("place", "places") and self.row == "participation" and self.titles is not None:
            of_project = is_same_within(sample.by_row, self.samples[self.titles].by_row)
            return of_project == (name == "places")
        return True

    def _by_values(self, index: int, sample: Sample) -> Iterator[tuple[str, Message]]:
        of = len(sample.texts)
        for names, is_so, key, least in (
            (("org_number",), is_org_number, "why_org_number", _MANY),
            (("url", "website"), is_address, "why_addresses", _MOST),
            (("starts", "ends", "since", "until"), is_day, "why_dates", _MOST),
            (("places", "place"), is_place(self.registry), "why_places", _MOST),
            (("amount",), is_amount, "why_amounts", _MOST),
        ):
            if is_so is is_day and any(part in self.table.headings[index].casefold() for part in other_days()):
                continue
            count = sample.count(is_so)
            if share(count, sample.texts) >= least:
                fitting = (name for name in names if self._fits(name, index, Heading()))
                yield from ((name, Message(f"mapping.{key}", count=count, of=of)) for name in fitting)

    def _column(self, index: int, meaning: Heading, found: _Candidate | None) -> ColumnGuess:
        heading, sample = self.table.headings[index], self.samples[index]
        if why := _about_persons(meaning, sample):
            return ColumnGuess(Column(heading), (why,), ())
        signs = share(sample.count(has_sign), sample.texts) >= _SOME
        if found is None:
            return ColumnGuess(
                Column(heading), (self._why_not(meaning, sample),), sample.examples(), signs, has_marks(sample)
            )
        if index in self.matrix:
            return ColumnGuess(
                Column(heading, "actor", "participant", cells=MARKS), (found.why,), sample.examples(), has_marks=True
            )
        column, more = self._details(Column(heading, found.field.name), meaning, sample)
        return ColumnGuess(column, (found.why, *more), sample.examples(), signs, has_marks(sample))

    def _why_not(self, meaning: Heading, sample: Sample) -> Message:
        possible = next(iter((*meaning.whole, *meaning.words)), None)
        if possible is None:
            return Message("mapping.why_nothing" if sample.texts else "mapping.why_empty")
        named = Message(f"mapping.field_{possible}")
        if possible in self.taken:
            return Message("mapping.why_taken", field=named, column=self.taken[possible])
        return Message("mapping.why_values" if sample.texts else "mapping.why_empty", field=named)

    def _details(self, column: Column, meaning: Heading, sample: Sample) -> tuple[Column, list[Message]]:
        """The column with role, unit and separator, as far as the sample shows them."""
        why: list[Message] = []
        said = FIELDS[column.field]
        role = _role(column.heading) or meaning.role
        if said.name == "actor" and role and self.row != "actor" and "role" not in self.taken:
            column = replace(column, role=role)
            why.append(Message("mapping.why_role"))
        if said.type == "amount" and (unit := _unit(column.heading, sample)):
            column = replace(column, unit=unit)
            why += [Message("mapping.why_unit", unit=unit)] if unit != NOBODY_SAYS else []
        if said.type == "org_number" and not register_of(column.heading):
            column = replace(column, unit=register_by(sample.texts))
        if said.type == "share" and sample.count(is_percent):
            column = replace(column, unit=PERCENT)
        if said.listed:
            separator, count = sample.separator(of_names=said.type == "texts" and said.name != "themes")
            column = replace(column, separator=separator)
            why += [Message("mapping.why_list", count=count, of=len(sample.texts))] if separator else []
        return column, why

    def _of_type(self, columns: Sequence[ColumnGuess], *types: str) -> Sample:
        fields = [FIELDS.get(guessed.column.field) for guessed in columns]
        chosen = [sample for said, sample in zip(fields, self.samples, strict=True) if said and said.type in types]
        return Sample(cell for sample in chosen for cell in sample.cells)


def _about_persons(meaning: Heading, sample: Sample) -> Message | None:
    if meaning.is_of_persons:
        return Message("mapping.why_person")
    for is_so, key in ((is_mail, "why_mail"), (is_personal_number, "why_personal_number")):
        count = sample.count(is_so)
        if share(count, sample.texts) >= _MANY:
            return Message(f"mapping.{key}", count=count, of=len(sample.texts))
    return None


def _role(heading: str) -> str:
    name = normalised(heading)
    return next((role for role, synonyms in words.ROLES.items() if name in {role, *map(normalised, synonyms)}), "")


def _unit(heading: str, sample: Sample) -> str:
    """The unit that the heading or every sum names; a "kr" in another language than Swedish is asked about."""
    if _OTHER_CROWNS.search(" ".join((heading, *sample.texts)).casefold()):
        return next((code for code in ("NOK", "DKK", "ISK") if code in heading), "")
    for word in re.findall(r"[^\W\d_]+|[€£$]", f"{heading} {words_of(heading)}"):
        try:
            if parse_amount(f"1 {word}").currency:
                return str(word)
        except CellError:
            continue
    sums = [written for written in sample.texts if is_sum(written)]
    return NOBODY_SAYS if sums and all(map(is_amount, sums)) else ""
