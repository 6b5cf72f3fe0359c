"""All questions on the demo network and on the real data, from an opened store."""

import time
from pathlib import Path
from typing import Any

import pytest

from graph.errors import NotFoundError
from graph.messages import LANGUAGES, catalogue
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.settings import open_store, read_settings
from loaders.run import load_files
from queries.answers import Desk

EVERY_QUESTION = [
    ("brokers", {}),
    ("brokers", {"group": "community"}),
    ("overlaps", {}),
    ("overlaps", {"project": "demo:north-sweden-green-deal"}),
    ("gaps", {"of": "pairs"}),
    ("gaps", {"of": "groups"}),
    ("gaps", {"of": "groups", "group": "sector,county"}),
    ("gaps", {"of": "coverage"}),
    ("gaps", {"of": "isolates"}),
    ("partners", {"project": "demo:soress-mmi"}),
    ("partners", {"theme": "skills-supply"}),
    ("introductions", {"a": "Boliden AB", "b": "Region Norrbotten"}),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> StakeholderNetwork:
    store = open_store(read_settings(graph=str(tmp_path_factory.mktemp("demo"))))
    load_files(store, ["demo"])
    snapshot = read_network(store)
    store.close()
    return snapshot


@pytest.fixture(scope="module")
def desk(demo: StakeholderNetwork) -> Desk:
    return Desk(demo)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "options"), EVERY_QUESTION)
def test_every_question_has_an_answer_with_whole_sentences(desk: Any, name: Any, options: Any, language: Any) -> None:
    answer = desk.ask(name, options, language)
    assert answer.items
    for each in (*answer.items, *answer.left_out):
        assert each["sentence"].endswith(".")
        assert "  " not in each["sentence"]
        assert "{" not in each["sentence"]


def test_the_top_brokers_of_the_demo_are_those_the_documents_name(desk: Any) -> None:
    first = [item["actor"]["name"] for item in desk.ask("brokers", {}).items if item["rank"] == 1]
    assert first == ["Luleå tekniska universitet", "Skellefteå kommun"]


def test_soress_follows_the_green_deal(desk: Any) -> None:
    items = desk.ask("overlaps", {"project": "North Sweden Green Deal"}).items
    assert ("demo:soress-mmi", "continuation") in {(item["projects"][1]["id"], item["class"]) for item in items}


def test_the_stated_need_of_region_norrbotten_is_met_by_region_värmland(desk: Any) -> None:
    met = [item for item in desk.ask("gaps", {}).items if item["parts"]["needs"] == 1]
    assert [{each["name"] for each in item["actors"]} for item in met] == [{"Region Norrbotten", "Region Värmland"}]


def test_an_answer_is_kept_and_a_view_has_its_own(desk: Any) -> None:
    assert desk.ask("brokers", {}) is desk.ask("brokers", {})
    assert desk.network(View()) is desk.whole
    narrow = desk.ask("brokers", {"theme": "energy"})
    assert narrow.considered["projects"] == 1
    assert narrow.view["theme"] == ["energy"]


def test_an_unknown_question_is_named(desk: Any) -> None:
    with pytest.raises(NotFoundError, match="weather"):
        desk.ask("weather", {})


@pytest.fixture(scope="module")
def real_graph(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    store = open_store(read_settings(graph=str(folder)))
    load_files(store, ["demo"])
    load_files(store, [shared_data / "data/projektbanken/projektbanken_2014-2020.json"], loader="projektbanken")
    load_files(store, [shared_data / "data/keep_eu/keep_2014-2020.xlsx"], loader="keep_eu")
    store.close()
    return folder


@pytest.mark.parametrize(("name", "options"), EVERY_QUESTION)
def test_real_data_is_answered_in_time(real_graph: Any, name: Any, options: Any) -> None:
    """From opening the store on; loading libraries and messages belongs to starting the service, not to a question.

    The aim is 2 s, for overlaps 6 s, on two idle cores; three times that here, so that a busy machine fails nothing
    but a walk over all nodes or pairs does.
    """
    import networkit  # noqa: F401
    import sklearn.feature_extraction.text  # noqa: F401

    catalogue()
    started, worked = time.perf_counter(), time.process_time()
    store = open_store(read_settings(graph=str(real_graph)))
    desk = Desk(read_network(store))
    store.close()
    answer = desk.ask(name, options)
    used = min(time.perf_counter() - started, time.process_time() - worked)
    assert answer.items
    assert used < 3 * (6 if name == "overlaps" else 2)
    again = time.perf_counter()
    desk.ask(name, options)
    assert time.perf_counter() - again < 0.02
