"""Reads a register of projects by the table of its source.yml: as CSV, as a workbook or as a list in JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

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

_PARTS_WITH_HEADINGS: Final = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_CODE: Final = re.compile(r"(?:^|, )(\d{1,5}): ")


class RegisterLoader:
    """A register that its source.yml describes whole."""

    def __init__(self, table: RegisterMapping) -> None:
        self._table = table

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
        """Read every row of every file; a project that stands in a later row again is a bad row."""
        projects = _Projects(reading, self._table)
        for file in files:
            for row in register_rows(file, reading, self._table):
                projects.add(row)
        reading.own_source(max(projects.days, default=None))


class _Projects:
    """The projects on their way to the reading; `days` are those on which their rows were changed."""

    def __init__(self, reading: Reading, table: RegisterMapping) -> None:
        self.days: set[str] = set()
        self._reading, self._table = reading, table
        self._order = cast(DateOrder, table.dates or "iso")
        self._id = table.having("project_id", "project_number")[0]
        self._seen: dict[str, Sequence[Any]] = {}
        self._organisations = Organisations(reading, table.personal)
        self._funder = table.constants.get("funder", "")

    def add(self, row: RegisterRow) -> None:
        """Report what a row says of a project, or say why it cannot be used."""
        key, is_whole = row.said(self._id), self._table.row == "project"
        having = self._table.headings
        headings = having("project", "other_title") if is_whole else having("pic") or having("actor")
        name = row.first(*headings)
        if is_whole and key in self._seen:
            if not self._table.repeats or self._seen[key] != row.cells:
                row.reject(self._id.heading, Message("loading.repeated"), whole_row=True)
        elif key is None or not slug(key) or name is None:
            wrong = headings[0] if key and slug(key) else self._id.heading
            row.reject(wrong, Message("loading.missing"), whole_row=True)
        else:
            project = f"{self._reading.dataset}:{key if self._id.field == 'project_id' else slug(key)}"
            evidence = Evidence(self._reading.dataset, locator=f"{self._id.heading} {key}")
            if key not in self._seen:
                self._seen[key] = row.cells if self._table.repeats else ()
                self._report(row, project, name if is_whole else None, evidence)
            self._add_participations(row, project, evidence)

    def _report(self, row: RegisterRow, project: str, name: str | None, evidence: Evidence) -> None:
        for column in self._table.having("retrieved"):
            if day := row.date(column.heading, self._order):
                self.days.add(day)
        self._reading.node(PROJECT.label, project, self._properties(row, name), evidence)
        self._add_grant(row, project, evidence)
        self._reading.located(PROJECT.label, project, self._places(row), evidence)
        self._reading.about(project, self._phrases(row), evidence)

    def _properties(self, row: RegisterRow, name: str | None) -> dict[str, Value]:
        table = self._table
        numbers = dict.fromkeys(row.said(column) for column in table.having("project_number"))
        first, last = ("".join(table.headings(field)[:1]) for field in ("starts", "ends"))
        starts, ends = row.period(first, last, self._order)
        properties: dict[str, Value] = {
            "name": name,
            "aliases": row.others(*table.headings("other_title"), name=name),
            "numbers": tuple(number for number in numbers if number) or None,
            "summary": row.first(*table.headings("summary")),
            "starts": starts,
            "ends": ends,
        }
        properties |= {column.field: row.said(column) for column in table.having("acronym", "url")}
        for column in table.having("budget"):
            budget = row.amount(column.heading) or None
            properties |= {"budget": budget, "currency": column.unit if budget else None}
        return properties

    def _add_grant(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        """What the funder in the row, or the one of all rows, gives; with 0 registers write that they do not say."""
        columns = self._table.having("funder")
        funders = [self._organisations.add(row, self._table.about(column), evidence) for column in columns]
        if self._funder and len(self._seen) == 1:  # with the first project
            kind = {name: value for name, value in self._table.constants.items() if name == "kind"}
            funder: dict[str, Value] = {"name": self._funder, **kind}
            self._reading.node(ACTOR.label, slug(self._funder), funder, Evidence(self._reading.dataset))
        money: dict[str, Value] = {}
        for column in self._table.having("amount"):
            if amount := row.amount(column.heading):
                money = {"amount": amount, "currency": column.unit}
        for each in filter(None, (*funders, slug(self._funder))):
            self._reading.relation(FUNDS.name, each, project, evidence, money)

    def _add_participations(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        for column in self._table.having("actor"):
            if actor := self._organisations.add(row, self._table.about(column), evidence):
                role = column.role or self._reading.role(row.first(*self._table.headings("role")))
                self._reading.relation(PARTICIPATES_IN.name, actor, project, evidence, {"role": role})

    def _places(self, row: RegisterRow) -> list[str]:
        """The places of the first column that names any; what stands for several is put in their place."""
        found: list[set[str]] = []
        for column in self._table.having("places"):
            names = row.parts(column.heading, separator=column.separator)
            named = (self._reading.places(name, column.level or None) for name in names)
            found.append({place for places in named for place in places})
        first = next(filter(None, found), None)
        return sorted(_summed_up(first, self._reading)) if first else []

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
        places = whole | places - {each for parent in whole for each in of_parent[parent]}
    return places
