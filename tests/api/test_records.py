"""The access log and the figures: who wrote, took away and was refused."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.errors import BusyError
from tests.api.conftest import API

TOKEN = "a-token-of-the-operator"
READ_TOKEN = "a-token-of-the-readers"
ANNA = {"Authorization": "Basic " + base64.b64encode(f"Anna:{TOKEN}".encode()).decode()}


def test_writes_exports_and_refusals_are_told_and_nothing_else(
    make_client: Callable[..., TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.tokens.DELAY_SECONDS", 0.0)
    log = tmp_path / "access.jsonl"
    client = make_client(token=TOKEN, access_log=log)
    client.get(f"{API}/actors")
    client.get("/")
    client.post("/reconcile", data={"queries": "{}"})
    assert not log.exists(), "reading is not recorded"
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"}, headers=ANNA)
    client.delete(f"{API}/datasets/demo", headers={"Authorization": "Bearer a-wrong-token-of-somebody"})
    client.get(f"{API}/exports/json?q=hemligt")
    client.get(f"{API}/backup")
    client.get("/", headers={"Host": "evil.example"})
    client.post("/ladda/demo", headers={"Cookie": "hur_decides=Bo%20Ek"})
    entries: list[dict[str, Any]] = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(entry["method"], entry["path"], entry["status"], entry["by"]) for entry in entries] == [
        ("POST", f"{API}/loads", 200, "Anna"),
        ("DELETE", f"{API}/datasets/demo", 401, None),
        ("GET", f"{API}/exports/json", 200, None),
        ("GET", f"{API}/backup", 401, None),
        ("GET", "/", 403, None),
        ("POST", "/ladda/demo", 401, "Bo Ek"),
    ]
    assert {*entries[0]} == {"at", "method", "path", "status", "by"}
    for secret in (TOKEN, "a-wrong-token", "hemligt", "testclient"):
        assert secret not in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_stops_nobody(
    make_client: Callable[..., TestClient], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client(access_log=tmp_path / "no" / "folder")
    assert client.delete(f"{API}/datasets/none").status_code == 404
    assert "the access log cannot be written" in caplog.text


def test_figures_for_prometheus(make_client: Callable[..., TestClient], tmp_path: Path) -> None:
    client = make_client()
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    client.get(f"{API}/actors")
    client.get(f"{API}/actors/nobody")
    client.get("/finns/inte")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    figures = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    for method, address, status in (
        ("POST", f"{API}/loads", 200),
        ("GET", f"{API}/actors", 200),
        ("GET", f"{API}/actors/{{id:path}}", 404),
        ("GET", "/{path:path}", 404),
    ):
        labels = f'address="{address}",method="{method}",status="{status}"'
        assert figures[f"hur_request_seconds_count{{{labels}}}"] == "1.0"
        assert float(figures[f"hur_request_seconds_sum{{{labels}}}"]) > 0
    assert figures['hur_loads_total{state="applied"}'] == "1.0"
    assert float(figures["hur_revision"]) == client.get(f"{API}/status").json()["revision"]
    assert float(figures["hur_store_bytes"]) > 0
    assert figures["hur_store_answers"] == "1.0"


def test_figures_are_closed_as_reading_is(make_client: Callable[..., TestClient]) -> None:
    client = make_client(token=TOKEN, read_token=READ_TOKEN)
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {READ_TOKEN}"}).status_code == 200


def test_one_backup_at_a_time(
    make_client: Callable[..., TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.service.service._PATIENCE_FOR_ALL", 0.0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = make_client()
    service = client.app.state.service  # type: ignore[attr-defined]
    before = {*tmp_path.iterdir()}
    with service._reading_all:
        with pytest.raises(BusyError):
            service.backup(tmp_path / "other")
        refused = client.get(f"{API}/backup")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert client.get(f"{API}/verify").status_code == 503
    assert client.get(f"{API}/backup").status_code == 200
    assert {*tmp_path.iterdir()} == before, "nothing is left in the folder of temporary files"
