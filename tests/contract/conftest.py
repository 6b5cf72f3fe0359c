"""The engines of the contract suite. A test that asks for `engine` or `store` runs once on each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.protocol import GraphStore
from tests.contract.engines import Engine
from tests.servers.neo4j_server import Neo4jServer

ENGINES = ("ladybug", "neo4j_server", "neo4j_current_server")


def engine_named(name: str, folder: Path, request: pytest.FixtureRequest) -> Engine:
    """The embedded engine in `folder`, or the server of the fixture `name`, emptied."""
    if name == "ladybug":
        return Engine(str(folder / "graph"))
    server: Neo4jServer = request.getfixturevalue(name)
    engine = Engine(server.url, server.user, server.password)
    engine.run("MATCH (n) DETACH DELETE n")
    return engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An engine with nothing in it."""
    return engine_named(request.param, tmp_path, request)


@pytest.fixture
def store(engine: Engine) -> Iterator[GraphStore]:
    """A new store on it."""
    opened = engine.open()
    yield opened
    opened.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[GraphStore]:
    """The embedded store, to compare a server with."""
    opened = Engine(str(tmp_path / "embedded")).open()
    yield opened
    opened.close()


@pytest.fixture(params=ENGINES[1:])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """A server with nothing in it."""
    return engine_named(request.param, tmp_path, request)


@pytest.fixture
def served(server: Engine) -> Iterator[GraphStore]:
    """A new store on that server."""
    opened = server.open()
    yield opened
    opened.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store give up after one second instead of fifteen."""
    monkeypatch.setattr("graph.store.neo4j._RETRY_SECONDS", 1.0)
