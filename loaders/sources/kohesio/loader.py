"""Reads Kohesio's CSV of projects."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ACTOR, FUNDS, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import parse_org_number
from loaders.files.sample import Sample
from loaders.tables.register_rows import RegisterRow, read_csv

_ADDRESS: Final = re.compile(r"(?:https?://linkedopendata\.eu/entity/)?(Q\d+)")
_MARK: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_PERCENT: Final = 100
_SWEDEN: Final = "Sweden"
_NEEDED: Final = ("id", "name", "country", "starts", "ends", "budget", "grant", "beneficiary_id")


class KohesioLoader:
    """Projects with their beneficiaries and funds."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file has Kohesio's headings."""
        return {"Operation_Unique_Identifier", "Beneficiary_Unique_Identifier"} <= set(file.headings)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every row of every file; a project that stands in a later row again is a bad row."""
        reading.own_source()
        projects = _Projects(reading)
        for file in files:
            for row in read_csv(file, reading, _NEEDED):
                projects.add(row)
        projects.report()


class _Projects:
    """The projects on their way to the reading; beneficiaries wait until all their countries are known."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._seen: set[str] = set()
        self._owned: list[tuple[str, str, str | None, str, Evidence]] = []
        self._left_out: Counter[str] = Counter()

    def add(self, row: RegisterRow) -> None:
        """Report one project, or say why it cannot be used."""
        address, name = _ADDRESS.fullmatch(row.text("id") or ""), row.first("name", "name_en")
        if address is None or address[1] in self._seen or name is None:
            is_again = bool(address and address[1] in self._seen)
            reason = Message("loading.repeated" if is_again else "loading.missing")
            row.reject("name" if address and not is_again else "id", reason, whole_row=True)
            return
        self._seen.add(address[1])
        project = f"{self._reading.dataset}:{address[1].lower()}"
        evidence = Evidence(self._reading.dataset, locator=address[1])
        starts, ends = row.period(order="day-first")
        currency = row.currency("currency", "EUR")
        budget = row.amount("budget") if currency else None
        english = _plain(row.text("name_en") or "")
        properties: dict[str, Value] = {
            "name": _plain(name),
            "aliases": (english,) if english not in ("", _plain(name)) else None,
            "numbers": (address[1],),
            "summary": _plain(row.first("summary", "summary_en") or "") or None,
            "starts": starts,
            "ends": ends,
            "budget": budget,
            "currency": currency if budget is not None else None,
        }
        self._reading.node(PROJECT.label, project, properties, evidence)
        self._add_funds(row, project, currency, evidence)
        self._add_subjects(row, project, evidence)
        self._keep_beneficiaries(row, project, evidence)

    def report(self) -> None:
        """Put the beneficiaries into the reading, and count those left out."""
        countries: dict[str, set[str]] = defaultdict(set)
        for _, name, number, country, _ in self._owned:
            if number is None:
                countries[slug(name)].add(country)
        for project, name, number, country, evidence in self._owned:
            if number is None and len(countries[slug(name)]) > 1:
                name = f"{name} ({country})"
            owner = actor_id(name, org_number=number)
            properties: dict[str, Value] = {"name": name, "kind": self._reading.kind(name), "org_number": number}
            self._reading.node(ACTOR.label, owner, properties, evidence)
            self._reading.relation(PARTICIPATES_IN.name, owner, project, evidence, {"role": "owner"})
        for key, count in sorted(self._left_out.items()):
            self._reading.note(Message(key, count=count))

    def _add_funds(self, row: RegisterRow, project: str, currency: str | None, evidence: Evidence) -> None:
        names = row.parts("fund", "fund_code", "programme")
        grant, rate = row.amount("grant"), row.amount("rate")
        share = rate / _PERCENT if rate is not None and rate <= _PERCENT else None
        properties: dict[str, Value] = {"share": share}
        if grant and currency:
            properties |= {"amount": grant, "currency": currency}
        for name in names:
            self._reading.node(ACTOR.label, slug(name), {"name": name, "kind": "programme"}, evidence)
            self._reading.relation(FUNDS.name, slug(name), project, evidence, properties if len(names) == 1 else {})

    def _add_subjects(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        phrases = [part for word in ("thematic", "policy", "category") for part in row.parts(word)]
        self._reading.about(project, zip(phrases, phrases, strict=True), evidence)
        # The Swedish counties of the finest codes there are.
        codes = [code for code in row.parts("nuts_3", "nuts_2") if code.startswith("SE")]
        places = dict.fromkeys(place for code in codes for place in self._reading.places(code))
        self._reading.located(PROJECT.label, project, places, evidence)

    def _keep_beneficiaries(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        ids, names = row.parts("beneficiary_id"), row.parts("beneficiary")
        # A bar stands between beneficiaries only where there are as many identifiers.
        if len(names) != len(ids):
            names = tuple(filter(None, (row.text("beneficiary"),)))
        if not names or not all(map(slug, names)):
            self._left_out["loading.no_name_left_out"] += 1
            return
        country = row.text("country") or ""
        number = self._number(row) if country == _SWEDEN and len(names) == 1 else None
        if number == "":
            self._left_out["loading.persons_left_out"] += 1
            return
        self._owned += [(project, name, number, country, evidence) for name in names]

    def _number(self, row: RegisterRow) -> str | None:
        """The organisation number; empty for the one of a person; None where there is none or, told, a wrong one."""
        try:
            written = row.text("number")
            return parse_org_number(written) if written else None
        except CellError as error:
            if error.reason.key == "loading.personal_number":
                return ""
            row.reject("number", error.reason)
            return None


def _plain(text: str) -> str:
    """A text without its marks of HTML."""
    return " ".join(html.unescape(_MARK.sub(" ", text)).split())


LOADER: Final = KohesioLoader()
