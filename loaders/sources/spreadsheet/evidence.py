"""Evidence for single fields of actors and projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.documents.form import in_both, sheets
from loaders.sources.spreadsheet.naming import ListedNames
from loaders.tables.rows import Understood
from loaders.tables.sources import Sources


class ListedEvidence:
    """Belägg: evidence for single fields of actors and projects."""

    def __init__(self, reading: Reading, rows: Iterable[Understood], names: ListedNames, sources: Sources) -> None:
        self._found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self._row: dict[tuple[str, str], Understood] = {}
        for row in rows:
            if not row.problems:
                self._declare(reading, row, names, sources)

    def of(self, node: str, field: str) -> list[Evidence]:
        """The evidence for a field, in the order of the rows."""
        self._row.pop((node, field), None)
        return self._found.get((node, field), [])

    def of_item(self, node: str, field: str, item: str, otherwise: Evidence) -> Evidence:
        """The evidence for one item of a list: the one that quotes it, else the first, else `otherwise`."""
        found = self.of(node, field)
        quoting = (evidence for evidence in found if evidence.quote and normalised(item) in normalised(evidence.quote))
        return next(quoting, found[0] if found else otherwise)

    def report_unused(self, reading: Reading) -> None:
        """Reject evidence for fields that are empty."""
        for (_, field), row in self._row.items():
            reason = Message("loading.evidence_for_nothing", field=field)
            reading.reject(row.problem(reason, "field"), whole_row=True)

    def _declare(self, reading: Reading, row: Understood, names: ListedNames, sources: Sources) -> None:
        project, actor, field = (row.text(name) for name in ("project", "actor", "field"))
        label, sheet = (PROJECT.label, sheets()["projects"]) if project else (ACTOR.label, sheets()["actors"])
        name = project or actor
        column = sheet.column(field or "")
        if name is None or (project and actor):
            reading.reject(row.problem(Message("loading.project_or_actor")), whole_row=True)
        elif names.is_rejected(label, name):
            names.report_left_out(row, label, name)
        elif (node := names.find(label, name)) is None:
            reason = Message("loading.not_listed", name=name)
            reading.reject(row.problem(reason, "project" if project else "actor"), whole_row=True)
        elif column is None:
            reason = Message("loading.no_field", value=field, known=in_both(sheet.columns))
            reading.reject(row.problem(reason, "field"), whole_row=True)
        else:
            self._found[node, column.name].append(sources.evidence(row))
            self._row.setdefault((node, column.name), row)
