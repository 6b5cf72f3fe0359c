"""Backups that HUR takes by itself, what brings them back, and what tells that something is wrong."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from api.app import create_app
from api.cli.main import app
from api.service.backups import Backups
from graph.errors import InputError
from graph.ingest.backup import restore_backup
from graph.ingest.ingest import ingest
from graph.ingest.rotation import keep_backup, kept_backups, newest_whole
from graph.messages import Message
from graph.settings import open_store, read_settings
from graph.store.embedded_seal import digest_of
from graph.store.ladybug import FILE_NAME, LadybugStore
from tests.contract.engines import Engine
from tests.contract.samples import dump, small_load

NOW, HOUR = timedelta(0), timedelta(hours=1)


def hur(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--graph", str(folder), "--lang", "en", *arguments])


def test_the_newest_few_stay(embedded: LadybugStore, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert keep_backup(embedded, folder, 2, NOW) is None, "there is nothing to keep"
    taken = []
    for name in "abc":
        ingest(embedded, small_load(name))
        taken.append(keep_backup(embedded, folder, 2, NOW))
        assert keep_backup(embedded, folder, 2, NOW) is None, "of the same revision"
    assert kept_backups(folder) == [taken[2], taken[1]]
    ingest(embedded, small_load("d"))
    assert keep_backup(embedded, folder, 2, HOUR) is None, "the newest is less than an hour old"
    assert keep_backup(embedded, folder, 0, NOW) is None, "none are wanted"
    newest = keep_backup(embedded, folder, 2, NOW)
    assert newest is not None
    other = LadybugStore(tmp_path / "other")
    restore_backup(other, newest)
    assert dump(other) == dump(embedded)
    other.close()


def test_a_backup_that_cannot_be_taken_hinders_no_load(
    embedded: LadybugStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    ingest(embedded, small_load("a"))
    Backups(read_settings(backups=tmp_path / "file" / "below", backups_kept=7), embedded).before_load()
    assert "no backup was taken" in caplog.text


def test_a_damaged_backup_is_passed_over(embedded: LadybugStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no whole backup"):
        newest_whole(tmp_path)
    for name in "ab":
        ingest(embedded, small_load(name))
        keep_backup(embedded, tmp_path, 7, NOW)
    newest, older = kept_backups(tmp_path)
    newest.write_bytes(newest.read_bytes()[:-40])
    found, damaged = newest_whole(tmp_path)
    assert (found, len(damaged)) == (older, 1)


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph of two loads; before the second a backup was taken."""
    monkeypatch.delenv("HUR_BACKUPS_KEPT", raising=False)
    for name in "ab":
        file = tmp_path / f"{name}.csv"
        file.write_text(f"projekt;aktör\nNätet {name};Boliden AB\nNätet {name};Luleå kommun\n", "utf-8")
        result = hur(tmp_path / "graph", "load", str(file))
        assert result.exit_code == 0, result.output
    return tmp_path / "graph"


def test_the_newest_backup_comes_back_and_the_damaged_graph_is_kept(graph: Path) -> None:
    (backup,) = kept_backups(graph / "backups")
    assert "-revision-1." in backup.name
    (graph / FILE_NAME).write_bytes(b"noise" * 5000)
    assert hur(graph, "status").exit_code != 0
    assert hur(graph, "restore", "--newest").exit_code == 1, "nobody can be asked here"
    result = hur(graph, "restore", "--newest", "--yes")
    assert result.exit_code == 0, result.output
    (kept,) = graph.glob(f"{FILE_NAME}.aside-*")
    assert kept.read_bytes() == b"noise" * 5000
    assert kept.name in result.stderr
    assert [row["id"] for row in json.loads(hur(graph, "datasets", "--json").stdout)] == ["a"]


