"""A graph that an older or a newer HUR wrote."""

from pathlib import Path

import pytest

from graph.errors import StoreVersionError
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.ingest import ingest
from graph.model.vocabulary import SCHEMA_VERSION
from graph.settings import open_store, read_settings
from graph.store.ladybug import FILE_NAME
from graph.store.neo4j import Neo4jStore
from graph.store.protocol import GraphStore
from graph.store.state import schema_version
from graph.workspace.saved import SavedView, Story, read_saved, save
from tests.contract.engines import Engine
from tests.contract.samples import dump, everything, revision, small_load

OLDER, NEWER = SCHEMA_VERSION - 1, SCHEMA_VERSION + 1


def written(engine: Engine, version: int) -> dict:
    """Fill the graph and let it say that another version wrote it; returns what it holds."""
    store = engine.open()
    ingest(store, small_load("å"))
    before = dump(store)
    store.close()
    engine.run(f"MATCH (s:GraphState) SET s.schema_version = {version}")
    return before


def test_a_new_graph_has_our_version(store: GraphStore) -> None:
    assert store.read(schema_version) == SCHEMA_VERSION


def test_an_older_graph_is_taken_over_whole(engine: Engine) -> None:
    before = written(engine, OLDER)
    store = engine.open()
    assert store.read(schema_version) == SCHEMA_VERSION
    assert (dump(store), revision(store)) == (before, 1)
    assert ingest(store, small_load("å")).changed is False
    store.close()


def test_a_newer_graph_is_refused_and_left_alone(engine: Engine) -> None:
    written(engine, NEWER)
    with pytest.raises(StoreVersionError, match="Install the newer HUR"):
        engine.open()
    assert engine.run("MATCH (s:GraphState) RETURN s.schema_version") == [[NEWER]]


def test_columns_an_older_file_lacks_are_added(tmp_path: Path) -> None:
    engine = Engine(str(tmp_path))
    before = written(engine, OLDER)
    for column in ("Actor DROP description", "FUNDS DROP share", "GraphState DROP writer"):
        engine.run(f"ALTER TABLE {column}")
    for table in ("Verdict", "FOLLOWS"):
        engine.run(f"DROP TABLE {table}")
    engine.run("CREATE REL TABLE FOLLOWS(FROM Project TO Project, key STRING)")
    store = engine.open()
    assert dump(store) == before
    assert ingest(store, everything()).changed
    store.close()


@pytest.mark.parametrize("version", [SCHEMA_VERSION, OLDER])
def test_tables_that_the_vocabulary_no_longer_has_are_let_be(
    tmp_path: Path, embedded: GraphStore, version: int
) -> None:
    engine = Engine(str(tmp_path / "graph"))
    before = written(engine, version)
    engine.run("CREATE NODE TABLE Opinion(id STRING PRIMARY KEY, title STRING, `options` STRING)")
    engine.run("CREATE NODE TABLE Tale(id STRING PRIMARY KEY, title STRING, steps STRING)")
    store = engine.open()
    assert (dump(store), revision(store)) == (before, 1)
    assert ingest(store, small_load("b")).changed
    write_backup(store, tmp_path / "kept.jsonl")
    restore_backup(embedded, tmp_path / "kept.jsonl")
    assert dump(embedded) == dump(store)
    store.close()


def test_the_first_tables_for_views_and_stories_which_nothing_wrote_to_are_completed(tmp_path: Path) -> None:
    engine = Engine(str(tmp_path / "graph"))
    written(engine, OLDER)
    for table, own in (("View", "`options`"), ("Story", "steps")):
        engine.run(f"DROP TABLE {table}")
        engine.run(f"CREATE NODE TABLE {table}(id STRING PRIMARY KEY, title STRING, {own} STRING)")
    store = engine.open()
    view = save(store, SavedView.of("Norr", {"place": ["se:25"]}, "Åsa"))
    story = save(store, Story.of("Två broar", "steps: []", 1))
    assert store.read(lambda transaction: read_saved(transaction, SavedView)) == [view]
    assert store.read(lambda transaction: read_saved(transaction, Story)) == [story]
    store.close()


def test_a_copy_of_the_older_file_is_kept(tmp_path: Path) -> None:
    engine = Engine(str(tmp_path / "graph"))
    before = written(engine, OLDER)
    engine.open().close()
    written(engine, OLDER)
    engine.open().close()
    copy = tmp_path / "graph" / f"{FILE_NAME}.schema-{OLDER}"
    assert [path.name for path in sorted((tmp_path / "graph").iterdir())] == [
        FILE_NAME,
        f"{FILE_NAME}.digest",
        copy.name,
    ]
    (tmp_path / "kept").mkdir()
    copy.rename(tmp_path / "kept" / FILE_NAME)
    kept = Engine(str(tmp_path / "kept"))
    assert kept.run("MATCH (s:GraphState) RETURN s.schema_version") == [[OLDER]]
    store = kept.open()
    assert dump(store) == before
    store.close()


def test_a_server_is_backed_up_before_its_graph_is_migrated(
    server: Engine, embedded: GraphStore, tmp_path: Path
) -> None:
    before = written(server, OLDER)
    settings = read_settings(
        graph=server.where, neo4j_user=server.user, neo4j_password=server.password, backups=tmp_path / "kept"
    )
    store = open_store(settings)
    assert store.read(schema_version) == SCHEMA_VERSION
    store.close()
    (backup,) = (tmp_path / "kept").iterdir()
    restore_backup(embedded, backup)
    assert dump(embedded) == before


def test_a_migration_whose_backup_fails_changes_nothing(server: Engine) -> None:
    written(server, OLDER)

    def fail(store: Neo4jStore) -> None:
        assert store.read(schema_version) == OLDER
        raise PermissionError("disk full")

    with pytest.raises(PermissionError, match="disk full"):
        Neo4jStore(server.where, server.user, server.password, before_migration=fail)
    assert server.run("MATCH (s:GraphState) RETURN s.schema_version") == [[OLDER]]
