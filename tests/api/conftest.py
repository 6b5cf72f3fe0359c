"""The API on a real embedded store."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import open_store, read_settings

ROOT = Path(__file__).parents[2]
API = "/api/v1"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HUR_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def time_for_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a small load and its figures take long too; tests of 202 and of stale pages set their own."""
    monkeypatch.setattr("api.service.moments.PATIENCE", 60.0)
    monkeypatch.setattr("api.http.routes.loads.WAIT_SECONDS", 60.0)
    monkeypatch.setattr("api.pages.routes.loading._WAIT_SECONDS", 60.0)


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The graph of the commands that are run."""
    monkeypatch.setenv("HUR_GRAPH", str(tmp_path / "graph"))
    monkeypatch.setenv("HUR_WAIT", "0")
    return tmp_path / "graph"


def client_on(folder: Path, **settings: Any) -> TestClient:
    read = read_settings(graph=str(folder), wait=0, **settings)
    app = create_app(read, open_store(read), local_token="of-this-start")
    return TestClient(app, base_url="http://localhost:8087", raise_server_exceptions=False)


@pytest.fixture
def make_client(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """Clients on empty stores, each with the settings given."""
    opened: list[TestClient] = []

    def make(**settings: Any) -> TestClient:
        client = client_on(tmp_path / f"graph-{len(opened)}", **settings)
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    """A client on an empty store."""
    return make_client()


@pytest.fixture(scope="session")
def client_on_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_on(tmp_path_factory.mktemp("demo")) as client:
        load_demo(client)
        yield client
        assert client.get(f"{API}/status").json()["revision"] == 1, "a test wrote on the shared demo network"


@pytest.fixture
def demo(client_on_demo: TestClient) -> TestClient:
    """A client on the demo network, for tests that only read; what it remembered for another test is gone."""
    client_on_demo.cookies.clear()
    return client_on_demo


def load_demo(client: TestClient) -> None:
    """Load the demo network and wait for it."""
    started = client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    job = client.app.state.service.jobs.get(started.json()["id"])  # type: ignore[attr-defined]
    job.work.result()
    assert job.state == "applied"


def command(*arguments: str) -> list[str]:
    """The command line as a process of its own."""
    code = "import sys; sys.argv[0] = 'hur'; from api.cli.main import main; main()"
    return [sys.executable, "-c", code, *arguments]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What such a process finds: a graph of its own, no locale, our code."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    return kept | {"HUR_GRAPH": str(tmp_path / "graph"), "PYTHONPATH": str(ROOT), "LC_ALL": "C", "HUR_WAIT": "5"}
