"""Statements derived from the model, in the portable subset that both engines run unchanged. Pure.

Property names are quoted: `starts` and `ends` are keywords on the embedded engine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from graph.model.vocabulary import NODE_TYPES, RELATION_TYPES, NodeType, Property, PropertyType, RelationType

_COLUMN_TYPE: Final[dict[PropertyType, str]] = {
    "text": "STRING",
    "texts": "STRING[]",
    "date": "STRING",
    "number": "DOUBLE",
    "integer": "INT64",
}


def column(declared: Property) -> str:
    """A property as a column of a typed table."""
    return f"`{declared.name}` {_COLUMN_TYPE[declared.type]}"


def tables() -> tuple[str, ...]:
    """Statements that make the typed tables of an engine with a schema."""
    nodes = [
        f"CREATE NODE TABLE IF NOT EXISTS {node.label}"
        f"({', '.join(['id STRING PRIMARY KEY', *(column(property) for property in node.properties)])})"
        for node in NODE_TYPES
    ]
    relations = [
        f"CREATE REL TABLE IF NOT EXISTS {relation.name}"
        f"({', '.join([*_pairs(relation), *(column(property) for property in relation.properties)])})"
        for relation in RELATION_TYPES
    ]
    return (*nodes, *relations)


def missing_pairs() -> tuple[str, ...]:
    """Statements that let the relation tables of an older schema join every pair of labels that the model has."""
    return tuple(
        f"ALTER TABLE {relation.name} ADD IF NOT EXISTS {pair}"
        for relation in RELATION_TYPES
        for pair in _pairs(relation)
    )


def constraints() -> tuple[str, ...]:
    """Statements that make ids unique and reports quick to find on an engine without a schema."""
    nodes = [
        f"CREATE CONSTRAINT {node.label}_id IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        for node in NODE_TYPES
    ]
    relations = [
        f"CREATE INDEX {relation.name}_{name} IF NOT EXISTS FOR ()-[r:{relation.name}]-() ON (r.{name})"
        for relation in RELATION_TYPES
        for name in ("key", "dataset")
    ]
    return (*nodes, *relations)


def upsert_nodes(node: NodeType, absent: Collection[str] = ()) -> str:
    """For each row write a node, be it there or not; `absent` names the properties that no row of the batch has.

    A typed engine cannot tell the type of a column that is null in every row, so those are set to NULL by name.
    """
    return f"MERGE (n:{node.label} {{id: row.id}}) SET {_assignments(node, absent)}"


def create_nodes(node: NodeType, absent: Collection[str] = ()) -> str:
    """For each row write a node that is not there yet: a third of the time that finding out takes."""
    present = "".join(f", {property}" for property in _present(node.properties, absent))
    return f"CREATE (n:{node.label} {{id: row.id{present}}})"


def update_nodes(node: NodeType, absent: Collection[str] = ()) -> str:
    """For each row give a node that is there its properties."""
    return f"MATCH (n:{node.label} {{id: row.id}}) SET {_assignments(node, absent)}"


def create_relations(relation: RelationType, start: str, end: str, absent: Collection[str] = ()) -> str:
    """For each row write a report that is not there yet, between nodes that exist.

    CREATE, not MERGE: the difference is known, and MERGE, like SET after it, looks through all ties of a source
    that reports everything. Two MATCH clauses: with one comma-separated MATCH it takes a hundred times longer.
    """
    return (
        f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end_}}) "
        f"CREATE (a)-[r:{relation.name} {{{', '.join(_present(relation.properties, absent))}}}]->(b)"
    )


def delete_relations(relation: RelationType, start: str, end: str) -> str:
    """Delete the reports of `$keys`. Naming the ends too makes the embedded engine five times slower."""
    return f"UNWIND $keys AS gone MATCH (:{start})-[r:{relation.name} {{key: gone}}]->(:{end}) DELETE r"


def delete_nodes(node: NodeType) -> str:
    """Delete the nodes of `$ids`, with what hangs on them."""
    return f"UNWIND $ids AS gone MATCH (n:{node.label} {{id: gone}}) DETACH DELETE n"


def read_nodes(node: NodeType, *, by_id: bool = False) -> str:
    """All nodes of a label with every property; only those of `$ids` when `by_id`."""
    pattern = f"MATCH (n:{node.label})"
    if by_id:
        pattern = f"UNWIND $ids AS wanted MATCH (n:{node.label} {{id: wanted}})"
    columns = ", ".join(f"n.`{property.name}` AS `{property.name}`" for property in node.properties)
    return f"{pattern} RETURN n.id AS id, {columns} ORDER BY id"


def read_relations(relation: RelationType, start: str, end: str, where: str = "") -> str:
    """All reports between two labels with every property and both ends' ids; `where` is a condition on a, r, b."""
    columns = ", ".join(f"r.`{property.name}` AS `{property.name}`" for property in relation.properties)
    condition = f" WHERE {where}" if where else ""
    return (
        f"MATCH (a:{start})-[r:{relation.name}]->(b:{end}){condition} "
        f"RETURN a.id AS start, b.id AS end_, {columns} ORDER BY key"
    )


def _pairs(relation: RelationType) -> list[str]:
    return [f"FROM {start.label} TO {end.label}" for start, end in relation.ends]


def _assignments(node: NodeType, absent: Collection[str]) -> str:
    names = (property.name for property in node.properties)
    return ", ".join(f"n.`{name}` = {'NULL' if name in absent else f'row.`{name}`'}" for name in names)


def _present(properties: Iterable[Property], absent: Collection[str]) -> list[str]:
    return [f"`{property.name}`: row.`{property.name}`" for property in properties if property.name not in absent]
