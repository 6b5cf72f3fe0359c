"""Writing a difference: deletions first, then nodes, then ties, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from graph.ingest.change_set import ChangeSet, NodeChanges
from graph.ingest.reports import Tie
from graph.model.vocabulary import NodeType, RelationType
from graph.store import cypher
from graph.store.protocol import Row, Transaction, absent_properties, batches

Progress = Callable[[str, int, int], None]

_ENDS: Final = ("start", "end_")


def write_change_set(transaction: Transaction, difference: ChangeSet, progress: Progress | None = None) -> None:
    """Bring the graph from what it was to what the difference says."""
    for relation, labels, rows in _by_type(difference.deleted()):
        for batch in batches(rows):
            transaction.rows(cypher.delete_relations(relation, *labels), {"keys": [row["key"] for row in batch]})
    for nodes in (*difference.nodes, difference.sources, difference.dataset):
        _write_nodes(transaction, nodes)
    _create(transaction, difference.created(), progress)


def upsert(transaction: Transaction, node_type: NodeType, batch: list[Row]) -> None:
    """Write one batch of nodes, be they there or not, given as rows with an id and any of the type's properties."""
    _for_each(transaction, cypher.upsert_nodes, node_type, batch)


def create_nodes(transaction: Transaction, node_type: NodeType, batch: list[Row]) -> None:
    """Write one batch of nodes that are not there yet."""
    _for_each(transaction, cypher.create_nodes, node_type, batch)


def create(transaction: Transaction, relation: RelationType, labels: tuple[str, str], batch: list[Row]) -> None:
    """Write one batch of reports, given as rows with `start`, `end_` and any of the type's properties."""
    names = [property.name for property in relation.properties]
    absent = absent_properties(batch, names)
    present = [name for name in names if name not in absent]
    transaction.for_each(cypher.create_relations(relation, *labels, absent), batch, [*_ENDS, *present])


def _for_each(
    transaction: Transaction,
    statement: Callable[[NodeType, frozenset[str]], str],
    node_type: NodeType,
    batch: list[Row],
) -> None:
    names = [property.name for property in node_type.properties]
    absent = absent_properties(batch, names)
    present = [name for name in names if name not in absent]
    transaction.for_each(statement(node_type, absent), batch, ["id", *present])


def _create(transaction: Transaction, ties: list[Tie], progress: Progress | None) -> None:
    done = 0
    for relation, labels, rows in _by_type(ties):
        for batch in batches(rows):
            create(transaction, relation, labels, batch)
            done += len(batch)
            if progress:
                progress("write", done, len(ties))


def _write_nodes(transaction: Transaction, nodes: NodeChanges) -> None:
    for ids in batches(nodes.deletions()):
        transaction.rows(cypher.delete_nodes(nodes.type), {"ids": ids})
    for batch in batches(nodes.created()):
        create_nodes(transaction, nodes.type, batch)
    for batch in batches(nodes.updated()):
        _for_each(transaction, cypher.update_nodes, nodes.type, batch)


def _by_type(ties: Iterable[Tie]) -> list[tuple[RelationType, tuple[str, str], list[Row]]]:
    grouped: dict[tuple[str, tuple[str, str]], list[Tie]] = defaultdict(list)
    for tie in ties:
        grouped[tie.type.name, tie.labels].append(tie)
    return [(group[0].type, labels, [tie.row for tie in group]) for (_, labels), group in grouped.items()]
