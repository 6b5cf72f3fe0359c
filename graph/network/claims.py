"""Who claims what of one node, read from the store: a snapshot keeps the values, not their claims."""

from __future__ import annotations

from graph.model.vocabulary import REPORTS, SOURCE
from graph.store import cypher
from graph.store.protocol import Row, Transaction


def read_claims(transaction: Transaction, label: str, id: str) -> list[Row]:
    """The reports of a node by their sources, with the claims of each as JSON."""
    return transaction.rows(cypher.read_relations(REPORTS, SOURCE.label, label, "b.id = $id"), {"id": id})


def current_id(transaction: Transaction, label: str, given: str) -> str | None:
    """The id that a node has now whose sources call it `given`; None unless it is exactly one."""
    found = transaction.rows(
        f"MATCH (s:Source)-[r:REPORTS]->(n:{label}) WHERE r.given_end = $given RETURN DISTINCT n.id AS id ORDER BY id",
        {"given": given},
    )
    return str(found[0]["id"]) if len(found) == 1 else None
