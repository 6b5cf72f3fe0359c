"""The sources that rows cite, and the evidence for single fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, SourceRecord, slug
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.documents.form import in_both, sheets
from loaders.sources.spreadsheet.naming import Names
from loaders.sources.spreadsheet.rows import Row


class Sources:
    """Källor: what a row's `source` means. A row that names none cites the file it stands in."""

    def __init__(self, reading: Reading, rows: Iterable[Row], checksums: Mapping[str, str]) -> None:
        self._reading = reading
        self._by_name: dict[str, str] = {}
        self._row: dict[str, Row] = {}
        self._created: list[str] = []
        self._file = {file: reading.file_source(file, checksum) for file, checksum in checksums.items()}
        for row in rows:
            self._declare(row)

    def evidence(self, row: Row) -> Evidence:
        """The evidence of a row."""
        named = row.get("source")
        if named is None:
            return Evidence(self._file[row.table.file], row.get("quote"), row.get("page") or row.place)
        source = self._by_name.get(normalised(named)) or self._create(named)
        return Evidence(source, row.get("quote"), row.get("page"))

    def report_created(self) -> None:
        """Note the sources that rows cite but Källor does not list."""
        if self._created:
            self._reading.note(Message("loading.sources_created", names=tuple(self._created)))

    def _is_register(self, name: str) -> bool:
        return any(name == source.id for source in self._reading.registry.sources)

    def _id(self, name: str) -> str:
        return f"{self._reading.dataset}/{slug(name) or name}"

    def _declare(self, row: Row) -> None:
        name = row.get("source")
        if name is None or row.rejected:
            return
        if self._is_register(name):
            return  # described by the register itself
        source = self._id(name)
        if earlier := self._row.get(source):
            reason = Message("loading.source_twice", name=name, earlier=str(earlier.number))
            self._reading.reject(row.problem(reason, "source"), whole_row=True)
            return
        self._row[source] = row
        self._by_name[normalised(name)] = source
        fields = {field: row.get(field) for field in ("title", "url", "licence", "retrieved")}
        fields["title"] = fields["title"] or name
        self._reading.source(SourceRecord(source, **fields))

    def _create(self, name: str) -> str:
        if self._is_register(name):
            return name
        source = self._id(name)
        self._by_name[normalised(name)] = source
        self._created.append(name)
        address = name if name.startswith(("http://", "https://")) else None
        return self._reading.source(SourceRecord(source, title=name, url=address))


class FieldEvidence:
    """Belägg: evidence for single fields of actors and projects."""

    def __init__(self, reading: Reading, rows: Iterable[Row], names: Names, sources: Sources) -> None:
        self._found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self._row: dict[tuple[str, str], Row] = {}
        for row in rows:
            if not row.rejected:
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

    def _declare(self, reading: Reading, row: Row, names: Names, sources: Sources) -> None:
        label, sheet = (
            (PROJECT.label, sheets()["projects"]) if row.get("project") else (ACTOR.label, sheets()["actors"])
        )
        name = row.get("project") or row.get("actor")
        column = sheet.column(row.get("field") or "")
        if name is None or (row.get("project") and row.get("actor")):
            reading.reject(row.problem(Message("loading.project_or_actor")), whole_row=True)
        elif names.is_rejected(label, name):
            names.reject_dependent(row, label, name)
        elif (node := names.find(label, name)) is None:
            column_name = "project" if label == PROJECT.label else "actor"
            reading.reject(row.problem(Message("loading.not_listed", name=name), column_name), whole_row=True)
        elif column is None:
            reason = Message("loading.no_field", value=row.get("field"), known=in_both(sheet.columns))
            reading.reject(row.problem(reason, "field"), whole_row=True)
        else:
            self._found[node, column.name].append(sources.evidence(row))
            self._row.setdefault((node, column.name), row)
