"""A server that goes away and comes back, under stores that stay open."""

import pytest

from graph.errors import StoreUnavailableError
from graph.ingest.ingest import ingest
from tests.contract.conftest import ENGINES
from tests.contract.engines import Engine
from tests.contract.samples import dump, revision, small_load
from tests.servers.neo4j_server import Neo4jServer


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fixture", ENGINES[1:])
def test_a_lost_server_is_said_and_found_again(fixture: str, request: pytest.FixtureRequest) -> None:
    server: Neo4jServer = request.getfixturevalue(fixture)
    engine = Engine(server.url, server.user, server.password)
    engine.run("MATCH (n) DETACH DELETE n")
    direct, routed = engine.open(), Engine(server.url.replace("bolt:", "neo4j:"), server.user, server.password).open()
    ingest(direct, small_load("a"))
    before = dump(routed)
    server.stop()
    try:
        for store in (direct, routed):
            with pytest.raises(StoreUnavailableError, match="cannot be reached"):
                revision(store)
            with pytest.raises(StoreUnavailableError, match="cannot be reached"):
                ingest(store, small_load("b"))
    finally:
        server.start()
    for store in (direct, routed):
        assert dump(store) == before
    assert ingest(direct, small_load("b")).revision == 2
    assert ingest(routed, small_load("c")).revision == 3
    direct.close()
    routed.close()
