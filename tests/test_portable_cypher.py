"""Every statement that HUR runs, or gives people to paste, is one that both engines run alike."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.store import cypher
from tests.cypher_examples import EXAMPLES
from tests.portable_cypher import derived_statements, forbidden_cypher, written_statements

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "queries", "loaders", "viz", "api")


def outside(statements: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Why statements are outside the portable subset, by their place."""
    return {place: reasons for place, statement in statements if (reasons := forbidden_cypher(statement))}


def test_written_statements_keep_to_the_portable_subset() -> None:
    statements = list(written_statements(ROOT, PACKAGES))
    assert outside(statements) == {}
    places = {place.partition(":")[0] for place, _ in statements}
    assert places >= {
        "graph/store/state.py",
        "graph/ingest/revisions.py",
        "graph/network/claims.py",
        "graph/decisions/history.py",
    }
    assert {place for place in places if not place.startswith(("graph/", "loaders/"))} == set()


def test_derived_statements_keep_to_the_portable_subset() -> None:
    statements = list(derived_statements())
    assert outside(statements) == {}
    built = {place.partition(" ")[0] for place, _ in statements}
    source = Path(cypher.__file__).read_text("utf-8")
    schema = {"column", "tables", "missing_pairs", "constraints"}
    assert built == set(re.findall(r"(?m)^def ([a-z]\w*)", source)) - schema


def test_statements_of_the_docs_keep_to_the_portable_subset() -> None:
    assert outside((example.name, example.cypher) for example in EXAMPLES.values()) == {}
    assert EXAMPLES


def test_a_planted_statement_is_found(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "planted.py").write_text(
        '"""MATCH (n) RETURN labels(n): a docstring runs nowhere."""\n'
        'FIRST = "MATCH (n:Actor) " "REMOVE n.kind"\n'
        'NOT_CYPHER = "labels(n) are kept, and a date() too"\n\n\n'
        "def read(label):\n"
        '    """UNWIND nothing."""\n'
        '    return f"MATCH (n:{label}) RETURN labels(n) AS kinds"\n',
        "utf-8",
    )
    found = outside(written_statements(tmp_path, ["graph"]))
    assert {place: len(reasons) for place, reasons in found.items()} == {
        "graph/planted.py:2": 1,
        "graph/planted.py:8": 1,
    }


@pytest.mark.parametrize(
    "statement",
    [
        "CALL { MATCH (n) RETURN n } RETURN n",
        "CALL (n) { RETURN 1 AS x } RETURN x",
        "MATCH (n) FOREACH (x IN [1] | SET n.p = x)",
        "RETURN apoc.text.clean('x') AS x",
        "MATCH p = shortestPath((a)-[:R*..4]-(b)) RETURN p",
        "MATCH ()-[r]->() RETURN type(r) AS kind",
        "MATCH (n) RETURN labels(n) AS kinds",
        "RETURN head($xs) AS first",
        "UNWIND $rows AS row MERGE (n:Actor {id: row.id}) SET n += row",
        "MATCH (n) RETURN n.aliases[0] AS first",
        "MATCH (n) RETURN collect(n.id)[..3] AS some",
        "RETURN [x IN $xs WHERE x > 1] AS some",
        "MATCH (n) REMOVE n.p",
        "MATCH (n) WHERE list_contains(n.aliases, $x) RETURN n.id AS id",
        "MATCH (n) WHERE $x IS NULL OR n.x = $x RETURN n.id AS id",
        "MATCH (n) SET n.at = datetime()",
        "MATCH (a)-[:PART_OF*]->(b) RETURN b.id AS id",
        "CALL db.labels() YIELD label RETURN label AS id ORDER BY id",
        "MATCH (n:Actor)-[r]->(m) RETURN type(r) AS id ORDER BY id",
        "MATCH (n:Project) RETURN n.starts AS id ORDER BY id",
        "MATCH (n:Project {ends: $day}) RETURN n.id AS id ORDER BY id",
        "MATCH (a:Actor)-[*]->(b:Place) RETURN a.id AS id ORDER BY id",
        "MATCH (a:Actor), (b:Place) RETURN a.id AS id ORDER BY id",
        "MATCH (n:Actor) RETURN elementId(n) AS id",
    ],
)
def test_a_statement_outside_the_subset_is_found(statement: str) -> None:
    assert forbidden_cypher(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UNWIND $rows AS row MATCH (a:Actor {id: row.a}) MERGE (a)-[r:FUNDS {key: row.key}]->(a) SET r.share = row.s",
        "MATCH (n:Actor) WHERE size($ids) = 0 OR n.id IN $ids RETURN n.id AS id, n.kind AS kind ORDER BY id",
        "MATCH (n:Actor) WHERE EXISTS { MATCH (n)-[:FUNDS]->(:Project) } SET n.kind = NULL",
        "MATCH (a:Place)-[:PART_OF*1..3]->(b:Place) RETURN b.id AS id // REMOVE is not used",
        "MATCH (n:Actor) WHERE n.name = 'REMOVE' RETURN count(*) AS total, n.`starts` AS `starts`",
        "MATCH (n:Theme) WHERE n.name IN ['a', 'b'] RETURN n.id AS id",
        "MATCH (n:Theme) WHERE n.name_sv STARTS WITH $x OR n.name_sv ENDS WITH $x RETURN n.id AS id",
        "MATCH (a:Actor) MATCH (b:Place) WHERE a.id IN [(1), (2)] RETURN toLower(a.id), (b.id) AS id",
    ],
)
def test_a_statement_within_the_subset_passes(statement: str) -> None:
    assert forbidden_cypher(statement) == []
