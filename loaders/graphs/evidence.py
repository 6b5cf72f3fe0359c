"""The evidence that our own exports carry on every edge, and the file as evidence where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.model.dates import check_date
from graph.model.records import Evidence, SourceRecord
from graph.model.vocabulary import STATUSES
from loaders.base import Reading
from loaders.files.json_records import usable_json
from loaders.graphs.elements import Element, PropertyGraph
from loaders.graphs.fields import plain

EVIDENCE: Final = "evidence"
_SOURCE_FIELDS: Final = ("title", "url", "licence")


class Sources:
    """The sources that a file cites, each put into the reading once."""

    def __init__(self, graph: PropertyGraph, reading: Reading) -> None:
        self._reading = reading
        self._registers = {source.id for source in reading.registry.sources}
        self._file = reading.file_source(graph.file, graph.checksum)

    def of_file(self, element: Element) -> Evidence:
        """The element of the file as evidence."""
        return Evidence(self._file, locator=element.locator)

    def of(self, element: Element) -> list[Evidence]:
        """What the element's `evidence` cites, a piece each; the element itself when it cites nothing."""
        return [evidence for evidence, _ in self.pieces(element)]

    def pieces(self, element: Element) -> list[tuple[Evidence, Mapping[str, Any]]]:
        """The same, each with the piece as the file has it."""
        found = [(self._cited(item), item) for item in _items(element.attributes.get(EVIDENCE))]
        return found or [(self.of_file(element), {})]

    def _cited(self, item: Mapping[str, Any]) -> Evidence:
        status = plain(item.get("status"))
        return Evidence(
            self._source(item),
            plain(item.get("quote")),
            plain(item.get("locator")),
            status if status in STATUSES else "asserted",
        )

    def _source(self, item: Mapping[str, Any]) -> str:
        """The id in this dataset of the source that `item` cites; that of a register is its own."""
        named = plain(item.get("source")) or ""
        if named in self._registers:
            return named
        prefix = f"{self._reading.dataset}/"
        fields = {name: plain(item.get(name)) for name in _SOURCE_FIELDS}
        fields["title"] = fields["title"] or named
        id = named if named.startswith(prefix) else prefix + named
        return self._reading.source(SourceRecord(id, **fields, retrieved=_date(plain(item.get("retrieved")))))


def _items(given: Any) -> Iterator[Mapping[str, Any]]:
    """The pieces of evidence, written as a list or as JSON; anything else is none."""
    if isinstance(given, str):
        try:
            given = usable_json(given)
        except (ValueError, RecursionError):
            return
    if isinstance(given, list):
        yield from (item for item in given if isinstance(item, dict) and plain(item.get("source")))


def _date(text: str | None) -> str | None:
    try:
        return check_date(text) if text else None
    except ValueError:
        return None
