"""No room, a folder that went away, one that may not be written: reading goes on, and writing says why it cannot."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.errors import SettingsError, StoreError, StoreUnavailableError
from graph.ingest.ingest import ingest
from graph.settings import read_settings
from graph.store.ladybug import FILE_NAME, LadybugStore
from tests.contract.samples import dump, revision, small_load
from tests.faults.disks import MEBI, When, run_full


def test_a_new_graph_is_its_owners_only(tmp_path: Path) -> None:
    LadybugStore(tmp_path / "g").close()
    assert (tmp_path / "g").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("left", "when"), [(0, "before"), (0, "during"), (2 * MEBI, "during"), (4096, "until-the-end")]
)
def test_a_full_disk_loses_nothing_and_hangs_nothing(left: int, when: When, tmp_path: Path) -> None:
    try:
        outcome = run_full(tmp_path, left, when)
    except OSError as error:
        pytest.skip(f"no disk of its own: {error}")
    assert outcome.failures == []
    assert "refused" in outcome.said
    assert "unready" in outcome.said


def test_without_room_the_service_reads_and_says_why_it_does_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read_settings(graph=str(tmp_path / "graph"))
    store = LadybugStore(tmp_path / "graph")
    ingest(store, small_load("a"))
    with TestClient(create_app(settings, store), base_url="http://127.0.0.1") as client:
        assert client.get("/health/ready").status_code == 200
        with monkeypatch.context() as full:
            full.setattr("graph.store.embedded_room.LEAST", 2**60)
            ready = client.get("/health/ready")
            assert (ready.status_code, ready.json()["type"]) == (503, "urn:hur:problem:store-full")
            refused = client.delete("/api/v1/datasets/a")
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:hur:problem:store-full")
            assert "The disk of the graph is full" in refused.json()["detail"]
            assert client.get("/api/v1/projects").json()["total"] == 1
            assert client.get("/").status_code == 200
        assert client.get("/health/ready").status_code == 200
        assert client.delete("/api/v1/datasets/a").status_code == 200


def test_a_log_that_was_kept_is_said_on_page_and_status(tmp_path: Path) -> None:
    settings = read_settings(graph=str(tmp_path / "graph"))
    store = LadybugStore(tmp_path / "graph")
    ingest(store, small_load("a"))
    kept = f"{FILE_NAME}.wal.aside-20261129T113158.000000Z"
    with TestClient(create_app(settings, store), base_url="http://127.0.0.1") as client:
        assert client.get("/api/v1/status").json()["notices"] == []
        (tmp_path / "graph" / kept).write_bytes(b"torn")
        assert kept in client.get("/api/v1/status").json()["notices"][0]
        assert kept in client.get("/kallor").text


def test_a_folder_that_went_away_is_noticed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "graph", tmp_path / "elsewhere"
    store = LadybugStore(folder)
    ingest(store, small_load("a"))
    before = dump(store)
    folder.rename(elsewhere)
    for there in (None, elsewhere):  # gone, then another graph in its place
        if there:
            shutil.copytree(there, folder)
        with pytest.raises(StoreUnavailableError, match="was moved or removed"):
            store.check()
        with pytest.raises(StoreUnavailableError, match="was moved or removed"):
            ingest(store, small_load("b"))
        assert dump(store) == before
    shutil.rmtree(folder)
    elsewhere.rename(folder)
    assert ingest(store, small_load("b")).revision == 2
    store.close()


def test_a_graph_that_may_not_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LadybugStore(tmp_path)
    ingest(store, small_load("a"))
    before = dump(store)
    store.close()
    content = (tmp_path / FILE_NAME).read_bytes()
    # As a medium that can only be read answers; for root every folder that could be made here can be written.
    monkeypatch.setattr("graph.store.embedded_opening.os.access", lambda *_: False)
    store = LadybugStore(tmp_path)
    assert dump(store) == before
    with pytest.raises(StoreError):
        ingest(store, small_load("b"))
    assert revision(store) == 1
    store.close()
    assert (tmp_path / FILE_NAME).read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME, f"{FILE_NAME}.digest"]


@pytest.mark.parametrize("name", ["file", "file/below", "x" * 300])
def test_a_folder_that_cannot_be_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(SettingsError, match="HUR_GRAPH"):
        LadybugStore(tmp_path / name)
