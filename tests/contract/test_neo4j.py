"""What only a server can do: other addresses, wrong passwords, going away and coming back."""

import pytest

from graph.errors import SettingsError, StoreError, StoreUnavailableError, StoreVersionError
from graph.ingest.ingest import ingest
from graph.settings import open_store, read_settings
from graph.store import neo4j as stores_neo4j
from graph.store.neo4j import Neo4jStore
from tests.contract.engines import Engine
from tests.contract.samples import revision, small_load
from tests.servers.neo4j_server import free_port


def test_a_routing_address_works_on_a_single_server(server: Engine) -> None:
    store = Neo4jStore(server.where.replace("bolt://", "neo4j://"), server.user, server.password)
    assert ingest(store, small_load("a")).changed
    assert ingest(store, small_load("a")).changed is False
    store.close()


def test_one_setting_chooses_the_server(server: Engine) -> None:
    settings = read_settings(graph=server.where, neo4j_user=server.user, neo4j_password=server.password)
    store = open_store(settings)
    assert store.engine.startswith("Neo4j ")
    store.close()


def test_the_database_can_be_named(server: Engine) -> None:
    store = Neo4jStore(server.where, server.user, server.password, database="neo4j")
    assert revision(store) == 0
    store.close()
    with pytest.raises(StoreError, match="no-such-database"):
        Neo4jStore(server.where, server.user, server.password, database="no-such-database")


def test_a_wrong_password_says_which_settings_to_mend(server: Engine) -> None:
    with pytest.raises(StoreUnavailableError, match="HUR_NEO4J_USER, HUR_NEO4J_PASSWORD"):
        Neo4jStore(server.where, server.user, "wrong")


def test_an_older_server_is_refused(server: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores_neo4j, "LEAST_VERSION", (9999, 1))
    with pytest.raises(StoreVersionError, match=r"runs Neo4j \d"):
        Neo4jStore(server.where, server.user, server.password)


@pytest.mark.usefixtures("quick")
def test_nobody_there_is_said() -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be reached"):
        Neo4jStore(f"bolt://127.0.0.1:{free_port()}", "neo4j", "secret")


@pytest.mark.usefixtures("quick")
def test_a_server_without_encryption_refuses_an_encrypted_address(server: Engine) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be reached"):
        Neo4jStore(server.where.replace("bolt://", "bolt+ssc://"), server.user, server.password)


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_every_scheme_of_the_driver_is_a_server(scheme: str) -> None:
    settings = read_settings(graph=f"{scheme}://example.org", neo4j_user="neo4j", neo4j_password="secret")
    assert settings.is_server


def test_other_schemes_and_missing_passwords_are_refused() -> None:
    with pytest.raises(SettingsError, match="http://"):
        read_settings(graph="http://example.org")
    with pytest.raises(SettingsError, match="HUR_NEO4J_PASSWORD"):
        read_settings(graph="neo4j+s://example.org", neo4j_user="neo4j")
