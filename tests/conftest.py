"""What all tests share: real Neo4j servers and a real browser, started only when a test asks, and where the data is."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.availability import shared, unavailable
from tests.servers.jars import ServerUnavailableError, find_java
from tests.servers.neo4j_docker import start_neo4j_container
from tests.servers.neo4j_server import CURRENT_VERSION, LEAST_VERSION, USER, Neo4jServer, start_neo4j

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Loads of tests take no backups, which would lie in the working folder for a server; the tests of backups ask for them.
os.environ["HUR_BACKUPS_KEPT"] = "0"
# How long an example takes says more of the machine than of the code; pytest's own limit ends what hangs.
settings.register_profile("hur", deadline=None)
settings.load_profile("hur")
CHROMIUM = Path(os.environ.get("HUR_TEST_CHROMIUM", "/usr/bin/chromium"))
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Most of a test on Neo4j is planning a statement for the first time, which only a warm compiler makes quicker.
QUICK_JAVA = ("-XX:TieredStopAtLevel=1",)


class Neo4jTogether(LoadScopeScheduling):  # type: ignore[misc]  # untyped
    """Deal tests out one by one, but all on one Neo4j server to one worker: its one database nobody else empties.

    (xdist's own `loadgroup` does this by marks, which pytest 9.2 no longer lets through.)
    """

    def _split_scope(self, nodeid: str) -> str:
        name = nodeid.lower()
        return next((server for server in ("neo4j_current", "neo4j") if server in name), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Neo4jTogether:
    """Deal as above however many workers there are."""
    return Neo4jTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a test that asks for Neo4j and doesn't say so in file, name or parameter: it would be dealt wrongly."""
    for item in items:
        asked = any(name.startswith("neo4j_") for name in getattr(item, "fixturenames", []))
        if asked and "neo4j" not in item.nodeid.lower():
            raise pytest.UsageError(f"{item.nodeid} uses Neo4j: its name must say neo4j")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """The least Neo4j we support: `HUR_TEST_NEO4J` if set, else a server of our own from jars or from Docker.

    Its one database is shared by all tests of the session: a test empties it before use. The server named by
    `HUR_TEST_NEO4J` is emptied too.
    """
    if os.environ.get("HUR_TEST_NEO4J"):
        yield given_server()
        return
    yield from own_server(LEAST_VERSION, tmp_path_factory)


@pytest.fixture(scope="session")
def neo4j_current_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """The current calendar release, where Java 21 or newer is found."""
    try:
        find_java(range(21, 100))
    except ServerUnavailableError as error:
        pytest.skip(str(error))  # allowed on CI too: Debian's stable Java may be older
    yield from own_server(CURRENT_VERSION, tmp_path_factory)


def own_server(version: str, folders: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Yield a server that ends with the session."""
    container: object = None
    try:
        server = start_neo4j(version, folders.mktemp("neo4j") / version, QUICK_JAVA)
    except ServerUnavailableError as no_jars:
        try:
            server, container = start_neo4j_container(version)
        except ServerUnavailableError as no_docker:
            unavailable(f"no Neo4j {version} (set HUR_TEST_NEO4J to use yours): {no_jars}; {no_docker}")
    yield server
    server.stop()
    del container


def given_server() -> Neo4jServer:
    """The server the environment names; its tests never stop it."""

    def refuse() -> None:
        pytest.skip("the server of HUR_TEST_NEO4J is not ours to stop")

    user, password = os.environ.get("HUR_NEO4J_USER", USER), os.environ.get("HUR_NEO4J_PASSWORD", "")
    return Neo4jServer(os.environ["HUR_TEST_NEO4J"], user, password, "neo4j", "given", stop=refuse, start=refuse)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium under playwright; a test opens its own context or page and closes it."""
    from playwright.sync_api import sync_playwright

    if shutil.which(str(CHROMIUM)) is None:
        unavailable(f"no Chromium at {CHROMIUM}: run scripts/install_system.sh, or set HUR_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the real open data, `HUR_SHARED` or `../shared`; not part of the repository."""
    return shared("data").parent
