"""The real data in one network, loaded once."""

from pathlib import Path

import pytest

from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.store.ladybug import LadybugStore
from tests.loading import load_into

SOURCES = ("projektbanken/projektbanken_2014-2020.json", "keep_eu/keep_2014-2020.xlsx", "swecris/swecris_north.csv")


@pytest.fixture(scope="session")
def whole(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StakeholderNetwork:
    """The demo, Projektbanken, keep.eu and Swecris, loaded in this order."""
    files = [shared_data / "data" / path for path in SOURCES]
    store = LadybugStore(tmp_path_factory.mktemp("real"))
    load_into(store)
    for file in files:
        load_into(store, file)
    network = read_network(store)
    store.close()
    return network
