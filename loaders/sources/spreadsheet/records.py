"""Rows of all sheets as records: what they list, then the ties between it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.cell_errors import CellError, ends_before
from loaders.documents.fields import OF_PROJECT
from loaders.documents.form import ABOUT, FLAT, SheetName
from loaders.documents.showing import Showing
from loaders.sources.spreadsheet.evidence import field_of
from loaders.sources.spreadsheet.naming import ListedNames
from loaders.tables.contradictions import contradiction
from loaders.tables.records import NodeField, Records
from loaders.tables.sources import Sources
from loaders.tables.understood import RefusedError, Understood, refusing

_OF_PROJECT: Final = (*OF_PROJECT[1:], "places", "themes")
_TIES: Final[tuple[SheetName, ...]] = ("funding", "collaborations", "offers")


def add_records(rows: Mapping[SheetName, Sequence[Understood]], reading: Reading, checksums: Mapping[str, str]) -> None:
    """Put what the rows of each sheet say into `reading`; `checksums` has the files by name."""
    sources = Sources(reading, checksums, rows["sources"])
    names = ListedNames(reading)
    agreeing, merged = _merged(rows[FLAT], reading)
    listed = {normalised(row.text("project") or "") for row in rows["projects"]}
    projects = (*rows["projects"], *(row for name, row in merged.items() if name not in listed))
    described = [*_used(rows["actors"], names.list_actor, reading), *_used(projects, names.list_project, reading)]
    about: dict[NodeField, list[Understood]] = {}
    right = (row for row in rows["evidence"] if not row.problems)
    _used(right, lambda row: about.setdefault(field_of(row, names), []).append(row), reading)
    records = Records(reading, names, sources, about)
    for row in described:
        records.describe(row)
    about_list = [row for row in rows[ABOUT] if not row.problems]
    _used(about_list, lambda row: _say_what_it_shows(row, reading), reading)
    for row in chain(rows["participation"], agreeing, *(rows[sheet] for sheet in _TIES)):
        records.add(row)
    records.finish()
    for key in (key for key in about if key not in records.used):
        reason = Message("loading.evidence_for_nothing", field=key[1])
        reading.reject(about[key][0].problem(reason, "field"), whole_row=True)
    names.report_created()
    sources.report_created()


def _say_what_it_shows(row: Understood, reading: Reading) -> None:
    if reading.showing:
        raise RefusedError(Message("loading.about_twice"))
    places, kinds = (tuple(row.all(field, str)) for field in ("covers_places", "covers_kinds"))
    said = Showing(row.text("shows_collaboration"), places, row.text("covers_from"), row.text("covers_to"), kinds)
    try:
        reading.showing = said.located(reading.registry)
    except CellError as error:
        raise RefusedError(error.reason, "covers_places") from error


def _used(rows: Iterable[Understood], use: Callable[[Understood], None], reading: Reading) -> list[Understood]:
    """The rows that can be used so; why others cannot is reported."""
    used = []
    for row in rows:
        with refusing(row, reading):
            use(row)
            used.append(row)
    return used


def _merged(rows: Sequence[Understood], reading: Reading) -> tuple[list[Understood], dict[str, Understood]]:
    """The rows of flat lists that agree on their projects, and by name one row with all that they say of each.

    A project's own fields may be repeated or stand once; where two rows disagree, the later one's field is rejected. A
    row that is bad itself lists nothing: its project may be bad, or good and listed in another row.
    """
    agreeing, projects = list[Understood](), dict[str, Understood]()
    for row in rows:
        if row.problems:
            continue
        name = normalised(row.text("project") or "")
        own = _of_budget(row)
        first = projects.setdefault(name, own)
        for contradicted in (field for field in _OF_PROJECT if _differ(first, own, field)):
            reason = contradiction(first.get(contradicted), own.get(contradicted), first.number)
            reading.reject(row.problem(reason, contradicted), whole_row=False)
        new = tuple(
            fact for fact in own.said if fact.column.field in _OF_PROJECT and first.get(fact.column.field) is None
        )
        projects[name] = replace(first, said=(*first.said, *new))
        agreeing.append(row)
    return agreeing, {name: _in_order(row, reading) for name, row in projects.items()}


def _of_budget(row: Understood) -> Understood:
    """The row without its currency where that is of its grant alone: a project may get grants in several."""
    if row.get("budget") is not None:
        return row
    return replace(row, said=tuple(fact for fact in row.said if fact.column.field != "currency"))


def _differ(first: Understood, row: Understood, field: str) -> bool:
    values = {first.get(field), row.get(field)} - {None}
    return len(values) > 1


def _in_order(row: Understood, reading: Reading) -> Understood:
    """The row; with a problem where one row says the start of the project and another an end before it."""
    if (reason := ends_before(row.get("starts"), row.get("ends"))) is None:
        return row
    problem = row.problem(reason, "ends")
    reading.reject(problem, whole_row=True)
    return replace(row, problems=(problem,))
