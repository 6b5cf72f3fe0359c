"""The servers and the browser the other tests rely on are real."""

from typing import TYPE_CHECKING

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable

from tests.servers.neo4j_server import Neo4jServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def answer(server: Neo4jServer, scheme: str) -> object:
    url = server.url.replace("bolt://", f"{scheme}://")
    with neo4j.GraphDatabase.driver(url, auth=(server.user, server.password)) as driver:
        driver.verify_connectivity()
        return driver.execute_query("RETURN 1 AS one", database_=server.database).records[0]["one"]


@pytest.mark.parametrize("fixture", ["neo4j_server", "neo4j_current_server"])
def test_neo4j_answers_goes_away_and_comes_back(fixture: str, request: pytest.FixtureRequest) -> None:
    server: Neo4jServer = request.getfixturevalue(fixture)
    assert answer(server, "bolt") == 1
    assert answer(server, "neo4j") == 1  # the routing table must name an address that can be reached
    server.stop()
    with pytest.raises(ServiceUnavailable):
        answer(server, "bolt")
    server.start()
    assert answer(server, "bolt") == 1


def test_chromium_draws_swedish_text(chromium: "Browser") -> None:
    page = chromium.new_page()
    page.set_content("<h1>Åtvidaberg</h1>")
    assert page.inner_text("h1") == "Åtvidaberg"
    page.close()
