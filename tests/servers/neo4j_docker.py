"""The same server from Docker, for machines without Java or Maven that have an engine and testcontainers."""

import secrets
import time

from tests.servers.jars import ServerUnavailableError
from tests.servers.neo4j_server import START_SECONDS, USER, Neo4jServer, answers, free_port

BOLT = 7687


def start_neo4j_container(version: str) -> tuple[Neo4jServer, object]:
    """Start the official image; return the server and the container, which lives as long as it is held and not stopped.

    Raises `ServerUnavailableError` without testcontainers or a Docker engine.
    """
    try:
        from testcontainers.core.container import DockerContainer
    except ImportError as error:
        raise ServerUnavailableError("testcontainers is not installed") from error
    port, password = free_port(), secrets.token_urlsafe(16)
    url = f"bolt://127.0.0.1:{port}"
    try:
        container = DockerContainer(f"neo4j:{version}").with_env("NEO4J_AUTH", f"{USER}/{password}")
        container = container.with_bind_ports(BOLT, port).start()
    except Exception as error:  # whatever the Docker client raises, the answer is the same: no engine here
        raise ServerUnavailableError(f"Docker cannot run neo4j:{version}: {error}") from error

    def start() -> None:
        container.get_wrapped_container().start()
        wait_for(url, password)

    wait_for(url, password)
    stop = container.get_wrapped_container().kill
    return Neo4jServer(url, USER, password, "neo4j", version, stop=stop, start=start), container


def wait_for(url: str, password: str) -> None:
    """Return when the server answers; raise `RuntimeError` when it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(url, password):
        if time.monotonic() > deadline:
            raise RuntimeError(f"no answer from {url} after {START_SECONDS:.0f} s")
        time.sleep(0.2)
