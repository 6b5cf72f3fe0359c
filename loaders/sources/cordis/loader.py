"""Reads the files that CORDIS publishes of a research programme: project.csv, organization.csv and topics.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from graph.model.vocabulary import ABOUT, ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.documents.register import RegisterColumn
from loaders.files.sample import Sample
from loaders.tables.organisations import Organisations
from loaders.tables.register_rows import RegisterRow, read_csv

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("id", "acronym", "title", "starts", "ends", "budget", "grant", "programme", "summary"),
    "organization": ("project", "project_acronym", "pic", "name", "vat", "type", "town", "country", "role"),
    "topics": ("project", "topic", "topic_title"),
}
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "project": frozenset({"id", "acronym", "frameworkProgramme", "ecMaxContribution"}),
    "organization": frozenset({"projectID", "organisationID", "vatNumber", "role"}),
    "topics": frozenset({"projectID", "topic", "title"}),
}
_PROGRAMMES: Final[Mapping[str, str]] = {"H2020": "Horizon 2020", "HORIZON": "Horizon Europe"}
_ORGANISATION: Final[Mapping[str, RegisterColumn]] = {
    "actor": RegisterColumn("name"),
    "pic": RegisterColumn("pic"),
    "org_number": RegisterColumn("vat", pattern="(SE.*)"),
    "kind": RegisterColumn("type"),
    "country": RegisterColumn("country"),
    "place": RegisterColumn("town"),
    "aliases": RegisterColumn("short_name"),
    "website": RegisterColumn("website"),
}
_NO_VALUE: Final = frozenset({"NULL", "MISSING"})
_PROJECT_PAGE: Final = "https://cordis.europa.eu/project/id/"
_CURRENCY: Final = "EUR"
_RECORD_NUMBER: Final = "RCN "  # by itself a record number looks like the grant agreement number of another project


class CordisLoader:
    """The three tables, in any order, each alone or with the others."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file has the headings of one of the tables."""
        return _kind(file) is not None

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read the projects, then who takes part in them, then their topics."""
        by_kind: dict[str, list[Sample]] = defaultdict(list)
        for file in files:
            by_kind[_kind(file) or _refuse(file)].append(file)
        network = _Network(reading, Organisations(reading))
        for kind, add in (
            ("project", network.add_project),
            ("organization", network.add_participation),
            ("topics", network.add_topic),
        ):
            for file in by_kind[kind]:
                for row in read_csv(file, reading, _KINDS[kind], no_value=_NO_VALUE):
                    network.take_date(row)
                    add(row)
        network.finish()


@dataclass(slots=True)
class _Funding:
    """What a programme gives to a project: the `whole`, or the `parts` of those who take part, as far as said."""

    programme: str | None
    whole: float | None = None
    is_whole: bool = False
    parts: list[tuple[str | None, float | None]] = field(default_factory=list)

    def grants(self) -> list[dict[str, Value]]:
        """What each report states; nothing as soon as one part is not said."""
        if self.is_whole:
            return [{"amount": self.whole, "currency": _CURRENCY} if self.whole else {}]
        if not any(part for _, part in self.parts) or any(part is None for _, part in self.parts):
            return [{}]
        return [{"amount": part, "currency": _CURRENCY, "recipient": actor} for actor, part in self.parts if part]


@dataclass(slots=True)
class _Network:
    """What the tables say, put into a reading project by project."""

    reading: Reading
    organisations: Organisations
    fundings: dict[str, _Funding] = field(default_factory=dict)
    themes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    programmes: dict[str, str] = field(default_factory=dict)
    elsewhere: int = 0
    updated: str | None = None

    def take_date(self, row: RegisterRow) -> None:
        """Remember the day of the newest row."""
        self.updated = max(filter(None, (self.updated, row.date("updated"))), default=None)

    def add_project(self, row: RegisterRow) -> None:
        """A row of project.csv."""
        number = row.text("id")
        if number is None or number in self.fundings:
            row.reject("id", Message("loading.repeated" if number else "loading.missing"), whole_row=True)
            return
        starts, ends = row.period()
        budget = row.amount("budget") or None  # 0 is how the source writes that it does not say
        properties: dict[str, Value] = {
            "name": row.text("title"),
            "acronym": row.text("acronym"),
            "numbers": (number, f"{_RECORD_NUMBER}{record}") if (record := row.text("record")) else (number,),
            "summary": row.text("summary"),
            "url": _PROJECT_PAGE + number,
            "starts": starts,
            "ends": ends,
            "budget": budget,
            "currency": _CURRENCY if budget else None,
        }
        self.reading.node(PROJECT.label, self._id(number), properties, self._evidence(number))
        self.fundings[number] = _Funding(row.text("programme"), row.amount("grant"), is_whole=True)
        if basis := row.text("legal_basis"):
            self._add_theme(number, basis, basis)

    def add_participation(self, row: RegisterRow) -> None:
        """A row of organization.csv."""
        number, pic = row.text("project"), row.text("pic")
        if number is None or pic is None:
            row.reject("pic" if number else "project", Message("loading.missing"), whole_row=True)
            return
        if number not in self.fundings:
            self.fundings[number] = _Funding(None)
            properties: dict[str, Value] = {
                "acronym": row.text("project_acronym"),
                "numbers": (number,),
                "url": _PROJECT_PAGE + number,
            }
            self.reading.node(PROJECT.label, self._id(number), properties, self._evidence(number))
        funding = self.fundings[number]
        part = None if funding.is_whole else row.amount("net_grant")
        evidence, role = self._evidence(number), self.reading.role(row.text("role"))
        actor = self.organisations.add(row, _ORGANISATION, evidence)
        funding.parts.append((actor, part))
        if actor:
            self.reading.relation(PARTICIPATES_IN.name, actor, self._id(number), evidence, {"role": role})

    def add_topic(self, row: RegisterRow) -> None:
        """A row of topics.csv."""
        number, topic = row.text("project"), row.text("topic")
        if number is None or topic is None:
            row.reject("topic" if number else "project", Message("loading.missing"), whole_row=True)
            return
        if (funding := self.fundings.get(number)) is None:
            self.elsewhere += 1
            return
        parts = topic.split("-")
        funding.programme = funding.programme or (parts[0] if parts[0] in _PROGRAMMES else None)
        phrase = row.text("topic_title") or topic
        themes = self.reading.settings.themes
        mapped = (code for part in parts for code in (part, part.rstrip("0123456789")) if code in themes)
        self._add_theme(number, next(mapped, phrase), phrase)

    def finish(self) -> None:
        """Add what only all rows together say."""
        for number, funding in self.fundings.items():
            evidence = self._evidence(number)
            code = funding.programme or "H2020"
            for money in funding.grants():
                self.reading.relation(FUNDS.name, self._programme(code), self._id(number), evidence, money)
            for theme, phrase in self.themes[number].items():
                self.reading.relation(ABOUT.name, self._id(number), theme, evidence, {"phrase": phrase})
        if self.elsewhere:
            self.reading.note(Message("loading.of_other_projects", count=self.elsewhere))
        self.reading.own_source(self.updated)

    def _programme(self, code: str) -> str:
        if code not in self.programmes:
            name = _PROGRAMMES.get(code, code)
            self.programmes[code] = slug(name)
            properties: dict[str, Value] = {"name": name, "kind": "programme"}
            self.reading.node(ACTOR.label, slug(name), properties, Evidence(self.reading.dataset))
        return self.programmes[code]

    def _add_theme(self, number: str, lookup: str, phrase: str) -> None:
        if theme := self.reading.theme(lookup):
            self.themes[number].setdefault(theme, phrase)

    def _id(self, number: str) -> str:
        return f"{self.reading.dataset}:{number}"

    def _evidence(self, number: str) -> Evidence:
        return Evidence(self.reading.dataset, locator=f"project {number}")


def _kind(file: Sample) -> str | None:
    headings = set(file.headings)
    return next((kind for kind, needed in _HEADINGS.items() if headings >= needed), None)


def _refuse(file: Sample) -> str:
    problem = Problem.of("loading.unknown_headings", file=file.name, row=1, headings=file.headings, known=tuple(_KINDS))
    raise InputError.of((problem,))


LOADER: Final = CordisLoader()
