"""The beneficiaries of Kohesio's projects; all else source.yml says."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ACTOR, PARTICIPATES_IN
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import parse_org_number
from loaders.documents.countries import country_named
from loaders.documents.register import RegisterMapping
from loaders.tables.register import Projects
from loaders.tables.register_rows import RegisterRow

_NUMBER: Final = "Beneficiary_Local_Identifier"
_SWEDEN: Final = "Sweden"


class OwnedProjects(Projects):
    """Projects whose beneficiaries wait until all their countries are known."""

    def __init__(self, reading: Reading, table: RegisterMapping) -> None:
        super().__init__(reading, table)
        self._owned: list[tuple[str, str, str | None, str, Evidence]] = []
        self._left_out: Counter[str] = Counter()

    def add_participations(self, row: RegisterRow, project: str, evidence: Evidence) -> None:
        """Keep the beneficiaries of the row."""
        ids, names = row.parts("Beneficiary_Unique_Identifier"), row.parts("Beneficiary_Name")
        # A bar stands between beneficiaries only where there are as many identifiers.
        if len(names) != len(ids):
            names = tuple(filter(None, (row.text("Beneficiary_Name"),)))
        if not names or not all(map(slug, names)):
            self._left_out["loading.no_name_left_out"] += 1
            return
        country = row.text("Country") or ""
        number = self._number(row) if country == _SWEDEN and len(names) == 1 else None
        if number == "":
            self._left_out["loading.persons_left_out"] += 1
            return
        self._owned += [(project, name, number, country, evidence) for name in names]

    def _number(self, row: RegisterRow) -> str | None:
        """The organisation number; empty for the one of a person; None for none or, reported, a wrong one."""
        try:
            written = row.text(_NUMBER)
            return parse_org_number(written) if written else None
        except CellError as error:
            if error.reason.key == "loading.personal_number":
                return ""
            row.reject(_NUMBER, error.reason)
            return None

    def finish(self) -> None:
        """Report the beneficiaries, and count those left out."""
        super().finish()
        countries: dict[str, set[str]] = defaultdict(set)
        for _, name, number, country, _ in self._owned:
            if number is None:
                countries[slug(name)].add(country)
        for project, name, number, country, evidence in self._owned:
            if number is None and len(countries[slug(name)]) > 1:
                name = f"{name} ({country})"
            owner = actor_id(name, org_number=number)
            properties: dict[str, Value] = {"name": name, "kind": self._reading.kind(name), "org_number": number}
            properties["country"] = country_named(country) if country else None
            properties["country"] = country_named(country) if country else None
            self._reading.node(ACTOR.label, owner, properties, evidence)
            self._reading.relation(PARTICIPATES_IN.name, owner, project, evidence, {"role": "owner"})
        for key, count in sorted(self._left_out.items()):
            self._reading.note(Message(key, count=count))

    def _locator(self, key: str) -> str:
        return key


PROJECTS: Final = OwnedProjects
