"""Small loads in few words, and the whole graph as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.ingest.load import Load
from graph.ingest.reports import ALL_TIES
from graph.model.records import DatasetRecord, Evidence, Node, Relation, SourceRecord, Value, actor_id
from graph.model.vocabulary import (
    FACT_NODES,
    FACT_RELATIONS,
    NODE_TYPES,
    REVISION,
    STATE,
    NodeType,
    Property,
    end_pairs,
)
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction

# When a row was written, not what it says.
_MOMENTS = {"run", "loaded"}


def evidence(source: str = "s", quote: str | None = None, status: str = "asserted") -> Evidence:
    """Evidence of a source."""
    return Evidence(source, quote, status=status)


def actor(name: str, source: str = "s", status: str = "asserted", **properties: Value) -> Node:
    """An actor under the id its record has by itself."""
    known = {key: str(value) for key, value in properties.items() if key in ("org_number", "ror", "pic") and value}
    return Node("Actor", actor_id(name, **known), {"name": name, **properties}, evidence(source, status=status))


def project(id: str, source: str = "s", **properties: Value) -> Node:
    """A project named like its id."""
    return Node("Project", id, {"name": id, **properties}, evidence(source))


def tie(
    name: str, start: Node, end: Node, source: str = "s", quote: str | None = None, **properties: Value
) -> Relation:
    """A relation between two records."""
    return Relation(name, start.id, end.id, evidence(source, quote), properties, (start.label, end.label))


def takes_part(who: Node, where: Node, role: str | None = "partner", source: str = "s") -> Relation:
    """A participation."""
    return tie("PARTICIPATES_IN", who, where, source, role=role)


def load(
    dataset: str, *records: Node | Relation, sources: Iterable[SourceRecord] = (), prune: bool = True, **known: Any
) -> Load:
    """A load of these records; sources nobody describes get a title and a date."""
    nodes = tuple(record for record in records if isinstance(record, Node))
    relations = tuple(record for record in records if isinstance(record, Relation))
    described = {source.id: source for source in sources}
    for id in sorted({record.evidence.source for record in records} - set(described)):
        described[id] = SourceRecord(id, f"Title of {id}", retrieved="2026-01-01")
    about = DatasetRecord(dataset, "test", f"Dataset {dataset}", **known)
    return Load(about, tuple(described.values()), nodes, relations, prune=prune)


def small_load(dataset: str) -> Load:
    """One project of three partners, two of which every such dataset shares."""
    partners = [actor("Åsele kommun"), actor("Boliden AB"), actor(f"Partner {dataset}")]
    undertaking = project(f"{dataset}:p")
    return load(dataset, undertaking, *partners, *(takes_part(each, undertaking) for each in partners))


NAMING: dict[str, Value] = {"recipient": "actor-2", "approximate": ("budget",)}
"""Values of properties that name something that is there: an actor, another property."""


def everything(dataset: str = "all") -> Load:
    """Every type of node and relation, once with every property filled and once with none."""
    nodes = [
        Node(node.label, f"{node.label.lower()}-{number}", filled(node, str(number)) if number == 1 else {}, evidence())
        for node in FACT_NODES
        for number in (1, 2)
    ]
    relations = [
        Relation(
            relation.name,
            f"{labels[0].lower()}-1",
            f"{labels[1].lower()}-2",
            evidence(quote="Å, ä" if fill else None),
            {each.name: sample(each, "1") for each in relation.own} if fill else {},
            labels,
        )
        for relation in FACT_RELATIONS
        for labels in end_pairs(relation)
        for fill in (True, False)
    ]
    return load(dataset, *nodes, *relations, covers_places=("se:24", "se:25"), covers_from="2020")


def filled(node: NodeType, suffix: str) -> dict[str, Value]:
    """A value for every property of a node type."""
    return {each.name: sample(each, suffix) for each in node.properties}


def sample(declared: Property, suffix: str) -> Value:
    """A value that the property accepts."""
    if declared.choices:
        return declared.choices[0]
    if declared.name in NAMING:
        return NAMING[declared.name]
    samples: dict[str, Value] = {
        "text": f"Ångström {declared.name} {suffix}",
        "texts": ("ä", "ö"),
        "date": "2025-07",
        "number": 1.5,
        "integer": 1,
    }
    return samples[declared.type]


def dump(store: GraphStore) -> dict[str, list[Row]]:
    """Everything the graph says, by label and relation with its ends; without moments and revisions."""
    return store.read(_dump)


def rows_of(store: GraphStore, name: str) -> list[Row]:
    """The dumped rows of one label or relation type, whatever labels it joins."""
    return [row for key, rows in dump(store).items() if key.split(" ")[0] == name for row in rows]


def revision(store: GraphStore) -> int:
    """The number of the newest revision."""
    return store.read(state.revision)


def empty(store: GraphStore) -> None:
    """Make the graph as new."""

    def work(transaction: Transaction) -> None:
        for node in NODE_TYPES:
            if node != STATE:
                transaction.rows(f"MATCH (n:{node.label}) DETACH DELETE n")
        state.advance(transaction, 0)

    store.write(work)


def _dump(transaction: Transaction) -> dict[str, list[Row]]:
    found = {
        node.label: transaction.rows(cypher.read_nodes(node)) for node in NODE_TYPES if node not in (STATE, REVISION)
    }
    for relation, labels in ALL_TIES:
        found[f"{relation.name} {' '.join(labels)}"] = transaction.rows(cypher.read_relations(relation, *labels))
    return {
        name: [{key: value for key, value in row.items() if key not in _MOMENTS} for row in rows]
        for name, rows in found.items()
        if rows
    }
