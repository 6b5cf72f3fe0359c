"""Reads grants of the 360Giving standard, in JSON, as CSV or as workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from graph.model.vocabulary import FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.files.json_records import flattened, json_records
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook import is_workbook
from loaders.sources.threesixtygiving.organisations import Organisations
from loaders.sources.threesixtygiving.paths import is_read, is_to_a_person, members, path_of, without_indices
from loaders.tables.open_table import open_tables
from loaders.tables.register_files import sheet_rows
from loaders.tables.register_rows import RegisterRow, RegisterTable, read_csv
from loaders.tables.repeated_ids import RepeatedIds, numbered, with_ordinal

_GRANTS: Final = re.compile(r'"grants"\s*:\s*\[')
_NEEDED: Final = frozenset({"id", "title", "fundingOrganization/0/name"})
_SWEDEN: Final = "SE"
_PARTS_WITH_HEADINGS: Final = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_FUNDER: Final = re.compile(r"funding ?org", re.IGNORECASE)
_TEXT: Final = re.compile(r"<t(?: [^<>]*)?>([^<>]{1,100})</t>")


class GrantsLoader:
    """Grants with their funders and recipients."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file begins as an object with a list of grants, or has the standard's headings."""
        start = file.start
        if start.startswith(("[", "{")):
            return start[0] == "{" and bool(_GRANTS.search(start))
        return _has_needed(_texts(file) if is_workbook(file) else file.headings)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every grant of every file; an identifier that a file gives to several grants is numbered."""
        reading.own_source()
        grants = _Grants(reading)
        for file in files:
            for grant in _grants(file, reading):
                grants.add(grant)
        grants.report()


class _Grants:
    """The grants on their way to the reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._organisations = Organisations(reading)
        self._repeats = RepeatedIds(reading)
        self._to_persons = 0

    def add(self, grant: RegisterRow) -> None:
        """Report one grant, or say why it cannot be used."""
        if is_to_a_person(grant):
            self._to_persons += 1
            return
        number, name = grant.text("id"), grant.text("title")
        if not number or not slug(number) or not name:
            grant.reject("title" if number else "id", Message("loading.missing"), whole_row=True)
            return
        ordinal = self._repeats.ordinal(slug(number), (grant.table.headings, grant.cells), grant.table.file)
        if ordinal is None:
            grant.reject("id", Message("loading.repeated"), whole_row=True)
        if not ordinal:
            return
        project = f"{self._reading.dataset}:{numbered(slug(number), ordinal)}"
        number = with_ordinal(number, ordinal)
        evidence = Evidence(self._reading.dataset, locator=number)
        starts, ends = _dates(grant)
        properties: dict[str, Value] = {
            "name": name,
            "numbers": (number,),
            "summary": grant.text("description"),
            "url": grant.text("url"),
            "starts": starts,
            "ends": ends,
        }
        self._reading.node(PROJECT.label, project, properties, evidence)
        self._add_organisations(grant, project, evidence)
        self._add_subjects(grant, project, evidence)

    def report(self) -> None:
        """Put the organisations into the reading and count the grants to persons."""
        self._organisations.report()
        self._repeats.report()
        if self._to_persons:
            self._reading.note(Message("loading.persons_left_out", count=self._to_persons))

    def _add_organisations(self, grant: RegisterRow, project: str, evidence: Evidence) -> None:
        recipients = self._named(grant, "recipientOrganization", evidence)
        role = "owner" if len(recipients) == 1 else "participant"
        for recipient in recipients:
            self._reading.relation(PARTICIPATES_IN.name, recipient, project, evidence, {"role": role})
        funders = self._named(grant, "fundingOrganization", evidence)
        amount = _amount(grant)
        for funder in funders:
            self._reading.relation(FUNDS.name, funder, project, evidence, amount if len(funders) == 1 else {})

    def _named(self, grant: RegisterRow, side: str, evidence: Evidence) -> tuple[str, ...]:
        """The ids of the organisations on one side of the grant, each once."""
        found: dict[str, None] = {}
        for path in members(grant, side) or (f"{side}/0",):
            try:
                id = self._organisations.add(grant, path, evidence)
            except CellError as error:
                grant.reject(f"{path}/id", error.reason)
                continue
            if id:
                found[id] = None
            else:
                grant.reject(f"{path}/name", Message("loading.missing"))
        return tuple(found)

    def _add_subjects(self, grant: RegisterRow, project: str, evidence: Evidence) -> None:
        titles = (grant.text(f"{path}/title") for path in members(grant, "classifications"))
        phrases = [title for title in titles if title]
        self._reading.about(project, zip(phrases, phrases, strict=True), evidence)
        places: dict[str, None] = {}
        for path in members(grant, "beneficiaryLocation"):
            if grant.text(f"{path}/countryCode") == _SWEDEN:
                places |= dict.fromkeys(self._reading.places(grant.text(f"{path}/name") or _SWEDEN))
        self._reading.located(PROJECT.label, project, places, evidence)


