"""Datasets that were stored before datasets said what they can show (schema 3), on both engines."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.service.opening import open_graph, say_what_datasets_show
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.network.reading import read_network
from graph.settings import Settings, read_settings
from graph.store.ladybug import FILE_NAME
from graph.store.protocol import GraphStore
from tests.contract.engines import Engine
from tests.contract.samples import actor, dump, load, project, revision, small_load, takes_part

COLUMNS = ("shows_collaboration", "covers_places", "covers_from", "covers_to", "covers_kinds")
SHOWN = {
    # as their source.yml say
    "keep": ("yes", ("all",), "2014", "2020", ()),
    "bank": ("no", (), None, None, ()),
    # whoever made the sheet or the list was not asked: by their facts
    "together": ("yes", (), None, None, ()),
    "apart": ("no", (), None, None, ()),
    "elsewhere": ("yes", (), None, None, ()),
}
LOADERS = {
    "keep": "keep_eu",
    "bank": "projektbanken",
    "together": "spreadsheet",
    "apart": "mapping",
    "elsewhere": "gone_since",
}


def loaded_by(loader: str, load: Load) -> Load:
    return replace(load, dataset=replace(load.dataset, loader=loader))


def one_a_project(dataset: str) -> Load:
    first, second = project(f"{dataset}:1"), project(f"{dataset}:2")
    partners = actor("Åsele kommun"), actor("Boliden AB")
    return load(dataset, first, second, *partners, takes_part(partners[0], first), takes_part(partners[1], second))


def older(engine: Engine) -> dict[str, Any]:
    """Fill the graph as it was in schema 3; returns what it holds."""
    store = engine.open()
    for dataset, loader in LOADERS.items():
        ingest(store, loaded_by(loader, one_a_project(dataset) if dataset == "apart" else small_load(dataset)))
    before = dump(store)
    store.close()
    for label, column in (*(("Dataset", column) for column in COLUMNS), ("Actor", "country")):
        gone = f"MATCH (n:{label}) REMOVE n.{column}" if engine.is_server else f"ALTER TABLE {label} DROP {column}"
        engine.run(gone)
    engine.run("MATCH (s:GraphState) SET s.schema_version = 3")
    return before


def settings_of(engine: Engine, tmp_path: Path) -> Settings:
    known = {"neo4j_user": engine.user, "neo4j_password": engine.password} if engine.is_server else {}
    return read_settings(graph=engine.where, backups=tmp_path / "kept", **known)


def shown(store: GraphStore) -> dict[str, tuple[Any, ...]]:
    datasets = read_network(store).datasets.values()
    return {dataset.id: tuple(getattr(dataset, column) for column in COLUMNS) for dataset in datasets}


def test_at_the_migration_stored_datasets_say_what_they_can_show(engine: Engine, tmp_path: Path) -> None:
    before = older(engine)
    told: list[list[str]] = []
    store = open_graph(settings_of(engine, tmp_path), told.append)
    assert shown(store) == SHOWN
    assert told == [[f"Dataset {dataset}" for dataset in sorted(SHOWN.keys() - {"elsewhere"})]]
    assert revision(store) == len(SHOWN)
    # nothing else has changed
    assert {name: rows for name, rows in dump(store).items() if name != "Dataset"} == {
        name: rows for name, rows in before.items() if name != "Dataset"
    }
    store.close()
    again = open_graph(settings_of(engine, tmp_path), told.append)
    assert (shown(again), len(told)) == (SHOWN, 1)
    again.close()


def test_the_graph_is_kept_as_it_was_before_it_is_migrated(
    engine: Engine, embedded: GraphStore, tmp_path: Path
) -> None:
    older(engine)
    open_graph(settings_of(engine, tmp_path)).close()
    if engine.is_server:
        restore_backup(embedded, tmp_path / "kept" / "before-migration.jsonl")
        assert {values[0] for values in shown(embedded).values()} == {None}
        return
    kept = tmp_path / "kept"
    kept.mkdir()
    (Path(engine.where) / f"{FILE_NAME}.schema-3").rename(kept / FILE_NAME)
    assert Engine(str(kept)).run("MATCH (s:GraphState) RETURN s.schema_version") == [[3]]


@pytest.fixture
def backup_of_schema_3(embedded: GraphStore, tmp_path: Path) -> Path:
    """A backup as HUR wrote it before datasets said what they show."""
    for dataset, loader in LOADERS.items():
        ingest(embedded, loaded_by(loader, one_a_project(dataset) if dataset == "apart" else small_load(dataset)))
    file = tmp_path / "older.jsonl"
    write_backup(embedded, file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    lines[0]["schema_version"] = 3
    kept = [{key: value for key, value in line.items() if key not in (*COLUMNS, "country")} for line in lines]
    file.write_text("\n".join(json.dumps(line) for line in kept), encoding="utf-8")
    return file


def test_a_backup_of_schema_3_can_be_restored(backup_of_schema_3: Path, store: GraphStore) -> None:
    restore_backup(store, backup_of_schema_3)
    assert {values[0] for values in shown(store).values()} == {None}
    say_what_datasets_show(store)
    assert (shown(store), revision(store)) == (SHOWN, len(SHOWN))


def test_who_restores_it_is_told_that_countries_come_with_the_next_load(
    backup_of_schema_3: Path, tmp_path: Path
) -> None:
    graph = str(tmp_path / "graph")
    result = CliRunner().invoke(app, ["--graph", graph, "--lang", "sv", "restore", str(backup_of_schema_3)])
    assert result.exit_code == 0, result.output
    assert "Aktörernas länder kommer när källorna läses in nästa gång: Dataset apart, Dataset bank" in result.stderr
    assert shown(Engine(graph).open()) == SHOWN
