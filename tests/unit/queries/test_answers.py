"""All questions on the demo network and on the real data, from an opened store."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.errors import NotFoundError
from graph.ingest.ingest import ingest
from graph.messages import LANGUAGES
from graph.settings import open_store, read_settings
from queries.answers import ask
from tests.loading import load_into, prepared, views

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
    ("consortium", {"project": "demo:soress-mmi"}),
    ("consortium", {"theme": "energy", "place": "se:25", "kinds": "municipality=1"}),
    ("introductions", {"a": "Boliden AB", "b": "Region Norrbotten"}),
    ("changes", {"since": "1"}),
    ("what-if", {"without": "Luleå tekniska universitet"}),
    ("what-if", {"ends": "demo:soress-mmi"}),
    ("what-if", {"together": ("Boliden AB", "Region Värmland")}),
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Ask the demo, which was loaded in two steps: first every other relation, then all."""
    store = open_store(read_settings(graph=str(tmp_path_factory.mktemp("demo"))))
    load = prepared(store).load
    ingest(store, replace(load, relations=load.relations[::2]))
    load_into(store)
    shown = views(store)
    store.close()
    return partial(ask, shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "options"), EVERY_QUESTION)
def test_every_question_has_an_answer_with_whole_sentences(asked: Any, name: Any, options: Any, language: Any) -> None:
    answer = asked(name, options, language)
    assert answer.items
    for each in (*answer.items, *answer.left_out):
        assert each["sentence"].endswith((".", "…"))
        assert "  " not in each["sentence"]
        assert "{" not in each["sentence"]


def test_the_top_brokers_of_the_demo_are_those_the_documents_name(asked: Any) -> None:
    first = [item["actor"]["name"] for item in asked("brokers", {}).items if item["rank"] == 1]
    assert first == ["Luleå tekniska universitet", "Skellefteå kommun"]


def test_soress_shares_too_little_with_the_green_deal_to_continue_it(asked: Any) -> None:
    items = asked("overlaps", {"project": "North Sweden Green Deal", "owners": "all", "none": "include"}).items
    assert ("demo:soress-mmi", "none") in {(item["projects"][1]["id"], item["class"]) for item in items}


def test_the_stated_need_of_region_norrbotten_is_met_by_region_värmland(asked: Any) -> None:
    met = [item for item in asked("gaps", {}).items if item["parts"]["needs"] == 1]
    assert [{each["name"] for each in item["actors"]} for item in met] == [{"Region Norrbotten", "Region Värmland"}]


def test_an_answer_is_of_its_view(asked: Any) -> None:
    narrow = asked("brokers", {"theme": "energy"})
    assert narrow.considered["projects"] == 1
    assert narrow.view["theme"] == ["energy"]


def test_an_unknown_question_is_named(asked: Any) -> None:
    with pytest.raises(NotFoundError, match="weather"):
        asked("weather", {})


@pytest.fixture(scope="module")
def real_graph(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    store = open_store(read_settings(graph=str(folder)))
    load_into(store)
    load_into(store, shared_data / "data/projektbanken/projektbanken_2014-2020.json", loader="projektbanken")
    load_into(store, shared_data / "data/keep_eu/keep_2014-2020.xlsx", loader="keep_eu")
    store.close()
    return folder


@pytest.mark.parametrize(("name", "options"), EVERY_QUESTION)
def test_real_data_is_answered(real_graph: Any, name: Any, options: Any) -> None:
    """How long it takes is measured by benchmarks/questions.py."""
    store = open_store(read_settings(graph=str(real_graph)))
    shown = views(store)
    store.close()
    assert ask(shown, name, options).items


NPA = "keep-eu:interreg-vb-northern-periphery-and-arctic/"
MEAT = (
    "keep-eu:interreg-v-a-sweden-denmark-norway-öresund-kattegat-skagerrak/"
    "efterfrågedriven-innovation-för-högre-kvalitet-på-nöt-och-lammkött"
)
KNOWN_PHASES = {
    (f"{NPA}busk", f"{NPA}busk-preparatory"),
    (f"{NPA}e-lighthouse", f"{NPA}pre-lighthouse"),
    (f"{NPA}waterpro", f"{NPA}waterpro-preparatory"),
    (MEAT, f"{MEAT}-förstudie"),
    ("projektbanken:20200481", "projektbanken:20201127"),  # Metodik för ökad konkurrenskraft, and "(Del 2)"
    ("projektbanken:20200491", "projektbanken:20201004"),  # Förstudie – Energitjänster, and Energitjänster
    ("projektbanken:20200826", "projektbanken:20200895"),  # SREss, and "Fas 2 slutprojekt"
}


def test_the_seven_preparations_and_second_parts_that_titles_tell_are_continued(real_graph: Any) -> None:
    store = open_store(read_settings(graph=str(real_graph)))
    shown = views(store)
    store.close()
    items = ask(shown, "overlaps", {"owners": "all"}).items
    continued = {tuple(each["id"] for each in item["projects"]) for item in items if item["class"] == "continuation"}
    assert continued >= KNOWN_PHASES
