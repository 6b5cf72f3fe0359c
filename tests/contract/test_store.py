"""Transactions, values and batches."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from graph.errors import StoreBusyError, StoreError
from graph.ingest.ingest import ingest
from graph.ingest.write import create, create_nodes, upsert
from graph.model.declarations import NodeType, PropertyType
from graph.model.vocabulary import ACTOR, FACT_NODES, FUNDS, PARTICIPATES_IN, PROJECT
from graph.network.reading import read_network
from graph.network.view import View
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction, batches, rows
from tests.contract.engines import Engine
from tests.contract.samples import dump, revision, small_load

ROWS = 12_000
NAMES = "MATCH (n:Actor) RETURN n.id AS id, n.name AS name ORDER BY id"


def write_actors(store: GraphStore, *actors: Row) -> None:
    store.write(lambda transaction: upsert(transaction, ACTOR, list(actors)))


def test_a_new_store_is_empty(store: GraphStore) -> None:
    assert dump(store) == {}
    assert revision(store) == 0
    snapshot = read_network(store)
    assert (snapshot.revision, snapshot.actors, snapshot.facts) == (0, {}, ())
    assert snapshot.of(View()).collaboration.number_of_nodes() == 0


def test_a_store_says_its_engine_and_version(store: GraphStore) -> None:
    name, version = store.engine.split(" ")
    assert name in ("LadybugDB", "Neo4j")
    assert version[0].isdigit()


def test_a_transaction_sees_its_own_writes(store: GraphStore) -> None:
    def work(transaction: Transaction) -> list[Row]:
        upsert(transaction, ACTOR, [{"id": "a", "name": "Before"}])
        upsert(transaction, ACTOR, [{"id": "a", "name": "After"}, {"id": "b", "name": "B"}])
        return transaction.rows(NAMES)

    expected = [{"id": "a", "name": "After"}, {"id": "b", "name": "B"}]
    assert store.write(work) == expected
    assert rows(store, NAMES) == expected


def test_writing_twice_is_writing_once(store: GraphStore) -> None:
    row = {"id": "a", "name": "Åsele", "aliases": ["å", "ä"], "kind": "municipality"}
    write_actors(store, row)
    once = dump(store)
    write_actors(store, row)
    assert dump(store) == once


def test_what_a_row_leaves_out_becomes_null(store: GraphStore) -> None:
    write_actors(store, {"id": "a", "name": "A", "kind": "company", "aliases": ["x"]})
    write_actors(store, {"id": "a", "name": "A"})
    assert rows(store, cypher.read_nodes(ACTOR)) == [
        {"id": "a", "name": "A", **dict.fromkeys(each.name for each in ACTOR.properties[1:])}
    ]


@pytest.mark.parametrize("value", [None, ["ä"], ["ö", "å", "ö"]])
def test_lists_keep_their_order(store: GraphStore, value: list[str] | None) -> None:
    write_actors(store, {"id": "a", "aliases": value}, {"id": "b", "aliases": None})
    found = rows(store, "MATCH (n:Actor) RETURN n.aliases AS aliases ORDER BY n.id")
    assert found == [{"aliases": value}, {"aliases": None}]


def test_a_column_may_be_empty_in_one_batch_and_full_in_the_next(store: GraphStore) -> None:
    write_actors(store, {"id": "a"}, {"id": "b"})
    write_actors(store, {"id": "c", "aliases": ["x"]})
    found = rows(store, "MATCH (n:Actor) WHERE 'x' IN n.aliases RETURN n.id AS id")
    assert found == [{"id": "c"}]


@pytest.mark.parametrize("written", ["2025", "2023-07", "2023-01-02"])
def test_dates_stay_as_precise_as_they_were(store: GraphStore, written: str) -> None:
    store.write(lambda transaction: upsert(transaction, PROJECT, [{"id": "p", "starts": written, "ends": None}]))
    project = read_network(store).projects["p"]
    assert (project.starts, project.ends) == (written, None)


@pytest.mark.parametrize(
    "name", ["Åsele, Älvsbyn & Övertorneå", 'O\'Brien "x" \\ `y` $z', "})-[:X]->() //", "名 🏔\n\t"]
)
def test_any_text_is_data(store: GraphStore, name: str) -> None:
    write_actors(store, {"id": "a", "name": name})
    assert rows(store, "MATCH (n:Actor {name: $name}) RETURN n.name AS name", {"name": name}) == [{"name": name}]


def test_composed_text_is_found_in_lower_case(store: GraphStore) -> None:
    write_actors(store, {"id": "a", "name": unicodedata.normalize("NFC", "ÅSELE")})
    statement = "MATCH (n:Actor) WHERE toLower(n.name) = $name RETURN n.id AS id"
    assert rows(store, statement, {"name": "åsele"}) == [{"id": "a"}]


def test_parallel_relations_stay_apart(store: GraphStore) -> None:
    roles = {"1": "owner", "2": "partner"}
    reports = [{"key": key, "start": "a", "end_": "p", "role": role} for key, role in roles.items()]

    def work(transaction: Transaction) -> None:
        upsert(transaction, ACTOR, [{"id": "a"}])
        upsert(transaction, PROJECT, [{"id": "p"}])
        create(transaction, PARTICIPATES_IN, ("Actor", "Project"), reports)

    store.write(work)
    statement = cypher.delete_relations(PARTICIPATES_IN, "Actor", "Project")
    store.write(lambda transaction: transaction.rows(statement, {"keys": ["1"]}))
    left = rows(store, cypher.read_relations(PARTICIPATES_IN, "Actor", "Project"))
    assert [(row["key"], row["role"], row["start"], row["end_"]) for row in left] == [("2", "partner", "a", "p")]


def test_many_rows_in_batches(store: GraphStore) -> None:
    def work(transaction: Transaction) -> None:
        upsert(transaction, PROJECT, [{"id": "p"}])
        for batch in batches({"id": f"{number:05}", "name": f"Å {number}"} for number in range(ROWS)):
            upsert(transaction, ACTOR, batch)
        for batch in batches({"key": f"{n:05}", "start": f"{n:05}", "end_": "p", "amount": n / 4} for n in range(ROWS)):
            create(transaction, FUNDS, ("Actor", "Project"), batch)

    store.write(work)
    assert [row["id"] for row in rows(store, NAMES)] == [f"{number:05}" for number in range(ROWS)]
    found = rows(store, cypher.read_relations(FUNDS, "Actor", "Project"))
    assert [(row["key"], row["amount"]) for row in found] == [(f"{n:05}", n / 4) for n in range(ROWS)]
    gone = {"ids": [f"{number:05}" for number in range(ROWS)]}
    store.write(lambda transaction: transaction.rows(cypher.delete_nodes(ACTOR), gone))
    assert list(dump(store)) == ["Project"]


def test_an_error_in_the_middle_leaves_nothing(store: GraphStore) -> None:
    write_actors(store, {"id": "a", "name": "A"})
    before = dump(store)

    def work(transaction: Transaction) -> None:
        upsert(transaction, ACTOR, [{"id": "a", "name": "Changed"}, {"id": "b", "name": "B"}])
        raise LookupError("in the middle")

    with pytest.raises(LookupError, match="in the middle"):
        store.write(work)
    assert dump(store) == before
    write_actors(store, {"id": "b", "name": "B"})
    assert [row["id"] for row in rows(store, NAMES)] == ["a", "b"]


@pytest.mark.parametrize("statement", ["MATCH (n:Actor) RETURN", "UNWIND $missing AS row MERGE (n:Actor {id: row})"])
def test_a_refused_statement_leaves_nothing(store: GraphStore, statement: str) -> None:
    write_actors(store, {"id": "a", "name": "A"})
    before = dump(store)

    def work(transaction: Transaction) -> None:
        upsert(transaction, ACTOR, [{"id": "b", "name": "B"}])
        transaction.rows(statement)

    with pytest.raises(StoreError) as raised:
        store.write(work)
    assert raised.value.status == 500, "a defect is no passing outage"
    assert dump(store) == before
    write_actors(store, {"id": "b", "name": "B"})
    assert [row["id"] for row in rows(store, NAMES)] == ["a", "b"]


def test_a_relation_without_a_key_to_its_ends_writes_nothing(store: GraphStore) -> None:
    lost = [{"key": "1", "start": "nobody", "end_": "nothing"}]
    store.write(lambda transaction: create(transaction, FUNDS, ("Actor", "Project"), lost))
    assert dump(store) == {}


def test_a_read_sees_one_state(store: GraphStore) -> None:
    ingest(store, small_load("a"))
    runs = count()

    def work(transaction: Transaction) -> tuple[int, int]:
        facts = len(transaction.rows(cypher.read_relations(PARTICIPATES_IN, "Actor", "Project")))
        if next(runs) == 0:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(ingest, store, small_load("b")).result()
        return state.revision(transaction), facts

    assert store.read(work) in [(1, 3), (2, 6)]
    assert store.read(work) == (2, 6)


def test_a_closed_store_opens_again_with_everything(engine: Engine) -> None:
    store = engine.open()
    write_actors(store, {"id": "a", "name": "Åsele"})
    before = dump(store)
    store.close()
    store = engine.open()
    assert dump(store) == before
    store.close()


def test_a_process_opens_the_embedded_store_once(engine: Engine) -> None:
    store = engine.open()
    try:
        if engine.is_server:
            engine.open().close()
        else:
            with pytest.raises(StoreBusyError, match="this process"):
                engine.open()
    finally:
        store.close()
    engine.open().close()


@pytest.mark.parametrize("node", FACT_NODES, ids=lambda node: node.label)
@pytest.mark.parametrize("size", [3, 1_000])
def test_few_rows_and_many_are_written_alike(store: GraphStore, node: NodeType, size: int) -> None:
    """Values come late, seldom, as whole numbers among broken ones, with quotes, and as empty and short lists."""
    odd: dict[PropertyType, tuple[Any, ...]] = {
        "text": ("Å 'quoted' \"too\" \\ {$rows}", "row.name", "2025", ""),
        "texts": (["å", "b;c"], ["x"]),
        "date": ("2025", "2023-07", "2023-01-02"),
        "number": (1.5, 2.0, 3),
        "integer": (7, 8),
    }
    written = [
        {
            "id": f"{number:04}",
            **{
                each.name: odd[each.type][number % len(odd[each.type])] if (number + place) % (place + 2) == 0 else None
                for place, each in enumerate(node.properties)
            },
        }
        for number in range(size)
    ]
    store.write(lambda transaction: create_nodes(transaction, node, written))
    assert rows(store, cypher.read_nodes(node)) == written
    store.write(lambda transaction: upsert(transaction, node, written[::-1]))
    assert rows(store, cypher.read_nodes(node)) == written
