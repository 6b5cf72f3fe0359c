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
from graph.store.protocol import GraphStore
from tests.contract.samples import dump
from tests.loading import load_into

FIRST = "projekt;aktör;roll;citat\nSkog 2030;Anna Berg;partner;Anna Berg ringde\nSkog 2030;Annas Bergverk AB;partner;\n"
SECOND = FIRST.replace("Anna Berg;partner", "Anna Berg;koordinator")


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """The folder of files that say the text."""
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "skog.csv").write_text(text, "utf-8")
    (tmp_path / "annan.csv").write_text(FIRST, "utf-8")
    return tmp_path


def fill(store: GraphStore, said: Path) -> None:
    """Say the text now, otherwise before, and in a dataset that is forgotten."""
    for file in ("first/skog.csv", "second/skog.csv", "annan.csv"):
        load_into(store, said / file)
    forget(store, "annan")


def test_a_text_is_out_of_facts_ids_and_revisions(store: GraphStore, said: Path) -> None:
    fill(store, said)
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


def test_loading_goes_on_after_it(store: GraphStore, said: Path) -> None:
    """The file still says it, so it comes back; the project and the other actor are the same as before."""
    fill(store, said)
    erase(store, "Anna Berg")
    report = load_into(store, said / "second" / "skog.csv")
    assert report.counts["Project"].new == 0
    assert report.counts["Actor"].new == 1


def test_both_engines_hold_the_same_after_it(served: GraphStore, embedded: GraphStore, said: Path) -> None:
    for store in (served, embedded):
        fill(store, said)
        erase(store, "Anna Berg")
    assert dump(served) == dump(embedded)


def test_the_command_names_backups_that_hold_it(said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = said / "graph"
    store = LadybugStore(folder)
    fill(store, said)
    monkeypatch.setenv("HUR_BACKUPS", str(folder.parent / "backups"))
    (folder.parent / "backups").mkdir()
    (folder / "mappings").mkdir()
    (folder / "mappings" / "a.yml").write_text("values:\n  kind:\n    Anna Berg: company\n", "utf-8")
    write_backup(store, folder.parent / "backups" / "gammal.jsonl")
    store.close()
    told = CliRunner().invoke(app, ["--graph", str(folder), "--lang", "en", "erase", "Anna Berg", "--yes"])
    assert told.exit_code == 0, told.output
    assert "gammal.jsonl still holds it" in told.output
    assert "Anna Berg" not in (folder / "mappings" / "a.yml").read_text("utf-8")
    again = CliRunner().invoke(app, ["--graph", str(folder), "--lang", "en", "erase", "Anna Berg", "--dry-run"])
    assert "stands nowhere in the graph" in again.output