def _dates(grant: RegisterRow) -> tuple[str | None, str | None]:
    """Start and end as they came to be, else as they were planned."""
    for kind in ("actualDates", "plannedDates"):
        starts, ends = grant.period(f"{kind}/0/startDate", f"{kind}/0/endDate", "day-first")
        if starts or ends:
            return starts, ends
    return None, None


def _amount(grant: RegisterRow) -> dict[str, Value]:
    amount = grant.amount("amountAwarded", thousands=",")
    currency = grant.currency("currency") if amount else None
    return {"amount": amount, "currency": currency} if currency else {}


class _Headings(dict[str, str]):
    """What a file calls the fields of a grant, by path; a field without a column is called by its path."""

    def __missing__(self, path: str) -> str:
        return path


def _grants(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    """Every grant of a file, counted in the reading; fields that are not read are noted."""
    if is_workbook(file):
        yield from _sheets_of_grants(file, reading)
    elif file.start.startswith("{"):
        _name_columns((), reading)
        yield from _json_grants(file, reading)
    else:
        _name_columns(file.headings, reading)
        yield from read_csv(file, reading, ())


def _name_columns(headings: Sequence[str], reading: Reading) -> None:
    """Let the words of the reading lead to these headings: the standard's columns have several names each."""
    named = {path_of(heading): heading.strip() for heading in headings if is_read(path_of(heading))}
    reading.settings = replace(reading.settings, columns=_Headings(named))


def _sheets_of_grants(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    """The rows of every sheet of grants; other sheets, which are about the file, are noted."""
    sheets = open_tables(file)
    if not any(_has_needed(sheet.headings) for sheet in sheets):
        raise refuse(file.name, Message("loading.only_headings"))
    for sheet in sheets:
        if _has_needed(sheet.headings):
            _name_columns(sheet.headings, reading)
            yield from sheet_rows(sheet, reading, ())
        else:
            reading.note(Message("loading.sheet_not_read", sheet=sheet.where.title, headings=sheet.headings))


def _texts(file: Sample) -> Iterator[str]:
    """The texts with which a workbook that may be of grants begins, its headings among them."""
    parts = [file.part(name) for name in _PARTS_WITH_HEADINGS]
    if any(map(_FUNDER.search, parts)):
        yield from (text for part in parts for text in _TEXT.findall(part))


def _has_needed(headings: Iterable[str]) -> bool:
    return {path_of(heading) for heading in headings} >= _NEEDED


def _json_grants(file: Sample, reading: Reading) -> Iterator[RegisterRow]:
    unread: dict[str, None] = {}
    for number, record in enumerate(json_records(file, "grants"), start=1):
        reading.rows += 1
        values = dict(flattened(record))
        unread |= dict.fromkeys(without_indices(path) for path in values if not is_read(path))
        positions = {path: position for position, path in enumerate(values)}
        yield RegisterRow(
            RegisterTable(file.name, None, tuple(values), positions, reading), number, tuple(values.values())
        )
    if unread:
        reading.note(Message("loading.fields_not_read", fields=tuple(unread)))


LOADER: Final = GrantsLoader()
