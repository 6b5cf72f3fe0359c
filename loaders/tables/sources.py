"""The sources that rows cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, SourceRecord, slug
from loaders.base import Reading
from loaders.documents.fields import OF_EVIDENCE
from loaders.tables.understood import RefusedError, Understood, refusing


class Sources:
    """What a row's `source` means. A row that names none cites the file it stands in.

    `declared` are rows that describe a source each (Källor), `checksums` those of the files by name.
    """

    def __init__(self, reading: Reading, checksums: Mapping[str, str], declared: Iterable[Understood] = ()) -> None:
        self._reading = reading
        self._by_name: dict[str, str] = {}
        self._rows: dict[str, Understood] = {}
        self._created: list[str] = []
        self._file = {file: reading.file_source(file, checksum) for file, checksum in checksums.items()}
        for row in declared:
            if not row.problems:
                with refusing(row, reading):
                    self._declare(row)

    def evidence(self, row: Understood) -> Evidence:
        """The evidence of a row."""
        named, quote, page = (row.text(field) for field in OF_EVIDENCE)
        if named is None:
            return Evidence(self._file[row.by.table.where.file], quote, page or row.place)
        return Evidence(self._by_name.get(normalised(named)) or self._create(named), quote, page)

    def report_created(self) -> None:
        """Note the sources that rows cite but Källor does not list."""
        if self._created:
            self._reading.note(Message("loading.sources_created", names=tuple(self._created)))

    def _is_register(self, name: str) -> bool:
        return any(name == source.id for source in self._reading.registry.sources)

    def _id(self, name: str) -> str:
        return f"{self._reading.dataset}/{slug(name) or name}"

    def _declare(self, row: Understood) -> None:
        name = str(row.get("source"))
        if self._is_register(name):
            return  # which describes itself
        source = self._id(name)
        if earlier := self._rows.get(source):
            raise RefusedError(Message("loading.source_twice", name=name, earlier=str(earlier.number)), "source")
        self._rows[source] = row
        self._by_name[normalised(name)] = source
        fields = {field: row.text(field) for field in ("title", "url", "licence", "retrieved")}
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
