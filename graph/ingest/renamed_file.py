"""A dataset's file under another name than before: what it says is still said by the same source."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ingest.load import Load
from graph.ingest.parts import restated
from graph.ingest.reports import Ties
from graph.model.records import Evidence, SourceRecord
from graph.store.protocol import Transaction

_FILES: Final = (
    "MATCH (s:Source) WHERE s.id STARTS WITH $prefix AND s.checksum IS NOT NULL RETURN s.id AS id ORDER BY id"
)


def as_stored(transaction: Transaction, load: Load, stored: Ties) -> Load:
    """The load with its file as the source that the dataset's file was before, where one file took another's place.

    Else a list saved under next year's name would withdraw all that it says, and say it anew. Of a part this holds
    for what the dataset says already.
    """
    prefix = f"{load.dataset.id}/"
    known = {row["id"] for row in transaction.rows(_FILES, {"prefix": prefix})}
    files = {source.id for source in load.sources if source.checksum and source.id.startswith(prefix)}
    new, gone = files - known, known - files
    if load.part:
        return restated(load, stored, sorted(gone)) if gone else load
    return _renamed(load, *new, *gone) if len(new) == len(gone) == 1 else load


def _renamed(load: Load, new: str, before: str) -> Load:
    def cited(evidence: Evidence) -> Evidence:
        return replace(evidence, source=before) if evidence.source == new else evidence

    def named(source: SourceRecord) -> SourceRecord:
        return replace(source, id=before) if source.id == new else source

    nodes = (
        replace(
            node,
            evidence=cited(node.evidence),
            property_evidence={name: cited(evidence) for name, evidence in node.property_evidence.items()},
        )
        for node in load.nodes
    )
    relations = (replace(relation, evidence=cited(relation.evidence)) for relation in load.relations)
    return replace(load, sources=tuple(map(named, load.sources)), nodes=tuple(nodes), relations=tuple(relations))
