"""What a row says by a person's mapping or a sheet of our form: one value a column, or why it cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Final, cast

from graph.errors import Problem
from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError, ImpossibleError, PersonalNumberError, ends_before
from loaders.documents.cells import (
    Amount,
    DateOrder,
    Decimal,
    Parsed,
    Period,
    PlacePhrase,
    parse,
    parse_amount,
    parse_date,
    parse_org_number,
    parse_period,
    says_nothing,
    text,
)
from loaders.documents.fields import CATEGORIES, ENDS, FIELDS, NAMES, NOBODY_SAYS, PERCENT, Field
from loaders.documents.form import FormColumn
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.org_numbers import register_of
from loaders.documents.words import CROWN_CURRENCIES
from loaders.files.encodings import Repairs
from loaders.files.table import Cell
from loaders.registers.registry import Registry, load_registry
from loaders.tables.excluding import Excluding
from loaders.tables.name_lists import ANY_SIGN, NameLists
from loaders.tables.open_table import OpenTable, Parts, TableRow
from loaders.tables.table_cache import BAD
from loaders.tables.understood import LeftOutError as LeftOutError
from loaders.tables.understood import RefusedError as RefusedError
from loaders.tables.understood import Said as Said
from loaders.tables.understood import Understood as Understood
from loaders.tables.understood import parts as parts
from loaders.tables.understood import refusing as refusing

MOST_CATEGORIES: Final = 200
EXCLUDED: Final = "excluded"  # the sort of a cell whose row does not count
_PERIODS: Final = (("starts", "ends"), ("since", "until"), ("covers_from", "covers_to"))


class Understanding:
    """Reads the rows of one table by a mapping."""

    def __init__(self, mapping: TableMapping, table: OpenTable) -> None:
        self.mapping, self.table = mapping, table
        self._columns = {
            index: replace(column, heading=table.label(index))
            for index, name in enumerate(table.headings)
            if (column := mapping.column(name))
        }
        of_key = (mapping.column(heading) for heading in mapping.key)
        names = [normalised(column.heading) for column in of_key if column]
        self._of_key = [index for index, name in enumerate(table.headings) if normalised(name) in names]
        self._excluding = Excluding(mapping.rows, table)
        self.meanings = mapping.meanings()
        self._lists = NameLists(load_registry())
        self._constants = tuple(self._constant(name, value) for name, value in mapping.constants.items())

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
        for key, phrases in (("loading.names_divided", self._lists.divided), ("loading.names_kept", self._lists.kept)):
            if phrases:
                reading.note(Message(key, table=title, shown=tuple(phrases)))

    def row(self, row: TableRow) -> Understood | None:
        """What the row says; None when it does not count or is empty, of a strict table in all columns of ours."""
        if self._excluding.problem(row):
            return None
        if row.bad:
            return Understood(row.number, (), (self.table.problem(row.bad, row.number),), self)
        problems, left_out = self._bad_cells(row)
        crown, said = self._crown(row), list[Said]()
        for index, column in self._columns.items():
            if not column.field or index in row.bad_cells:
                continue
            try:
                value = self._value(column, row.cells[index], crown)
                is_about = isinstance(value, Amount) and value.approximate
                said.append(Said(column, value, str(row.cells[index]).strip() if is_about else ""))
            except CellError as error:
                listed = problems if self._costs_row(error, column) else left_out
                listed.append(self.table.problem(error.reason, row.number, column.heading))
                if isinstance(error, PersonalNumberError) and listed is left_out:
                    said = _without_last_actor(said)
        stated = {fact.column.field for fact in said if fact.value is not None}
        if row.is_empty or (self.table.strict and not stated and not problems and not left_out):
            return None
        said += [fact for fact in self._constants if fact.column.field not in stated]
        found = Understood(row.number, (*said, *_ends_of(said, stated)), (), self, key=self._key(row))
        contradicting = list(self._contradictions(found))
        if self.table.strict:
            problems += [self._problem(found, fact, reason) for fact, reason in contradicting]
        else:
            wrong = {id(fact) for fact, _ in contradicting}
            left_out += [self._problem(found, fact, reason) for fact, reason in contradicting]
            found = replace(found, said=tuple(fact for fact in found.said if id(fact) not in wrong))
        problems += self._lacking(found, {problem.column for problem in (*problems, *left_out)})
        return replace(found, problems=tuple(problems), left_out=tuple(left_out))

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

        In our own sheets what is impossible is for its author to put right; in other tables a category waits for an
        answer, and a row that is about somebody with a person's number is about nobody else.
        """
        is_person = isinstance(error, PersonalNumberError) and self.mapping.row != "project"
        if column.field in self.mapping.required or is_person:
            return True
        return isinstance(error, ImpossibleError) if self.table.strict else column.field in CATEGORIES

    def _crown(self, row: TableRow) -> str:
        """The currency that "kr" means in a row: of the Nordic ones the one that its column or all rows are in."""
        for index, column in self._columns.items():
            if column.field == "currency" and index not in row.bad_cells:
                try:
                    found = self._value(column, row.cells[index])
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
            for phrase in self._readable_phrases(cell, columns[index]):
                said[columns[index].field, phrase] += count
        unknown: dict[str, Counter[str]] = {}
        for (name, phrase), count in said.items():
            if not self._is_known(CATEGORIES[name], name, phrase, registry):
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
            value = self._value(column, cell)
        except CellError as error:
            return BAD if self._costs_row(error, column) else "left out"
        if isinstance(value, Amount):
            return "amount", value.currency
        # Dates and currencies are compared with others in the row.
        return value if FIELDS[column.field].type in ("date", "period", "currency") else value is not None

    def heading(self, field: str) -> str:
        """The heading of the first column that is this field, for messages."""
        return next((column.heading for column in self._columns.values() if column.field == field), field)

    def _value(self, column: Column, cell: Cell | Parts, crown: str = "SEK") -> Parsed:
        if isinstance(column, FormColumn):
            assert not isinstance(cell, tuple)
            return self._own_value(column, cell, crown)
        field = FIELDS[column.field]
        if field.listed:
            return _listed(field, self._phrases(cell, column)) or None
        if isinstance(cell, tuple):
            cell = " ".join(cell)
        if (phrase := text(cell)) is None or says_nothing(phrase):
            return None
        order = cast(DateOrder, self.mapping.dates)
        match field.type:
            case "date":
                return parse_date(cell, order, end=field.name in ENDS)
            case "period":
                return parse_period(cell, order)
            case "amount":
                return self._amount(cell, column.unit, crown)
            case "org_number":
                return parse_org_number(phrase, column.unit or register_of(column.heading))
            case "share" if column.unit == PERCENT:
                return parse(field.type, _counted(cell, PERCENT))
        return self._category(field.name, phrase) if field.name in CATEGORIES else parse(field.type, cell)

    def _own_value(self, column: FormColumn, cell: Cell, crown: str) -> Parsed:
        """What a cell of one of our own sheets says."""
        if (written := text(cell)) is None or says_nothing(written):
            return None
        if column.type == "amount" and isinstance(cell, str):
            return parse_amount(written, None, crown)
        value = parse(column.type, cell, end=column.field in ENDS)
        if column.field in NAMES and column.type == "texts":
            return tuple(name for part in parts(value) for name in self._lists.names(str(part), "")) or None
        return value

    def _amount(self, cell: Cell, unit: str, crown: str) -> Amount | None:
        written = _counted(cell, unit)
        if written is None:
            return None
        is_number = isinstance(cell, int | float)
        decimal = "." if is_number else cast("Decimal | None", self.mapping.decimal or None)
        return parse_amount(written, decimal, unit if unit in CROWN_CURRENCIES else crown)

    def _category(self, field: str, phrase: str) -> Parsed:
        key = CATEGORIES[field], normalised(phrase)
        return self.meanings[key] if key in self.meanings else parse(FIELDS[field].type, phrase)

    def _is_known(self, category: str, field: str, phrase: str, registry: Registry) -> bool:
        if (category, normalised(phrase)) in self.meanings:
            return True
        if category == "theme":
            return registry.theme(phrase) is not None
        try:
            return parse(FIELDS[field].type, phrase) is not None
        except CellError:
            return False

    def _constant(self, name: str, value: str) -> Said:
        field = FIELDS[name]
        column = Column("", name, NOBODY_SAYS if name == "actor" else "")
        return Said(column, _listed(field, (value,)) if field.listed else parse(field.type, value))

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

    def _problem(self, row: Understood, fact: Said, reason: Message) -> Problem:
        return self.table.problem(reason, row.number, fact.column.heading)

    def _phrases(self, cell: Cell | Parts, column: Column) -> tuple[str, ...]:
        """The values in a cell, each once."""
        if isinstance(cell, tuple):
            written = tuple(part for item in cell if (part := text(item)))
        elif column.field in NAMES:
            return self._lists.names(text(cell) or "", column.separator)
        else:
            written = tuple(_divided(text(cell) or "", column.separator))
        return tuple(dict.fromkeys(part for part in written if not says_nothing(part)))

    def _readable_phrases(self, cell: Cell | Parts, column: Column) -> tuple[str, ...]:
        """As `_phrases`; none of a cell that cannot be read, which is reported when its row is."""
        try:
            return self._phrases(cell, column)
        except CellError:
            return ()


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


def _divided(written: str, separator: str) -> Iterator[str]:
    """The parts of a list that is none of names."""
    if separator == ANY_SIGN:
        separator = next((sign for sign in (";", "|", "\n") if sign in written), ",")
    sign = "\n" if separator == "newline" else separator
    yield from (part.strip() for part in (written.split(sign) if sign else (written,)) if part.strip())


def _listed(field: Field, parts: tuple[str, ...]) -> Parsed:
    return tuple(PlacePhrase(part) for part in parts) if field.type == "places" else parts


def _counted(cell: Cell, unit: str) -> str | None:
    """An amount with the unit of its column, unless the cell has words of its own; None when empty."""
    written = f"{cell:f}" if isinstance(cell, int | float) and not isinstance(cell, bool) else text(cell)
    if written is None or unit in ("", NOBODY_SAYS) or any(letter.isalpha() or letter in "€$£%" for letter in written):
        return written
    return f"{written} {unit}"
