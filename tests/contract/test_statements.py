"""Every statement HUR has gives equal rows in equal order on the embedded engine and on a server."""

from dataclasses import replace
from typing import Any

import pytest

from graph.ingest.ingest import ingest
from graph.ingest.load import LoadReport
from graph.ingest.reports import ALL_TIES
from graph.ingest.write import create, upsert
from graph.model.records import Value
from graph.model.vocabulary import ACTOR, FACT_NODES, NODE_TYPES, SOURCE, STATE, RelationType
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store import cypher
from graph.store.protocol import GraphStore, Row, Transaction, rows
from tests.contract.samples import dump, everything, filled, load, sample, small_load

Pair = tuple[GraphStore, GraphStore]


@pytest.fixture
def filled_pair(embedded: GraphStore, served: GraphStore) -> Pair:
    """The same graph on both engines."""
    for store in (embedded, served):
        for each in (everything(), small_load("å"), small_load("b")):
            ingest(store, each)
    return embedded, served


def in_columns(found: list[Row]) -> list[list[tuple[str, str]]]:
    """Rows with names, order and types of their columns."""
    return [[(name, repr(value)) for name, value in row.items()] for row in found]


def check_equal(pair: Pair, statement: str, parameters: dict[str, Any] | None = None, least: int = 1) -> None:
    embedded, served = (rows(store, statement, parameters) for store in pair)
    assert in_columns(embedded) == in_columns(served), statement
    assert len(embedded) >= least, statement


def test_reading_statements(filled_pair: Pair) -> None:
    moments = ("loaded", "run", "at", "writer", "summary", "difference", "digest")
    for node in (*FACT_NODES, SOURCE):
        check_equal(filled_pair, cypher.read_nodes(node))
        ids = [row["id"] for row in rows(filled_pair[0], cypher.read_nodes(node))]
        check_equal(filled_pair, cypher.read_nodes(node, by_id=True), {"ids": [*ids[::-1], "nobody"]}, least=len(ids))
        check_equal(filled_pair, cypher.read_nodes(node, by_id=True), {"ids": []}, least=0)
    for node in NODE_TYPES:
        embedded, served = (
            [
                {name: value for name, value in row.items() if name not in moments}
                for row in rows(store, cypher.read_nodes(node))
            ]
            for store in filled_pair
        )
        assert in_columns(embedded) == in_columns(served)
    assert dump(filled_pair[0]) == dump(filled_pair[1])


@pytest.mark.parametrize(
    "where", ["", "r.dataset = $dataset", "r.dataset <> $dataset AND (a.id IN $ids OR b.id IN $ids)"]
)
def test_reading_relations(filled_pair: Pair, where: str) -> None:
    parameters = {"dataset": "all", "ids": ["boliden-ab", "b:p"]} if where else {}
    for relation, labels in ALL_TIES:
        statement = cypher.read_relations(relation, *labels, where)
        embedded, served = (rows(store, statement, parameters) for store in filled_pair)
        for row in (*embedded, *served):
            row["run"] = None
        assert in_columns(embedded) == in_columns(served), statement


def without_moments(snapshot: StakeholderNetwork) -> StakeholderNetwork:
    """The snapshot without the times of loading, which differ by the moment between two loads."""
    datasets = {id: replace(dataset, loaded=None) for id, dataset in snapshot.datasets.items()}
    return replace(snapshot, datasets=datasets, made=None)


def test_snapshots_are_equal(filled_pair: Pair) -> None:
    embedded, served = (without_moments(read_network(store)) for store in filled_pair)
    assert embedded.facts == served.facts
    assert embedded.of(View()) == served.of(View())
    assert list(embedded.of(View()).collaboration.edges(data=True)) == list(
        served.of(View()).collaboration.edges(data=True)
    )


def test_writing_statements(embedded: GraphStore, served: GraphStore) -> None:
    for store in (embedded, served):
        store.write(write_all)
    assert dump(embedded) == dump(served)
    assert len(dump(served)) == len(NODE_TYPES) - 2 + len(ALL_TIES)
    for store in (embedded, served):
        store.write(delete_reports)
    assert dump(embedded) == dump(served)
    for store in (embedded, served):
        store.write(delete_all)
    assert dump(embedded) == dump(served) == {}


def write_all(transaction: Transaction) -> None:
    for node in NODE_TYPES:
        if node != STATE:
            full = [{"id": id, **as_row(filled(node, id))} for id in ("1", "2")]
            upsert(transaction, node, [*full, {"id": "3"}])
    for relation, labels in ALL_TIES:
        create(transaction, relation, labels, [report(relation, number) for number in (1, 2)])


def delete_reports(transaction: Transaction) -> None:
    for relation, labels in ALL_TIES:
        transaction.rows(cypher.delete_relations(relation, *labels), {"keys": ["1", "no such"]})
        left = transaction.rows(cypher.read_relations(relation, *labels))
        assert [row["key"] for row in left] == ["2"]


def delete_all(transaction: Transaction) -> None:
    for node in NODE_TYPES:
        if node != STATE:
            transaction.rows(cypher.delete_nodes(node), {"ids": ["1", "2", "3", "nobody"]})


def as_row(values: dict[str, Value]) -> Row:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def report(relation: RelationType, number: int) -> Row:
    own = {each.name: sample(each, f"{number}") for each in relation.own} if number == 1 else {}
    return {"start": f"{number}", "end_": "3", "key": f"{number}", "dataset": "d", "status": "asserted", **as_row(own)}


def test_a_load_gives_equal_reports(embedded: GraphStore, served: GraphStore) -> None:
    steps = [everything(), small_load("a"), everything("again"), load("a"), everything()]
    for step in steps:
        first, second = (ingest(store, step) for store in (embedded, served))
        assert told(first) == told(second)
        assert dump(embedded) == dump(served)


def told(report: LoadReport) -> LoadReport:
    """The report without the time a withdrawn dataset was loaded."""
    difference = [
        replace(each, before={name: value for name, value in each.before.items() if name != "loaded"})
        for each in report.difference
    ]
    return replace(report, difference=tuple(difference))


def test_rows_without_an_order_are_ours_to_order(filled_pair: Pair) -> None:
    check_equal(filled_pair, f"MATCH (n:{ACTOR.label}) RETURN n.kind AS kind, n.id AS id ORDER BY kind, id")
