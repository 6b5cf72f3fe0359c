"""Rows as records: actors and projects, then the ties between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.messages import Message
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import (
    ABOUT,
    ACTOR,
    COLLABORATES_WITH,
    FUNDS,
    NODE_BY_LABEL,
    PART_OF,
    PARTICIPATES_IN,
    PROJECT,
)
from loaders.base import Reading
from loaders.cell_errors import ends_before
from loaders.documents.cells import Amount, PlacePhrase
from loaders.documents.form import SheetName
from loaders.sources.spreadsheet.evidence import FieldEvidence, Sources
from loaders.sources.spreadsheet.flat import unfold
from loaders.sources.spreadsheet.naming import Names
from loaders.sources.spreadsheet.rows import Row


def add_records(rows: Sequence[Row], reading: Reading, checksums: Mapping[str, str]) -> None:
    """Put what the rows say into `reading`; `checksums` has the files by name."""
    _Records(rows, reading, checksums).add()


class _Records:
    """The rows of all sheets on their way to records."""

    def __init__(self, rows: Sequence[Row], reading: Reading, checksums: Mapping[str, str]) -> None:
        self.reading = reading
        self.rows = [*rows, *unfold(rows, reading)]
        self.names = Names(reading)
        self.sources = Sources(reading, self._of("sources"), checksums)

    def add(self) -> None:
        actors = [(row, id) for row in self._of("actors") if (id := self._declare_actor(row))]
        projects = [(row, id) for row in self._of("projects") if (id := self._declare_project(row))]
        self.evidence = FieldEvidence(self.reading, self._of("evidence"), self.names, self.sources)
        for row, id in actors:
            self._add_node(ACTOR.label, id, row)
            self._add_places(ACTOR.label, id, row, "place")
        for row, id in projects:
            self._add_node(PROJECT.label, id, row)
            self._add_places(PROJECT.label, id, row, "places")
            self._add_themes(id, row)
            self._add_whole(id, row)
        for sheet, add in self._ties().items():
            for row in self._of(sheet):
                if not row.rejected:
                    add(row, self.sources.evidence(row))
        self.evidence.report_unused(self.reading)
        self.names.report_created()
        self.sources.report_created()

    def _ties(self) -> dict[SheetName, Callable[[Row, Evidence], None]]:
        return {
            "participation": self._add_participation,
            "funding": self._add_funding,
            "collaborations": self._add_collaboration,
            "offers": self._add_offer,
        }

    def _of(self, sheet: SheetName) -> list[Row]:
        return [row for row in self.rows if row.sheet == sheet]

    def _declare_actor(self, row: Row) -> str | None:
        name = row.get("name")
        if name is None:
            return None
        id = actor_id(name, org_number=row.get("org_number"))
        return id if self._declare(ACTOR.label, row, id, (name, *(row.get("aliases") or ()))) else None

    def _declare_project(self, row: Row) -> str | None:
        name, acronym = row.get("name"), row.get("acronym")
        if name is None:
            return None
        names = tuple(dict.fromkeys(title for title in (name, acronym) if title))
        key = slug(acronym or "") or slug(name)
        id = f"{self.reading.dataset}:{key}" if key else ""
        row = row if self._period_is_right(row) else replace(row, rejected=True)
        return id if self._declare(PROJECT.label, row, id, names) else None

    def _declare(self, label: str, row: Row, id: str, names: Sequence[str]) -> bool:
        if not id and not row.rejected:
            self.reading.reject(row.problem(Message("loading.no_letter", value=names[0]), "name"), whole_row=True)
            return False
        return self.names.declare(label, row, id, names)

    def _period_is_right(self, row: Row) -> bool:
        if reason := ends_before(row.get("starts"), row.get("ends")):
            self.reading.reject(row.problem(reason, "ends"), whole_row=True)
        return reason is None

    def _add_node(self, label: str, id: str, row: Row) -> None:
        properties: dict[str, Value] = {field.name: row.get(field.name) for field in NODE_BY_LABEL[label].properties}
        if label == PROJECT.label:
            amount, currency = self._money(row, "budget")
            properties |= {"budget": amount, "currency": currency}
        properties = {field: value for field, value in properties.items() if value is not None}
        first: dict[str, Evidence] = {}
        for field in properties:
            for evidence in self.evidence.of(id, field):
                if field not in first:
                    first[field] = evidence
                else:
                    self.reading.node(label, id, {field: properties[field]}, evidence, {field: evidence})
        self.reading.node(label, id, properties, self.sources.evidence(row), first)

    def _add_places(self, label: str, id: str, row: Row, field: str) -> None:
        phrases: tuple[PlacePhrase, ...] = row.get(field) or ()
        for phrase, amount in phrases:
            evidence = self.evidence.of_item(id, field, phrase, self.sources.evidence(row))
            properties: dict[str, Value] = {}
            if amount:
                properties = {"amount": amount.number, "currency": amount.currency or self._money(row, "budget")[1]}
            places = self.reading.places(phrase)
            if amount and len(places) > 1:
                reason = Message("loading.several_counties", phrase=phrase, count=len(places))
                self.reading.reject(row.problem(reason, field), whole_row=True)
                continue
            self.reading.located(label, id, places, evidence, properties)

    def _add_themes(self, id: str, row: Row) -> None:
        for phrase in row.get("themes") or ():
            if theme := self.reading.theme(phrase):
                evidence = self.evidence.of_item(id, "themes", phrase, self.sources.evidence(row))
                self.reading.relation(ABOUT.name, id, theme, evidence, {"phrase": phrase})

    def _add_whole(self, id: str, row: Row) -> None:
        if row.get("part_of") is None:
            return
        evidence = self.evidence.of_item(id, "part_of", row.get("part_of"), self.sources.evidence(row))
        whole = self.names.resolve(PROJECT.label, row, "part_of", evidence)
        if whole == id:
            self.reading.reject(row.problem(Message("loading.part_of_itself"), "part_of"), whole_row=True)
        elif whole:
            self.reading.relation(PART_OF.name, id, whole, evidence, labels=(PROJECT.label, PROJECT.label))

    def _add_participation(self, row: Row, evidence: Evidence) -> None:
        ends = self._ends(row, evidence, "actor")
        if ends:
            self.reading.relation(PARTICIPATES_IN.name, *ends, evidence, {"role": row.get("role")})

    def _add_funding(self, row: Row, evidence: Evidence) -> None:
        amount, currency = self._money(row, "amount")
        ends = self._ends(row, evidence, "funder")
        if ends:
            properties: dict[str, Value] = {"amount": amount, "currency": currency, "share": row.get("share")}
            self.reading.relation(FUNDS.name, *ends, evidence, properties)

    def _add_collaboration(self, row: Row, evidence: Evidence) -> None:
        one = self.names.resolve(ACTOR.label, row, "actor_a", evidence)
        other = self.names.resolve(ACTOR.label, row, "actor_b", evidence)
        since, until = row.get("since"), row.get("until")
        if one and one == other:
            self.reading.reject(row.problem(Message("loading.with_itself"), "actor_b"), whole_row=True)
        elif reason := ends_before(since, until):
            self.reading.reject(row.problem(reason, "until"), whole_row=True)
        elif one and other:
            properties = {"kind": row.get("kind"), "since": since, "until": until}
            self.reading.relation(COLLABORATES_WITH.name, one, other, evidence, properties)

    def _add_offer(self, row: Row, evidence: Evidence) -> None:
        actor = self.names.resolve(ACTOR.label, row, "actor", evidence)
        theme = self.reading.theme(row.get("theme"))
        if actor and theme:
            self.reading.relation(row.get("offers_or_needs"), actor, theme, evidence)

    def _ends(self, row: Row, evidence: Evidence, column: str) -> tuple[str, str] | None:
        project = self.names.resolve(PROJECT.label, row, "project", evidence)
        actor = self.names.resolve(ACTOR.label, row, column, evidence) if project else None
        return (actor, project) if actor and project else None

    def _money(self, row: Row, column: str) -> tuple[float | None, str | None]:
        """Amount and currency of a row; the currency may stand in its own column or beside the amount."""
        amount: Amount | None = row.get(column)
        stated: str | None = row.get("currency")
        if amount is None:
            return None, stated
        return amount.number, stated or amount.currency
