"""A Neo4j server that goes away under a running service, and comes back."""

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service.pulse import Pulse
from graph.errors import StoreUnavailableError
from graph.settings import open_store, read_settings
from tests.api.conftest import API, load_demo
from tests.contract.engines import Engine
from tests.servers.neo4j_server import Neo4jServer

PATHS = [f"{API}/actors", f"{API}/brokers?from=2020", "/aktorer", "/", "/ladda"]


def test_while_neo4j_is_away_it_says_so(neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    server = neo4j_server
    Engine(server.url, server.user, server.password).run("MATCH (n) DETACH DELETE n")
    settings = read_settings(
        graph=server.url, neo4j_user=server.user, neo4j_password=server.password, mappings=tmp_path / "mappings"
    )
    app = create_app(settings, open_store(settings))
    with TestClient(app, base_url="http://localhost:8087", raise_server_exceptions=False) as client:
        load_demo(client)
        assert [client.get(path).status_code for path in (*PATHS, "/health/ready")] == [200] * 6
        server.stop()
        try:
            assert client.get("/health/ready").status_code == 503
            for path in PATHS[:4]:
                answer = client.get(path)
                assert (path, answer.status_code) == (path, 503)
                assert answer.headers["retry-after"] == "5"
                assert "bolt" not in answer.text, "where the database is stays with who runs the service"
            assert client.get("/health/live").status_code == 200
            written = client.put(f"{API}/overlaps/a/b/verdict", json={"verdict": "none", "decided_by": "Anna"})
            assert written.status_code == 503
        finally:
            server.start()
        # What was kept open breaks at its first use; then the driver connects anew.
        for _ in range(10):
            threading.Event().wait(2)
            if client.get("/health/ready").status_code == 200:
                break
        assert [client.get(path).status_code for path in (*PATHS, "/health/ready")] == [200] * 6


def test_neo4j_that_stops_in_the_middle_is_not_waited_for() -> None:
    answers = threading.Event()
    pulse = Pulse(lambda: 7 if answers.wait(60) else 0)
    with pytest.raises(StoreUnavailableError):
        pulse.revision(0.1)
    answers.set()
    with pytest.raises(StoreUnavailableError):
        pulse.revision(60)  # at once: it was silent a moment ago
    pulse._away_until = 0.0
    assert pulse.revision(60) == 7
    pulse.close()
