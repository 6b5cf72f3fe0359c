"""The statements as text: what they do, the contract suite shows on real engines."""

from graph.model.vocabulary import ACTOR, COLLABORATES_WITH, PARTICIPATES_IN, THEME, Property
from graph.store import cypher

REPORT_COLUMNS = ("key", "dataset", "source", "given_start", "given_end", "quote", "locator", "status", "run")


def test_nodes_are_merged_by_id_and_every_property_is_set() -> None:
    assert cypher.upsert_nodes(THEME) == (
        "MERGE (n:Theme {id: row.id}) SET n.`name_sv` = row.`name_sv`, n.`name_en` = row.`name_en`, "
        "n.`neighbours` = row.`neighbours`"
    )


def test_a_column_no_row_has_is_set_to_null_by_name() -> None:
    assert cypher.upsert_nodes(THEME, {"name_en"}) == (
        "MERGE (n:Theme {id: row.id}) SET n.`name_sv` = row.`name_sv`, n.`name_en` = NULL, "
        "n.`neighbours` = row.`neighbours`"
    )


def test_relations_are_created_between_two_matches() -> None:
    absent = {*REPORT_COLUMNS, "expanded_from"} - {"key"}
    assert cypher.create_relations(PARTICIPATES_IN, "Actor", "Project", absent) == (
        "MATCH (a:Actor {id: row.start}) MATCH (b:Project {id: row.end_}) "
        "CREATE (a)-[r:PARTICIPATES_IN {`role`: row.`role`, `key`: row.`key`}]->(b)"
    )


def test_deletions_name_what_goes() -> None:
    assert cypher.delete_nodes(ACTOR) == "UNWIND $ids AS gone MATCH (n:Actor {id: gone}) DETACH DELETE n"
    assert cypher.delete_relations(COLLABORATES_WITH, "Actor", "Actor") == (
        "UNWIND $keys AS gone MATCH (:Actor)-[r:COLLABORATES_WITH {key: gone}]->(:Actor) DELETE r"
    )


def test_reading_is_ordered_and_names_every_column() -> None:
    assert cypher.read_nodes(THEME) == (
        "MATCH (n:Theme) RETURN n.id AS id, n.`name_sv` AS `name_sv`, n.`name_en` AS `name_en`, "
        "n.`neighbours` AS `neighbours` ORDER BY id"
    )
    assert cypher.read_nodes(THEME, by_id=True).startswith("UNWIND $ids AS wanted MATCH (n:Theme {id: wanted}) RETURN")
    columns = ", ".join(f"r.`{name}` AS `{name}`" for name in ("role", "expanded_from", *REPORT_COLUMNS))
    assert cypher.read_relations(PARTICIPATES_IN, "Actor", "Project", "r.dataset = $dataset") == (
        "MATCH (a:Actor)-[r:PARTICIPATES_IN]->(b:Project) WHERE r.dataset = $dataset "
        f"RETURN a.id AS start, b.id AS end_, {columns} ORDER BY key"
    )


def test_typed_tables_and_constraints() -> None:
    table = "Theme(id STRING PRIMARY KEY, `name_sv` STRING, `name_en` STRING, `neighbours` STRING[])"
    assert f"CREATE NODE TABLE IF NOT EXISTS {table}" in (cypher.tables())
    (part_of,) = [each for each in cypher.tables() if " PART_OF(" in each]
    assert (
        "(FROM Actor TO Actor, FROM Place TO Place, FROM Project TO Project, `since` STRING, `key` STRING, " in part_of
    )
    assert "CREATE CONSTRAINT Actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE" in cypher.constraints()
    assert "CREATE INDEX FUNDS_key IF NOT EXISTS FOR ()-[r:FUNDS]-() ON (r.key)" in cypher.constraints()


def test_columns_by_type() -> None:
    types = {"text": "STRING", "texts": "STRING[]", "date": "STRING", "number": "DOUBLE", "integer": "INT64"}
    for given, expected in types.items():
        assert cypher.column(Property("x", given, "X")) == f"`x` {expected}"  # type: ignore[arg-type]
