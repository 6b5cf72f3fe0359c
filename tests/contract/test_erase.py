"""A text that slipped through is taken out of everything that is kept, and nothing else is."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from graph.errors import InputError
from graph.ingest.backup import read_records, write_backup
from graph.ingest.erase import erase, holds
from graph.ingest.ingest import forget
from graph.ingest.verify import count_problem
from graph.store.ladybug import LadybugStore
from tests.loading import load_into

FIRST = "projekt;aktör;roll;citat\nSkog 2030;Anna Berg;partner;Anna Berg ringde\nSkog 2030;Annas Bergverk AB;partner;\n"
SECOND = FIRST.replace("Anna Berg;partner", "Anna Berg;koordinator")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A graph that says the text now, said it otherwise before, and has forgotten a dataset that said it."""
    store = LadybugStore(tmp_path / "graph")
    for name, text in (("skog.csv", FIRST), ("skog.csv", SECOND), ("annan.csv", FIRST)):
        (tmp_path / name).write_text(text, "utf-8")
        load_into(store, tmp_path / name)
    forget(store, "annan")
    store.close()
    return tmp_path / "graph"


def test_a_text_is_out_of_facts_ids_and_revisions(folder: Path) -> None:
    store = LadybugStore(folder)
    try:
        before = store.read(read_records)[1]
        assert holds(before, "Anna Berg")
        assert erase(store, "anna berg", apply=False) == erase(store, "anna berg")
        after = store.read(read_records)[1]
        assert not holds(after, "Anna Berg")
        assert len(after) == len(before)
        assert store.read(count_problem) is None
        actors = {record["name"] for record in after if record.get("node") == "Actor"}
        assert actors == {"[borttaget]", "Annas Bergverk AB"}
        ends = {record["start"] for record in after if record.get("relation") == "PARTICIPATES_IN"}
        assert ends == {record["id"] for record in after if record.get("node") == "Actor"}
        assert not erase(store, "anna berg")
        with pytest.raises(InputError, match="at least 4"):
            erase(store, "ann")
    finally:
        store.close()


def test_loading_goes_on_after_it(folder: Path, tmp_path: Path) -> None:
    """The file still says it, so it comes back; the project and the other actor are the same as before."""
    store = LadybugStore(folder)
    try:
        erase(store, "Anna Berg")
        report = load_into(store, tmp_path / "skog.csv")
        assert report.counts["Project"].new == 0
        assert report.counts["Actor"].new == 1
    finally:
        store.close()


def test_the_command_names_backups_that_hold_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUR_BACKUPS", str(folder.parent / "backups"))
    (folder.parent / "backups").mkdir()
    (folder / "mappings").mkdir()
    (folder / "mappings" / "a.yml").write_text("values:\n  kind:\n    Anna Berg: company\n", "utf-8")
    store = LadybugStore(folder)
    write_backup(store, folder.parent / "backups" / "gammal.jsonl")
    store.close()
    told = CliRunner().invoke(app, ["--graph", str(folder), "--lang", "en", "erase", "Anna Berg", "--yes"])
    assert told.exit_code == 0, told.output
    assert "gammal.jsonl still holds it" in told.output
    assert "Anna Berg" not in (folder / "mappings" / "a.yml").read_text("utf-8")
    again = CliRunner().invoke(app, ["--graph", str(folder), "--lang", "en", "erase", "Anna Berg", "--dry-run"])
    assert "stands nowhere in the graph" in again.output
