"""Reads a register of projects by the table of its source.yml: as CSV, as a workbook or as a list in JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, cast

from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from graph.model.vocabulary import ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.documents.cells import DateOrder
from loaders.documents.register import RegisterMapping
from loaders.files.sample import Sample
from loaders.files.workbook import is_workbook
from loaders.tables.organisations import Organisations
from loaders.tables.register_files import register_rows
from loaders.tables.register_rows import RegisterRow
from loaders.tables.repeated_ids import RepeatedIds, numbered, with_ordinal

_PARTS_WITH_HEADINGS: Final = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_PERCENT: Final = 100
_CODE: Final = re.compile(r"(?:^|, )(\d{1,5}): ")


class RegisterLoader:
    """A register that its source.yml describes whole."""

    def __init__(self, table: RegisterMapping, projects: type[Projects] | None = None) -> None:
        self._table, self._projects = table, projects or Projects

    def recognises(self, file: Sample) -> bool:
        """Whether the file has the register's signs, in any of the three forms."""
        signs = self._table.signs
        if file.start.startswith(("[", "{")):
            start = unicodedata.normalize("NFC", file.start)
            return start[0] == "[" and all(f'"{sign}"' in start or json.dumps(sign) in start for sign in signs)
        if is_workbook(file):
            begin = "".join(file.part(part) for part in _PARTS_WITH_HEADINGS)
            return all(sign in begin for sign in signs)
        return set(signs) <= set(file.headings)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every row of every file."""
        projects = self._projects(reading, self._table)
        for file in files:
            for row in register_rows(file, reading, self._table):
                projects.add(row)
        projects.finish()


class Projects:
    """The projects on their way to the reading; a source with rules that no document says has a class of its own."""

    def __init__(self, reading: Reading, table: RegisterMapping) -> None:
        self._days: set[str] = set()
        self._reading, self._table = reading, table
        self._order = cast(DateOrder, table.dates or "iso")
        self._id = table.having("project_id", "project_number")[0]
        self._is_whole = table.row == "project"
        # What tells that a row is of use: the project's name, or who takes part.
        self._needed = (
            table.headings("project", "other_title")
            if self._is_whole
            else table.headings("pic") or table.headings("actor")
        )
        self._actors = [(column, table.about(column)) for column in table.having("actor")]
        self._role = table.headings("role")
        self._seen: set[str] = set()
        self._repeats = RepeatedIds(reading)
        self._organisations = Organisations(reading, table.personal)

    def add(self, row: RegisterRow) -> None:
        """Report what a row says of a project, or say why it cannot be used."""
        key, is_whole = row.said(self._id), self._is_whole
        name = next(self._said(row, "project", "other_title"), None) if is_whole else row.first(*self._needed)
        if key is None or not slug(key) or name is None:
            wrong = self._needed[0] if key and slug(key) else self._id.heading
            row.reject(wrong, Message("loading.missing"), whole_row=True)
            return
        ordinal = self._repeats.ordinal(key, row.cells, row.table.file) if is_whole else 1
        if ordinal is None:
            row.reject(self._id.heading, Message("loading.repeated"), whole_row=True)
        elif ordinal:
            id = numbered(key if self._id.field == "project_id" else slug(key), ordinal)
            project = f"{self._reading.dataset}:{id}"
            evidence = Evidence(self._reading.dataset, locator=with_ordinal(self._locator(key), ordinal))
            if id not in self._seen:
                self._seen.add(id)
                self._report(row, project, name if is_whole else None, evidence, ordinal)
            self.add_participations(row, project, evidence)

    def finish(self) -> None:
        """Report what only all rows together say."""
        self._reading.own_source(max(self._days, default=None))
        self._repeats.report(silent=self._table.repeats)

    def _locator(self, key: str) -> str:
        return f"{self._id.heading} {key}"

    def _said(self, row: RegisterRow, *fields: str) -> Iterator[str]:
        """What the columns of these fields say, in their order."""
        return (said for column in self._table.having(*fields) if (said := row.said(column)))

    def _report(self, row: RegisterRow, project: str, name: str | None, evidence: Evidence, ordinal: int) -> None:
        for column in self._table.having("retrieved"):
            if day := row.date(column.heading, self._order):
                self._days.add(day)
        columns = self._table.having("currency")
        currency = row.currency(columns[0].heading, self._table.constants.get("currency", "")) if columns else None
        properties = self._properties(row, name, currency)
        if ordinal > 1 and isinstance(numbers := properties["numbers"], tuple):
            properties["numbers"] = tuple(with_ordinal(number, ordinal) for number in numbers)
        self._reading.node(PROJECT.label, project, properties, evidence)
        self._add_grant(row, project, currency, evidence)
        self._reading.located(PROJECT.label, project, self._places(row), evidence)
        self._reading.about(project, self._phrases(row), evidence)

    def _properties(self, row: RegisterRow, name: str | None, currency: str | None) -> dict[str, Value]:
        table = self._table
        first, last = ("".join(table.headings(field)[:1]) for field in ("starts", "ends"))
        starts, ends = row.period(first, last, self._order)
        properties: dict[str, Value] = {
            "name": name,
            "aliases": tuple(dict.fromkeys(title for title in self._said(row, "other_title") if title != name)) or None,
            "numbers": tuple(dict.fromkeys(self._said(row, "project_number"))) or None,
            "summary": next(self._said(row, "summary"), None),
            "starts": starts,
            "ends": ends,
        }
        properties |= {column.field: row.said(column) for column in table.having("acronym", "url")}
        for column in table.having("budget"):
            unit = column.unit or currency
            budget = (row.amount(column.heading) or None) if unit else None
            properties |= {"budget": budget, "currency": unit if budget else None}
        return properties

    def _add_grant(self, row: RegisterRow, project: str, currency: str | None, evidence: Evidence) -> None:
        """What the funder gives; of several nobody says who gave what, and with 0 registers say nothing."""
        money: dict[str, Value] = {}
        for column in self._table.having("amount"):
            if (amount := row.amount(column.heading)) and (unit := column.unit or currency):
                money = {"amount": amount, "currency": unit}
        for column in self._table.having("share"):
            if (rate := row.amount(column.heading)) is not None and rate <= _PERCENT:
                money["share"] = rate / _PERCENT
        funders = self._funders(row, evidence)
        for funder in funders:
            self._reading.relation(FUNDS.name, funder, project, evidence, money if len(funders) == 1 else {})

    def _funders(self, row: RegisterRow, evidence: Evidence) -> list[str]:
        """The ids of those in the row, or of the one of all rows."""
        columns, constants = self._table.having("funder"), self._table.constants
        kind: dict[str, Value] = {"kind": constants["kind"]} if "kind" in constants else {}
        if name := constants.get("funder"):
            if len(self._seen) == 1:  # with the first project
                self._reading.node(ACTOR.label, slug(name), {"name": name} | kind, Evidence(self._reading.dataset))
            return [slug(name)]
        if not columns or not columns[0].separator:
            found = (self._organisations.add(row, self._table.about(column), evidence) for column in columns)
            return [funder for funder in found if funder]
        names = row.parts(*self._table.headings("funder"), separator=columns[0].separator)
        for name in names:
            self._reading.node(ACTOR.label, slug(name), {"name": name} | kind, evidence)
        return list(map(slug, names))

    def add_participations(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        """Report who takes part in the project of a row."""
        for column, columns in self._actors:
            if actor := self._organisations.add(row, columns, evidence):
                role = column.role or self._reading.role(row.first(*self._role))
                self._reading.relation(PARTICIPATES_IN.name, actor, project, evidence, {"role": role})

    def _places(self, row: RegisterRow) -> list[str]:
        """The places of the first column that names any; what stands for several is put in their place."""
        for column in self._table.having("places"):
            parts = row.parts(column.heading, separator=column.separator)
            named = (self._reading.places(name, column.level or None) for name in map(column.counting, parts) if name)
            found = {place for places in named for place in places}
            if found or (parts and not column.level):
                return sorted(_summed_up(found, self._reading) if column.level else found)
        return []

    def _phrases(self, row: RegisterRow) -> Iterator[tuple[str, str]]:
        """The phrases for themes, each with what is looked up: of a path of codes, the most exact that is mapped."""
        for column in self._table.having("themes"):
            for part in row.parts(column.heading, separator=column.separator):
                path = _CODE.split(part)[1:]  # code, words, code, words, …
                if not column.codes:
                    yield part, part
                elif path:
                    phrase = f"{path[-2]} {path[-1]}"
                    mapped = (code for code in reversed(path[::2]) if code in self._reading.settings.themes)
                    yield phrase, next(mapped, phrase)


def _summed_up(places: set[str], reading: Reading) -> set[str]:
    """The places, with those of a county that is listed whole replaced by it, and all counties by the country."""
    for level in ("municipality", "county"):
        of_parent: dict[str, set[str]] = defaultdict(set)
        for entry in reading.registry.places:
            if entry.level == level and entry.parent:
                of_parent[entry.parent].add(entry.id)
        whole = {parent for parent, members in of_parent.items() if members <= places}
        places = whole | places - {place for parent in whole for place in of_parent[parent]}
    return places
