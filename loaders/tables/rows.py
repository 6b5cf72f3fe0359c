"""What a row says by a person's mapping or a sheet of our form: one value a column, or why it cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError, ImpossibleError, PersonalNumberError, ends_before
from loaders.documents.cells import Amount, Period
from loaders.documents.fields import CATEGORIES, FIELDS
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.words import CROWN_CURRENCIES
from loaders.files.encodings import Repairs
from loaders.files.table import Cell
from loaders.files.workbook_marks import Marks
from loaders.registers.registry import Registry
from loaders.tables.cell_values import CellValues
from loaders.tables.excluding import Excluding
from loaders.tables.filling import FilledTable, filled
from loaders.tables.open_table import OpenTable, Parts, TableRow
from loaders.tables.table_cache import BAD
from loaders.tables.understood import Said, Understood

MOST_CATEGORIES: Final = 200
EXCLUDED: Final = "excluded"  # the sort of a cell whose row does not count
_PERIODS: Final = (("starts", "ends"), ("since", "until"), ("covers_from", "covers_to"))


class Understanding:
    """Reads the rows of one table by a mapping."""

    def __init__(self, mapping: TableMapping, table: OpenTable) -> None:
        self.mapping, self.table = mapping, (table := filled(table, mapping))
        self._columns = {
            index: replace(column, heading=table.label(index))
            for index, name in enumerate(table.headings)
            if (column := mapping.column(name))
        }
        of_key = (mapping.column(heading) for heading in mapping.key)
        names = [normalised(column.heading) for column in of_key if column]
        self._of_key = [index for index, name in enumerate(table.headings) if normalised(name) in names]
        self._repeated = frozenset(_below_first(table.marks, self._columns))
        self._excluding = Excluding(mapping.rows, table)
        self._values = CellValues(mapping)
        self.meanings = self._values.meanings
        self._constants = tuple(self._values.constant(name, value) for name, value in mapping.constants.items())

    def rows(self, reading: Reading) -> Iterator[Understood]:
        """Every row that says anything, counted; what is wrong with it, and what was repaired, is reported."""
        repairs = Repairs()
        for row in self.table.rows(repairs):
            if excluded := self._excluding.problem(row):
                reading.rows += 1
                reading.set_aside.append(excluded)
            elif understood := self.row(row):
                reading.rows += 1
                for problem in understood.problems:
                    reading.reject(problem, whole_row=problem is understood.problems[0])
                if not understood.problems:
                    reading.fields_left_out += understood.left_out
                yield understood
        title = self.table.where.sheet or self.table.where.file
        if note := repairs.note(title):
            reading.note(note)
        if isinstance(self.table, FilledTable) and (counts := self.table.counts):
            columns = tuple(f"{heading} ({count})" for heading, count in counts.items())
            reading.note(Message("loading.filled_down", table=title, columns=columns))
        lists = self._values.lists
        for key, phrases in (("loading.names_divided", lists.divided), ("loading.names_kept", lists.kept)):
            if phrases:
                reading.note(Message(key, table=title, shown=tuple(phrases)))

    def row(self, row: TableRow) -> Understood | None:
        """What the row says; None when it does not count or is empty, of a strict table in all columns of ours."""
        if self._excluding.problem(row):
            return None
        if row.bad:
            return Understood(row.number, (), (self.table.problem(row.bad, row.number),), self)
        problems, left_out = self._bad_cells(row)
        said = self._said(row, problems, left_out)
        stated = {fact.column.field for fact in said if fact.value is not None}
        if row.is_empty or (self.table.strict and not stated and not problems and not left_out):
            return None
        said += [fact for fact in self._constants if fact.column.field not in stated]
        found = Understood(row.number, (*said, *_ends_of(said, stated)), (), self, key=self._key(row))
        found = self._without_contradictions(found, problems, left_out)
        problems += self._lacking(found, {problem.column for problem in (*problems, *left_out)})
        return replace(found, problems=tuple(problems), left_out=tuple(left_out))

    def _said(self, row: TableRow, problems: list[Problem], left_out: list[Problem]) -> list[Said]:
        """What each column says; what it cannot say goes to one of the lists."""
        crown, said = self._crown(row), list[Said]()
        for index, column in self._columns.items():
            if not column.field or index in row.bad_cells or (row.number, index) in self._repeated:
                continue
            try:
                value = self._values.value(column, row.cells[index], crown)
                if column.field == "budget" and isinstance(value, Amount) and value.share is not None:
                    reason = Message("loading.share_of_budget", share=round(value.share * 100, 2))
                    left_out.append(self.table.problem(reason, row.number, column.heading))
                is_about = isinstance(value, Amount) and value.approximate
                said.append(Said(column, value, str(row.cells[index]).strip() if is_about else ""))
            except CellError as error:
                listed = problems if self._costs_row(error, column) else left_out
                listed.append(self.table.problem(error.reason, row.number, column.heading))
                if isinstance(error, PersonalNumberError) and listed is left_out:
                    said = _without_last_actor(said)
        return said

    def _without_contradictions(self, row: Understood, problems: list[Problem], left_out: list[Problem]) -> Understood:
        """The row without what something else in it contradicts; in sheets of ours its author has to put it right."""
        contradicting = list(self._contradictions(row))
        told = [self.table.problem(reason, row.number, fact.column.heading) for fact, reason in contradicting]
        (problems if self.table.strict else left_out).extend(told)
        wrong = {id(fact) for fact, _ in contradicting}
        return replace(row, said=tuple(fact for fact in row.said if id(fact) not in wrong))

    def _key(self, row: TableRow) -> str:
        return " ".join(str(row.cells[index]) for index in self._of_key if row.cells[index] not in (None, "", ()))

    def _bad_cells(self, row: TableRow) -> tuple[list[Problem], list[Problem]]:
        """What is wrong with single cells: what costs the row, and what only its field."""
        problems, left_out = list[Problem](), list[Problem]()
        for index, reason in sorted(row.bad_cells.items()):
            column = self._columns.get(index)
            problem = self.table.problem(reason, row.number, self.table.label(index))
            if self.table.strict or (column and column.field in self.mapping.required):
                problems.append(problem)
            elif column and column.field:
                left_out.append(problem)
        return problems, left_out

    def _costs_row(self, error: CellError, column: Column) -> bool:
        """Whether a row cannot be used for what is wrong with one of its fields.

        In our own sheets what is impossible is for its author to put right, and so is all that a list claims of itself:
        without a part of it, it would claim more. In other tables a category waits for an answer, and a row that is
        about somebody with a person's number is about nobody else.
        """
        is_person = isinstance(error, PersonalNumberError) and self.mapping.row != "project"
        if column.field in self.mapping.required or is_person:
            return True
        if self.table.strict:
            return isinstance(error, ImpossibleError) or self.mapping.row == "about"
        return column.field in CATEGORIES

    def _crown(self, row: TableRow) -> str:
        """The currency that "kr" means in a row: of the Nordic ones the one that its column or all rows are in."""
        for index, column in self._columns.items():
            if column.field == "currency" and index not in row.bad_cells:
                try:
                    found = self._values.value(column, row.cells[index])
                except CellError:
                    continue
                if found in CROWN_CURRENCIES:
                    return str(found)
        constant = self.mapping.constants.get("currency", "")
        return constant if constant in CROWN_CURRENCIES else "SEK"

    def unknown_categories(self, registry: Registry) -> dict[str, Counter[str]]:
        """The phrases for roles, kinds and themes that neither the mapping nor HUR knows, with how often they stand.

        More than 200 of one category are not asked for: the column holds no categories.
        """
        columns = {index: column for index, column in self._columns.items() if column.field in CATEGORIES}
        said = Counter[tuple[str, str]]()
        for index, cell, count in self.table.counted(tuple(columns)):
            for phrase in self._values.readable_phrases(cell, columns[index]):
                said[columns[index].field, phrase] += count
        unknown: dict[str, Counter[str]] = {}
        for (name, phrase), count in said.items():
            if not self._values.is_known(CATEGORIES[name], name, phrase, registry):
                unknown.setdefault(CATEGORIES[name], Counter())[phrase] += count
        return {name: Counter(dict(phrases.most_common(MOST_CATEGORIES))) for name, phrases in unknown.items()}

    def used_columns(self) -> tuple[int, ...]:
        """The positions of the columns that the mapping uses, also to tell which rows count."""
        return tuple(
            index for index, column in self._columns.items() if column.field or index in self._excluding.columns
        )

    def sort(self, index: int, cell: Cell | Parts) -> Hashable:
        """What of a cell decides whether its row can be used: rows whose used cells are of equal sorts are alike."""
        column = self._columns[index]
        if self._excluding.is_excluded(index, cell):
            return EXCLUDED
        if not column.field:
            return None
        try:
            value = self._values.value(column, cell)
        except CellError as error:
            return BAD if self._costs_row(error, column) else "left out"
        if isinstance(value, Amount):
            return "amount", value.currency
        # Dates and currencies are compared with others in the row.
        return value if FIELDS[column.field].type in ("date", "period", "currency") else value is not None

    def heading(self, field: str) -> str:
        """The heading of the first column that is this field, for messages."""
        return next((column.heading for column in self._columns.values() if column.field == field), field)

    def _lacking(self, row: Understood, reported: set[str | None]) -> Iterator[Problem]:
        for name in self.mapping.required:
            if row.get(name) is None and self.heading(name) not in reported:
                yield row.problem(Message("loading.empty_cell"), name)

    def _contradictions(self, row: Understood) -> Iterator[tuple[Said, Message]]:
        """What of a row cannot be, because of something else in it."""
        for first, last in _PERIODS:
            if reason := ends_before(row.get(first), row.get(last)):
                yield next(fact for fact in row.said if fact.column.field == last and fact.value is not None), reason
        currency = row.get("currency")
        for fact in row.said:
            named = fact.value.currency if isinstance(fact.value, Amount) else None
            if named and currency and named != currency:
                yield fact, Message("loading.two_currencies", one=named, other=str(currency))


def _below_first(marks: Marks, columns: Mapping[int, Column]) -> Iterator[tuple[int, int]]:
    """Row and column of sums below the first row of merged cells: the sum is that of all these rows together."""
    for cell in (cell for merged in marks.merged.values() for cell in merged):
        if cell.column in columns and columns[cell.column].field == "amount":
            yield from ((row, cell.column) for row in range(cell.row + 1, cell.last_row + 1))


def _without_last_actor(said: list[Said]) -> list[Said]:
    """What was said so far, but not who the actor is whose number came last: who bears a person's number may be one."""
    last = max((index for index, fact in enumerate(said) if fact.column.field == "actor"), default=len(said))
    return [replace(fact, value=None) if index == last else fact for index, fact in enumerate(said)]


def _ends_of(said: Iterable[Said], stated: set[str]) -> Iterator[Said]:
    """The ends of a period in one cell, unless columns of their own say them."""
    for fact in said:
        if isinstance(fact.value, Period):
            for name, day in fact.value._asdict().items():
                if day is not None and name not in stated:
                    yield Said(replace(fact.column, field=name), day)
