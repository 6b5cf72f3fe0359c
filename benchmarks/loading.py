"""Loading keep.eu: on the embedded engine, and on Neo4j against a hand-written batched UNWIND of the same rows.

    python -m benchmarks.loading SHARED_DATA

The hand-written statement writes exactly the rows that HUR wrote, provenance included, in batches of 5,000 with the
plain driver in one transaction. Median of five, the two taking turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import neo4j

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.ingest.reports import ALL_TIES
from graph.model.vocabulary import DATASET, FACT_NODES, SOURCE
from graph.store import cypher
from graph.store.ladybug import LadybugStore
from graph.store.neo4j import Neo4jStore
from graph.store.protocol import GraphStore, Row, batches, rows
from loaders.run import read_files
from tests.servers.neo4j_server import LEAST_VERSION, start_neo4j

RUNS: Final = 5
Rows = dict[Any, list[Row]]


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def written_rows(store: GraphStore) -> tuple[Rows, Rows]:
    """Every node and report that a load has written, without null properties: what one would write by hand."""
    nodes = {node.label: _present(rows(store, cypher.read_nodes(node))) for node in (*FACT_NODES, SOURCE, DATASET)}
    ties = {
        (relation.name, *labels): _present(rows(store, cypher.read_relations(relation, *labels)))
        for relation, labels in ALL_TIES
    }
    return nodes, ties


def _present(written: list[Row]) -> list[Row]:
    return [{key: value for key, value in row.items() if value is not None} for row in written]


def hand_written(driver: neo4j.Driver, nodes: Rows, ties: Rows) -> None:
    """What an analyst would write with the plain driver."""

    def work(transaction: neo4j.ManagedTransaction) -> None:
        for label, content in nodes.items():
            for batch in batches(content):
                statement = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
                transaction.run(statement, rows=batch).consume()
        for (name, start, end), content in ties.items():
            for batch in batches(content):
                statement = (
                    f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end_}}) "
                    f"CREATE (a)-[r:{name}]->(b) SET r += row"
                )
                transaction.run(statement, rows=batch).consume()

    with driver.session() as session:
        session.execute_write(work)


def emptied(driver: neo4j.Driver) -> None:
    """Take every node but the state away."""
    with driver.session() as session:
        session.run("MATCH (n) WHERE NOT n:GraphState CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        session.run("MATCH (s:GraphState) SET s.revision = 0").consume()


def embedded(load: Load, read_seconds: float, runs: int = RUNS) -> tuple[Rows, Rows]:
    """Time loading into new embedded stores."""
    times = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            store = LadybugStore(Path(folder))
            times.append(seconds(lambda store=store: ingest(store, load)))  # type: ignore[misc]
            again = seconds(lambda store=store: ingest(store, load))  # type: ignore[misc]
            content = written_rows(store)
            store.close()
    median = statistics.median(times)
    print(f"embedded: reading the file {read_seconds:.1f} s + ingest {median:.1f} s (again, unchanged: {again:.1f} s)")
    return content


def on_server(load: Load, nodes: Rows, ties: Rows, runs: int = RUNS, heap: str = "512m") -> None:
    """Time HUR and the hand-written statement on one real server with this much heap, taking turns."""
    with tempfile.TemporaryDirectory() as home:
        server = start_neo4j(LEAST_VERSION, Path(home), java_options=(f"-Xmx{heap}",))
        driver = neo4j.GraphDatabase.driver(server.url, auth=(server.user, server.password))
        store = Neo4jStore(server.url, server.user, server.password)
        times: dict[str, list[float]] = {"HUR": [], "hand": []}
        for _ in range(runs + 1):
            for name, work in (
                ("HUR", lambda: ingest(store, load)),
                ("hand", lambda: hand_written(driver, nodes, ties)),
            ):
                emptied(driver)
                times[name].append(seconds(work))
        store.close()
        driver.close()
        server.stop()
    # The first round warms the server up.
    hur, hand = (statistics.median(times[name][1:]) for name in ("HUR", "hand"))
    print(f"Neo4j {LEAST_VERSION}: HUR {hur:.1f} s, hand-written {hand:.1f} s, ratio {hur / hand:.2f}")


def main(shared: Path) -> None:
    """Run the whole comparison."""
    file = shared / "data" / "keep_eu" / "keep_2014-2020.xlsx"
    begin = time.perf_counter()
    load = read_files([file])
    read_seconds = time.perf_counter() - begin
    nodes, ties = embedded(load, read_seconds)
    counts = sum(map(len, nodes.values())), sum(map(len, ties.values()))
    print(f"keep.eu: {counts[0]} nodes, {counts[1]} reports")
    on_server(load, nodes, ties)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
