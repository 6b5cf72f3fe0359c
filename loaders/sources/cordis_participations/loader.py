"""Reads the table of all participations in Horizon 2020."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from graph.model.vocabulary import ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.sources.cordis.loader import RECORD_NUMBER
from loaders.sources.cordis.organisations import Organisations
from loaders.tables.register_rows import RegisterRow, read_csv

PROGRAMME: Final = "Horizon 2020"
_HEADINGS: Final = frozenset({"rcn", "role", "pic", "contribution", "max_contribution"})
_NEEDED: Final = (
    "project", "role", "pic", "type", "country", "starts", "ends", "grant", "budget", "name", "town", "vat",
)  # fmt: skip
_NO_VALUE: Final = frozenset({"NA"})
_PROJECT_PAGE: Final = "https://cordis.europa.eu/project/rcn/"


class ParticipationsLoader:
    """One table, a row a participation; what it says of the project stands in each of the project's rows."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file has the table's headings."""
        return set(file.headings) >= _HEADINGS

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every row; a project is described by its first one."""
        reading.own_source()
        organisations, projects = Organisations(reading), dict[str, Evidence]()
        for file in files:
            for row in read_csv(file, reading, _NEEDED, no_value=_NO_VALUE):
                number, pic = row.text("project"), row.text("pic")
                if number is None or pic is None:
                    row.reject("pic" if number else "project", Message("loading.missing"), whole_row=True)
                    continue
                project = f"{reading.dataset}:{number}"
                evidence = projects.get(number)
                if evidence is None:
                    evidence = projects[number] = Evidence(reading.dataset, locator=f"rcn {number}")
                    _add_project(row, project, number, evidence)
                actor, role = organisations.add(pic, row), reading.role(row.text("role"))
                reading.relation(PARTICIPATES_IN.name, actor, project, evidence, {"role": role})
        programme: dict[str, Value] = {"name": PROGRAMME, "kind": "programme"}
        reading.node(ACTOR.label, slug(PROGRAMME), programme, Evidence(reading.dataset))


def _add_project(row: RegisterRow, project: str, number: str, evidence: Evidence) -> None:
    starts, ends = row.period()
    budget, grant = row.amount("budget"), row.amount("grant")
    properties: dict[str, Value] = {
        "numbers": (f"{RECORD_NUMBER}{number}",),
        "url": _PROJECT_PAGE + number,
        "starts": starts,
        "ends": ends,
        "budget": budget,
        "currency": "EUR" if budget is not None else None,
    }
    row.reading.node(PROJECT.label, project, properties, evidence)
    amount: dict[str, Value] = {"amount": grant, "currency": "EUR"} if grant else {}
    row.reading.relation(FUNDS.name, slug(PROGRAMME), project, evidence, amount)


LOADER: Final = ParticipationsLoader()
