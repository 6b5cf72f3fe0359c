"""A steward's five sources together: the same graph in whatever order, one university under all its names."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.network.reading import read_network
from graph.store.ladybug import LadybugStore
from graph.store.protocol import GraphStore
from loaders.run import read_files
from tests.contract.samples import dump, empty

OWN = """projekt,aktör,roll,org.nr
Nätverk för gruvkompetens,Luleå tekniska universitet,koordinator,202100-2841
Nätverk för gruvkompetens,LTU Business AB,partner,
Nätverk för gruvkompetens,Luleå kommun,partner,
Nätverk för gruvkompetens,Umeå kommun,partner,
Nätverk för gruvkompetens,Region Västerbotten,partner,
Nätverk för gruvkompetens,Länsstyrelsen i Västerbottens län,partner,
"""


@pytest.fixture(scope="module")
def five(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Load]:
    """Projektbanken, Swecris, CORDIS, keep.eu and a spreadsheet of her own."""
    data, own = shared_data / "data", tmp_path_factory.mktemp("own") / "egna.csv"
    own.write_text(OWN, encoding="utf-8")
    return [
        read_files([data / "projektbanken" / "projektbanken_2014-2020.json"]),
        read_files([data / "swecris" / "swecris_north.csv"]),
        read_files([data / "cordis" / name for name in ("project_sample.csv", "organization.csv", "topics.csv")]),
        read_files([data / "keep_eu" / "keep_2014-2020.xlsx"]),
        read_files([own]),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """A store that the examples empty and fill."""
    return LadybugStore(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def together(store: GraphStore, five: list[Load]) -> dict[str, object]:
    """What the graph says with all five, in the order above."""
    empty(store)
    for each in five:
        ingest(store, each)
    return dict(dump(store))


# Each example loads all five twice, half a minute on a slow machine.
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)))
def test_twice_in_any_order_is_the_same_graph(
    store: GraphStore, five: list[Load], together: dict[str, object], order: list[int]
) -> None:
    empty(store)
    for number in order:
        ingest(store, five[number])
    assert dump(store) == together
    assert not any(ingest(store, five[number]).changed for number in order)


def test_one_university_and_its_neighbours(store: GraphStore, five: list[Load], together: dict[str, object]) -> None:
    actors = read_network(store).actors
    (university,) = [each for each in actors.values() if each.org_number == "2021002841"]
    assert university.pic == "999876874"
    called = {name.casefold() for name in (university.name, *university.aliases)}
    assert {"luleå tekniska universitet", "lulea tekniska universitet"} <= called
    names = ("Luleå kommun", "Umeå kommun", "LTU Business AB", "Region Västerbotten", "Länsstyrelsen Västerbotten")
    for name in names:
        bearers = [each for each in actors.values() if name in (each.name, *each.aliases)]
        assert len(bearers) == 1, (name, bearers)
        assert bearers[0] != university