def test_a_file_that_is_not_as_it_was_closed_is_told(tmp_path: Path) -> None:
    told: list[Message] = []
    store = LadybugStore(tmp_path, warn=told.append)
    ingest(store, small_load("a"))
    store.close()
    file = tmp_path / FILE_NAME
    assert digest_of(file).read_text() == f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {FILE_NAME}\n"
    LadybugStore(tmp_path, warn=told.append).close()
    assert told == []
    whole = file.read_bytes()
    file.write_bytes(damaged(whole))
    sealed = digest_of(file).read_text()
    for opening in (1, 2, 3):
        store = LadybugStore(tmp_path, warn=told.append)
        assert [message.key for message in told] == ["errors.store_changed"] * opening
        assert store.notices == (store.damage,) == (told[-1],)
        ingest(store, small_load(f"written meanwhile {opening}"))
        assert keep_backup(store, tmp_path / "kept", 7, NOW) is None, "what is kept was taken before the damage"
        store.close()
        assert digest_of(file).read_text() == sealed
    store = LadybugStore(tmp_path, warn=told.append)
    digest_of(file).unlink()
    assert store.notices == (), "somebody has seen to it"
    store.close()
    assert digest_of(file).read_text() == f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {FILE_NAME}\n"
    file.write_bytes(whole)
    LadybugStore(tmp_path, warn=told.append).close()
    assert len(told) == 5
    file.unlink()
    LadybugStore(tmp_path, warn=told.append).close()
    assert len(told) == 5, "a new graph, whatever lay beside the one before"


def damaged(content: bytes) -> bytes:
    """Another last byte: in a page of which nothing is used."""
    return content[:-1] + bytes([content[-1] ^ 1])


def test_damage_is_told_until_a_backup_is_restored(graph: Path) -> None:
    file = graph / FILE_NAME
    file.write_bytes(damaged(file.read_bytes()))
    for _ in range(2):
        assert hur(graph, "verify").exit_code == 1
        status = hur(graph, "status")
        assert (status.exit_code, status.output.count("is not as HUR left it")) == (0, 1)
        assert "hur restore --newest" in status.stdout
        (notice,) = json.loads(hur(graph, "status", "--json").stdout)["notices"]
        assert digest_of(file).name in notice
        assert "is not as HUR left it" in hur(graph, "datasets").stderr
    refused = hur(graph, "restore", "--newest")
    assert (refused.exit_code, "--yes" in str(refused.exception)) == (1, True)
    assert hur(graph, "restore", "--newest", "--yes").exit_code == 0
    assert "is not as HUR left it" not in hur(graph, "status").output
    assert hur(graph, "verify").exit_code == 0


def test_a_service_with_a_damaged_store_says_so_and_goes_on(graph: Path) -> None:
    file = graph / FILE_NAME
    file.write_bytes(damaged(file.read_bytes()))
    settings = read_settings(graph=str(graph))
    store = open_store(settings)
    with TestClient(create_app(settings, store), base_url="http://localhost:8087") as client:
        (notice,) = client.get("/api/v1/status").json()["notices"]
        assert (FILE_NAME in notice, str(graph) in notice) == (True, False)
        assert "hur_notices 1.0" in client.get("/metrics").text
        assert client.get("/health/ready").status_code == 200
        assert client.get("/api/v1/verify?lang=en").json()["problems"] == [str(store.damage)]
        assert client.delete("/api/v1/datasets/a").status_code == 200
    store.close()


def test_verifying_finds_what_is_missing_and_what_is_damaged(graph: Path) -> None:
    assert hur(graph, "verify").exit_code == 0
    engine = Engine(str(graph))
    engine.run("MATCH (p:Project {name: 'Nätet a'}) SET p.`starts` = '2025-99-99'")
    result = hur(graph, "verify")
    assert (result.exit_code, "2025-99-99" in result.stdout) == (1, True)
    engine.run("MATCH (a:Actor {name: 'Boliden AB'}) DETACH DELETE a")
    result = hur(graph, "verify", "--json")
    assert result.exit_code == 1
    changed, counts, content, date = json.loads(result.stdout)["problems"]
    assert "is not as HUR left it" in changed
    assert "Actor 2 → 1" in counts
    assert "does not say what was written at revision" in content
    assert "2025-99-99" in date
    opened = hur(graph, "status")
    assert opened.exit_code == 0
    assert "Actor 2 → 1" in opened.stderr
