"""Saying what the columns of an unknown table are; then its difference is shown as for every other file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.mapping_words import MappingWords
from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents.fields import DATED, FIELDS, NOBODY_SAYS, ROW_KINDS, RowKind
from loaders.documents.mapping import MARKS, Column, TableMapping
from loaders.documents.row_filter import RowFilter
from loaders.documents.showing import WRITTEN, Showing
from loaders.recognition import half_read, most_telling
from loaders.registers.registry import load_registry
from loaders.tables.guessing import Guess, guess, sample_of
from loaders.tables.open_table import OpenTable
from loaders.tables.repeats import Repeats, answer_of, answered, repeats
from loaders.tables.rows import Understanding
from loaders.tables.survey import Survey, survey

router = page_router()

_CONSTANTS: Final[Mapping[str, tuple[RowKind, ...]]] = {
    "funder": ("project", "participation"),
    "project": ("participation",),
}
_MOST_FIELDS: Final = 5000
_LONGEST: Final = 500
Form = Mapping[str, str]
_Question = tuple[str, str, int, str]
Sheet = Annotated[int, Query(alias="blad", ge=0)]


async def form_of(request: Request) -> Form:
    """The fields of the form as they were sent."""
    fields = await request.form(max_fields=_MOST_FIELDS)
    return {name: value[:_LONGEST] for name, value in fields.items() if isinstance(value, str)}


@router.get("/ladda/koppla/{id}")
def columns(visit: VisitDep, id: str, sheet: Annotated[int | None, Query(alias="blad", ge=0)] = None) -> Response:
    """The columns with what they probably are, and the first rows as they would be understood.

    Of several sheets the one that tells most is shown first.
    """
    tables = visit.service.uploads.tables(id)
    draft = _Draft.of(visit, id, tables.index(most_telling(tables)) if sheet is None else sheet)
    mapping = draft.saved or draft.found.mapping
    return draft.page(visit, id, mapping, mapping.showing.to_words())


@router.post("/ladda/koppla/{id}")
def change(visit: VisitDep, id: str, form: Annotated[Form, Depends(form_of)], sheet: Sheet = 0) -> Response:
    """The same with what was changed; or, when it is complete and asked for, keep it and show the difference."""
    draft = _Draft.of(visit, id, sheet)
    mapping = draft.mapping(form)
    skip, said = "skip_bad_rows" in form, {name: form.get(name, "").strip() for name in WRITTEN}
    if "spara" not in form:
        return draft.page(visit, id, mapping, said, skip=skip)
    if draft.lacks(mapping, said):
        return draft.page(visit, id, mapping, said, skip=skip, asked=True)
    mapping = replace(mapping, showing=Showing.of_words(said))
    if draft.saved:  # what it says of phrases that this file does not have
        mapping = replace(mapping, values=draft.saved.answered(mapping.values).values)
    visit.service.mappings.save(mapping)
    upload = visit.service.uploads.take(id)
    order = replace(upload.order, mapping=mapping, skip_bad_rows=skip)
    job = visit.service.jobs.start(order, upload.folder, apply=False)
    visit.service.jobs.finished(job, 2.0)
    return RedirectResponse(visit.link(f"/ladda/{job.id}"), 303)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table on its way to a mapping."""

    table: OpenTable
    titles: tuple[str, ...]
    sheet: int
    why: Message
    found: Guess
    saved: TableMapping | None
    words: MappingWords
    skip: bool

    @classmethod
    def of(cls, visit: Visit, id: str, sheet: int) -> _Draft:
        upload = visit.service.uploads.get(id)
        table = visit.service.uploads.table(id, sheet)
        tables = visit.service.uploads.tables(id)
        why = half_read(tables) or Message("mapping.is_unknown", file=table.where.file)
        titles = tuple(table.where.title for table in tables)
        registry = load_registry()
        found = guess(table, registry)
        words = MappingWords(visit.language, registry)
        saved = visit.service.mappings.find(table.headings)
        return cls(table, titles, sheet, why, found, saved, words, upload.order.skip_bad_rows)

    def mapping(self, form: Form) -> TableMapping:
        """What the form says; columns are guessed anew when a row is said to be something else."""
        row: RowKind = next((kind for kind in ROW_KINDS if kind == form.get("row")), self.found.mapping.row)
        if form.get("row") != form.get("row_before"):
            return guess(self.table, self.words.registry, row).mapping
        columns = tuple(_column(form, index, heading) for index, heading in enumerate(self.table.headings))
        constants = {
            name: value
            for name in _CONSTANTS
            if row in FIELDS[name].rows and (value := form.get(f"constant-{name}", "").strip())
        }
        if self.saved and self.saved.row == row:  # what the form does not offer
            constants |= {name: value for name, value in self.saved.constants.items() if name not in _CONSTANTS}
        dates, decimal = form.get("dates", ""), form.get("decimal", "")
        mapping = TableMapping(row, columns, constants, _values(form), dates, decimal, self.table.where.file)
        mapping = replace(answered(mapping, form.get("repeated", "")), rows=self._rows(form))
        mapping = replace(mapping, filled_down=self._filled_down(form))
        return mapping.checked()  # refuses words that our own page would not send

    def _rows(self, form: Form) -> RowFilter:
        """Which rows count, by what was ticked; where nothing was asked, as the saved mapping says."""
        if self.found.statuses is None:
            return self.saved.rows if self.saved else RowFilter()
        ticked = (value for name, value in form.items() if name.startswith("except-"))
        return self.found.statuses.filter(tuple(ticked))

    def _filled_down(self, form: Form) -> tuple[str, ...]:
        """The columns whose blank cells say what stands above; where nothing was asked, as the saved mapping says."""
        if self.found.filling is None:
            return self.saved.filled_down if self.saved else ()
        return self.found.filling.headings if "filled_down" in form else ()

    def lacks(self, mapping: TableMapping, said: Form) -> list[str]:
        """What must still be said, in the reader's language."""
        return self._lacks(mapping, self._questions(mapping), said)

    def page(
        self, visit: Visit, id: str, mapping: TableMapping, said: Form, *, skip: bool | None = None, asked: bool = False
    ) -> Response:
        """The form, with what is `said` of what the list shows; with `asked`, what it lacks is an error."""
        result, questions = self._survey(mapping), self._questions(mapping)
        columns = self.words.columns(mapping)
        shown = result.shown if result else ()
        return render(
            visit,
            "mapping.html",
            422 if asked else 200,
            action=visit.link(f"/ladda/koppla/{id}", blad=self.sheet or None),
            sheets=list(enumerate(self.titles)),
            why=self.why.say(self.words.language),
            draft=self,
            say=self.words.say,
            words=self.words,
            mapping=mapping,
            rows=[self._line(mapping, index) for index in range(len(self.table.headings))],
            constants=[name for name, rows in _CONSTANTS.items() if mapping.row in rows and not mapping.having(name)],
            dated=any(column.field and FIELDS[column.field].type in DATED for column in mapping.columns),
            ambiguous=self._is_ambiguous(mapping),
            questions=questions,
            excluded=[value for values in mapping.rows.without.values() for value in values],
            said=said if mapping.row != "actor" else None,
            lacks=self._lacks(mapping, questions, said),
            asked=asked,
            survey=result,
            repeats=self._repeats(mapping),
            repeated=answer_of(mapping),
            preview_columns=columns,
            preview=[(row.number, bool(row.problems), self.words.preview(mapping, row, columns)) for row in shown],
            skip=self.skip if skip is None else skip,
        )

    def _is_ambiguous(self, mapping: TableMapping) -> bool:
        """Whether an amount can mean two numbers."""
        headings = [
            column.heading for column in mapping.columns if column.field and FIELDS[column.field].type == "amount"
        ]
        return any(amounts.is_ambiguous() for amounts in sample_of(self.table, headings))

    def _line(self, mapping: TableMapping, index: int) -> dict[str, Any]:
        """One column as the form shows it."""
        guessed, heading = self.found.columns[index], self.table.headings[index]
        column = next(
            (column for column in mapping.columns if normalised(column.heading) == normalised(heading)), Column(heading)
        )
        field = FIELDS.get(column.field)
        return {
            "column": column,
            "examples": guessed.examples,
            "why": guessed.why if column.field == guessed.column.field else (),
            "cells": MARKS if guessed.has_marks else column.cells,
            "with_role": field is not None and field.name == "actor" and _has_role(mapping, column),
            "with_separator": field is not None
            and field.listed
            and not guessed.has_marks
            and (guessed.has_signs or bool(column.separator)),
            "with_unit": field is not None and field.type == "amount",
        }

    def _lacks(self, mapping: TableMapping, questions: Sequence[_Question], said: Form) -> list[str]:
        lacking = [message.say(self.words.language) for message in mapping.missing()]
        for category, phrase, _, answer in questions:
            if not answer:
                name = self.words.say(f"category_{category}")
                lacking.append(self.words.say("needs_meaning", phrase=phrase, category=name))
        if repeated := self._repeats(mapping):
            lacking.append(self.words.say("needs_repeated", rows=repeated.rows))
        try:
            Showing.of_words(said).located(self.words.registry)
        except CellError as error:
            lacking.append(error.reason.say(self.words.language))
        return lacking

    def _questions(self, mapping: TableMapping) -> list[_Question]:
        """Every phrase that is not one of ours by itself: category, phrase, how often, and the answer given so far."""
        try:
            understanding = Understanding(replace(mapping, values={}), self.table)
        except CellError:
            return []  # a constant is wrong, which `missing` reports
        unknown = understanding.unknown_categories(self.words.registry)
        meanings = mapping.meanings()
        return [
            (category, phrase, count, (meanings[key] or NOBODY_SAYS) if key in meanings else "")
            for category, phrases in unknown.items()
            for phrase, count in phrases.items()
            for key in [(category, normalised(phrase))]
        ]

    def _repeats(self, mapping: TableMapping) -> Repeats | None:
        """The rows with the name of an earlier one, of which nothing is said yet."""
        try:
            return repeats(mapping, self.table)
        except CellError:
            return None  # a constant is wrong, which `missing` reports

    def _survey(self, mapping: TableMapping) -> Survey | None:
        try:
            return survey(mapping, self.table)
        except CellError:
            return None


def _has_role(mapping: TableMapping, column: Column) -> bool:
    """Whether the role of all actors of a column is to be said: it is of a project, and no other column says it."""
    return mapping.row in FIELDS["project"].rows and (bool(column.role) or not mapping.says("role"))


def _column(form: Form, index: int, heading: str) -> Column:
    field = form.get(f"field-{index}", "")
    if field not in FIELDS:
        return Column(heading)
    kind = FIELDS[field]
    return Column(
        heading,
        field,
        role=form.get(f"role-{index}", "") if field == "actor" else "",
        separator=form.get(f"separator-{index}", "") if kind.listed else "",
        unit=form.get(f"unit-{index}", "") if kind.type == "amount" else "",
        cells=form.get(f"cells-{index}", "") if field == "actor" else "",
    )


def _values(form: Form) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for name, phrase in form.items():
        if name.startswith("phrase-") and (answer := form.get(name.replace("phrase-", "meaning-", 1))):
            category = name.split("-")[1]
            found.setdefault(category, {})[phrase] = None if answer == NOBODY_SAYS else answer
    return found
