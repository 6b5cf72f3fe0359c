"""What became of organisations, as dated ties between actors of the graph: RISE follows SP since 2017.

The two are often spoken of by different datasets, loaded in any order, so no load can know by itself whether such a tie
has both its ends. The events are therefore a dataset of their own, derived from what the other datasets have brought:
an event is in it when each of its two organisations is spoken of by one of them. So the graph depends on what is loaded
and not on the order, no actor is there only because another one followed it, and a tie goes with the last dataset that
speaks of one of its ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.ingest.ingest import forget, ingest
from graph.ingest.load import Load, LoadReport
from graph.model.records import DatasetRecord, Evidence, Node, Relation
from graph.model.vocabulary import ACTOR, DATASET, FOLLOWS, PART_OF
from graph.store import cypher
from graph.store.protocol import GraphStore, rows
from loaders.enrichment.registered import evidence_of, known_of, own_id, source_records
from loaders.registers.entries import Event, Organisation
from loaders.registers.registry import Registry, load_registry

EVENTS: Final = "register:events"
"""The id of the dataset and of the register that its ties cite."""

_TITLE: Final = "Händelser i registren"
_TYPE: Final = {"follows": FOLLOWS, "part_of": PART_OF}
_SPOKEN_OF: Final = (
    "MATCH (s:Source)-[r:REPORTS]->(:Actor) WHERE s.id IN $registers AND r.dataset <> $events AND r.locator IN $asked "
    "RETURN DISTINCT r.locator AS id ORDER BY id"
)


def with_events(store: GraphStore, report: LoadReport) -> LoadReport:
    """Bring the events in line with the actors that a load or forgetting has left, as a revision of its own.

    Returns the report with the number of that revision, if there was anything to change. Events that somebody has
    forgotten come back with the next load of anything else.

    Raises:
        StoreError: the store failed; what was loaded or forgotten before is done, unless it is part of the same write.
    """
    if report.dataset == EVENTS:
        return report
    registry = load_registry()
    load = _load(registry, _spoken_of(store, registry))
    stored = rows(store, cypher.read_nodes(DATASET, by_id=True), {"ids": [EVENTS]})
    if load.dataset.checksum == next((row["checksum"] for row in stored), None):
        return report
    after = ingest(store, load) if load.relations else forget(store, EVENTS)
    return replace(report, revision=after.revision)


def _spoken_of(store: GraphStore, registry: Registry) -> dict[str, Organisation]:
    """The organisations of events, by register id, that some other dataset speaks of and the register knew there."""
    asked = {id for event in registry.events for id in (event.who, event.whom)}
    organisations = {entry.register_id: entry for entry in registry.organisations if entry.register_id in asked}
    registers = sorted({entry.source for entry in organisations.values()})
    found = rows(store, _SPOKEN_OF, {"registers": registers, "events": EVENTS, "asked": sorted(asked)})
    return {row["id"]: organisations[row["id"]] for row in found}


def _load(registry: Registry, spoken_of: Mapping[str, Organisation]) -> Load:
    events = [event for event in registry.events if {event.who, event.whom} <= spoken_of.keys()]
    concerned = [spoken_of[id] for id in sorted({id for event in events for id in (event.who, event.whom)})]
    nodes = tuple(Node(ACTOR.label, own_id(entry), known_of(entry), evidence_of(entry)) for entry in concerned)
    relations = tuple(_tie(event, spoken_of[event.who], spoken_of[event.whom]) for event in events)
    cited = {EVENTS, *(node.evidence.source for node in nodes)}
    sources = tuple(source for source in source_records(registry) if source.id in cited)
    digest = hashlib.sha256(repr((nodes, relations)).encode()).hexdigest() if relations else None
    return Load(
        DatasetRecord(EVENTS, "registers", _TITLE, shows_collaboration="no", checksum=digest), sources, nodes, relations
    )


def _tie(event: Event, who: Organisation, whom: Organisation) -> Relation:
    evidence = Evidence(EVENTS, locator=event.url)
    labels = (ACTOR.label, ACTOR.label)
    return Relation(_TYPE[event.kind].name, own_id(who), own_id(whom), evidence, {"since": event.date}, labels)
