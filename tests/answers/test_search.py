"""What people type on the real data, and what they mean by it."""

from collections.abc import Mapping
from typing import Any

import pytest

from api.service.finding import search_index
from graph.network.network import StakeholderNetwork
from queries.finding.search.index import SearchIndex

MEANT = [
    ("LTU", "Luleå tekniska universitet"),
    ("RISE", "RISE Research Institutes of Sweden"),
    ("UmU", "Umeå universitet"),
    ("SLU", "Sveriges lantbruksuniversitet"),
    ("KTH", "Kungliga Tekniska högskolan"),
    ("luleå", "Luleå tekniska universitet"),
    ("lulea", "Luleå tekniska universitet"),
    ("umeå uni", "Umeå universitet"),
    ("sor", "SORESS-MMI"),
    ("vinova", "Vinnova"),
    ("tillväxtverk", "Tillväxtverket"),
    ("min north", "MinNorth"),
    ("minnorth", "MinNorth"),
    ("arctic cluster", "ARCTIC CLUSTER"),
    ("202100-2841", "Luleå tekniska universitet"),
    ("nordregio", "Nordregio"),
    ("nordic centre for spatial development", "Nordregio"),
    ("kompetensförsörjning", "Kompetensförsörjning"),
    ("skelefteå", "Skellefteå kommun"),
    ("North sweden greendeal", "North Sweden Green Deal"),
]


@pytest.fixture(scope="session")
def index(whole: StakeholderNetwork) -> SearchIndex:
    return search_index(whole)


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_what_is_meant_comes_first(whole: StakeholderNetwork, index: SearchIndex, text: str, meant: str) -> None:
    ((hit,), _) = index.hits(text, lambda _: True, 1)
    nodes: Mapping[str, Any] = {**whole.actors, **whole.projects, **whole.places, **whole.themes}
    assert meant in {getattr(nodes[hit.id], field, None) for field in ("name", "acronym", "name_sv")}


def test_batteries_come_first_in_names_and_are_found_in_texts(index: SearchIndex) -> None:
    named, _ = index.hits("batteri", lambda _: True, 3)
    assert all("batter" in hit.excerpt.text.casefold() for hit in named)
    projects, _ = index.hits("batteri", lambda node: node[0] == "projects", 1000)
    assert any("batterier" in hit.excerpt.text for hit in projects if hit.field == "summary")
