"""Reads keep.eu's workbook of projects and partners."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from graph.errors import InputError, Problem
from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from graph.model.vocabulary import ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.documents.countries import country_code
from loaders.files.sample import Sample
from loaders.files.workbook import open_workbook, sheet_values
from loaders.tables.register_rows import RegisterRow, RegisterTable

PROJECTS: Final = "Projects (lead partners)"
PARTNERS: Final = "Partners"
_CURRENCY: Final = "EUR"
_PERIOD: Final = re.compile(r"^\d{4} - \d{4} ")


class KeepLoader:
    """A workbook with a sheet of projects and one of partners."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file is a workbook with keep.eu's sheets."""
        return {PROJECTS, PARTNERS} <= set(file.sheet_names)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read the projects and then their partners."""
        settings = reading.settings
        if len(files) > 1:
            raise InputError(Message("loading.one_workbook", loader=settings.name))
        reading.own_source()
        workbook = open_workbook(files[0])
        if missing := {PROJECTS, PARTNERS} - set(workbook.sheet_names):
            problem = Problem.of("loading.no_sheet", file=files[0].name, sheets=tuple(sorted(missing)))
            raise InputError.of((problem,))
        sheets = {
            name: _rows(files[0].name, name, sheet_values(files[0], workbook, name), reading)
            for name in (PROJECTS, PARTNERS)
        }
        projects = _add_projects(sheets[PROJECTS], reading)
        _add_partners(sheets[PARTNERS], projects, reading)


class _Row(RegisterRow):
    """A row of a sheet."""

    @property
    def key(self) -> tuple[str, str] | None:
        """Programme and acronym, by which partners find their project; the name where there is no acronym."""
        programme = self.text("programme")
        acronym = self.text("acronym") or (self.text("name") if self.table.sheet == PROJECTS else None)
        return (programme, acronym) if programme and acronym and slug(acronym) else None

    @property
    def evidence(self) -> Evidence:
        """The row as evidence."""
        return Evidence(self.reading.dataset, locator=f"{self.table.sheet}!{self.number}")


def _rows(file: str, sheet: str, content: list[list[Any]], reading: Reading) -> list[_Row]:
    headings = [str(heading) for heading in content[0]] if content else []
    needed = _PARTNER_WORDS if sheet == PARTNERS else _PROJECT_WORDS
    table = RegisterTable.of(file, headings, needed, reading, sheet=sheet)
    reading.rows += len(content) - 1
    return [_Row(table, number, cells) for number, cells in enumerate(content[1:], start=2)]


_PARTNER_WORDS: Final = ("programme", "acronym", "partner", "lead", "country", "country_code", "nuts_3")
_PROJECT_WORDS: Final = (
    "programme", "acronym", "name", "name_2", "name_3", "budget", "grant", "url", "theme_1", "theme_2", "theme_3",
    "summary", "summary_1", "summary_2", "starts", "ends",
)  # fmt: skip


def _add_projects(rows: list[_Row], reading: Reading) -> dict[tuple[str, str], str]:
    """Add the projects and return their ids by programme and acronym."""
    sites = Counter(row.text("url") for row in {row.key: row for row in rows}.values())
    first: dict[tuple[str, str], _Row] = {}
    projects: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row.key
        if key is None:
            row.reject("acronym", Message("loading.no_programme_or_acronym"), whole_row=True)
        elif key in first:
            earlier = first[key]
            if any(row.text(word) != earlier.text(word) for word in ("starts", "ends")):
                reason = Message("loading.another_project", earlier=str(earlier.number))
                row.reject("acronym", reason, whole_row=True)
        else:
            first[key] = row
            projects[key] = f"{reading.dataset}:{slug(_PERIOD.sub('', key[0]))}/{slug(key[1])}"
            _add_project(row, projects[key], key, is_own_site=sites[row.text("url")] == 1)
    return projects


def _add_project(row: _Row, project: str, key: tuple[str, str], *, is_own_site: bool) -> None:
    starts, ends = row.period()
    budget = row.amount("budget", thousands=",")
    name = row.first("name", "name_2", "name_3") or key[1]
    properties: dict[str, Value] = {
        "name": name,
        "aliases": row.others("name_2", "name_3", name=name),
        "acronym": key[1],
        "summary": row.first("summary", "summary_1", "summary_2"),
        "url": row.text("url") if is_own_site else None,
        "starts": starts,
        "ends": ends,
        "budget": budget,
        "currency": _CURRENCY if budget is not None else None,
    }
    row.reading.node(PROJECT.label, project, properties, row.evidence)
    programme = _PERIOD.sub("", key[0]).strip(" .")
    row.reading.node(ACTOR.label, slug(programme), {"name": programme, "kind": "programme"}, row.evidence)
    grant = row.amount("grant", thousands=",")
    amount: dict[str, Value] = {"amount": grant, "currency": _CURRENCY} if grant else {}
    row.reading.relation(FUNDS.name, slug(programme), project, row.evidence, amount)
    phrases = [phrase for word in ("theme_1", "theme_2", "theme_3") if (phrase := row.text(word))]
    row.reading.about(project, zip(phrases, phrases, strict=True), row.evidence)


def _add_partners(rows: list[_Row], projects: Mapping[tuple[str, str], str], reading: Reading) -> None:
    in_two_countries = _names_in_two_countries(rows)
    located: set[tuple[str, str]] = set()
    abroad: set[str] = set()
    for row in rows:
        project = projects.get(row.key or ("", ""))
        names = _names(row)
        if project is None or not names or not slug(names[0]):
            row.reject("acronym" if names else "partner", Message("loading.no_project_or_partner"), whole_row=True)
            continue
        name = f"{names[0]} ({_country(row)})" if slug(names[0]) in in_two_countries else names[0]
        actor, evidence = slug(name), row.evidence
        properties: dict[str, Value] = {
            "name": name,
            "aliases": names[1:] or None,
            "kind": reading.kind(name),
            "country": country_code(row.text("country_code")),
        }
        reading.node(ACTOR.label, actor, properties, evidence)
        role = "coordinator" if row.text("lead") == "Yes" else "partner"
        reading.relation(PARTICIPATES_IN.name, actor, project, evidence, {"role": role})
        place = _county(row)
        if place is None:
            abroad.add(actor)
            continue
        for label, id, cited in ((ACTOR.label, actor, evidence), (PROJECT.label, project, _quoted(row))):
            if (id, place) not in located:
                located.add((id, place))
                reading.located(label, id, (place,), cited)
    reading.note(Message("loading.abroad", count=len(abroad)))
    if placed := len({id for id, _ in located} & set(projects.values())):
        reading.note(Message("loading.places_of_partners", count=placed))


def _quoted(row: _Row) -> Evidence:
    """What a place of a project stands on: the partner that sits there, for no column says where a project works."""
    return replace(row.evidence, quote=f"{row.text('partner')}, {row.text('nuts_3')}")


def _names(row: _Row) -> tuple[str, ...]:
    """A partner's name and, where the cell gives it in two languages, the other one."""
    return tuple(dict.fromkeys(part.strip() for part in (row.text("partner") or "").split("|") if part.strip(" /")))


def _country(row: _Row) -> str:
    return (row.text("country") or "").title()


def _names_in_two_countries(rows: list[_Row]) -> set[str]:
    countries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if names := _names(row):
            countries[slug(names[0])].add((row.text("country_code") or _country(row))[:2].upper())
    return {name for name, found in countries.items() if len(found) > 1}


def _county(row: _Row) -> str | None:
    """The Swedish county of a cell such as "SE332 / Norrbottens län"."""
    code = (row.text("nuts_3") or "").partition(" ")[0]
    if not code.startswith("SE"):
        return None
    return next(iter(row.reading.places(code, "county")), None)


LOADER: Final = KeepLoader()
