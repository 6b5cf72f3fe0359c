"""The search over HTTP and on its page, on the demo network: what people type, and what they mean by it."""

import re
import unicodedata
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

# What a project leader, a coordinator or a presenter may type, and the name of what is meant.
MEANT = [
    ("LTU", "Luleå tekniska universitet"),
    ("ltu", "Luleå tekniska universitet"),
    ("Luleå University of Technology", "Luleå tekniska universitet"),
    ("lulea tekniska", "Luleå tekniska universitet"),
    ("RISE", "RISE Research Institutes of Sweden"),
    ("propell", "RISE Research Institutes of Sweden"),
    ("sor", "SORESS-MMI"),
    ("soress mmi", "SORESS-MMI"),
    ("soressmmi", "SORESS-MMI"),
    ("vinova", "Vinnova"),
    ("Verket för innovationssystem", "Vinnova"),
    ("boliden", "Boliden AB"),
    ("bolidens", "Boliden AB"),
    ("ivl", "IVL Svenska Miljöinstitutet"),
    ("miljöinstitut", "IVL Svenska Miljöinstitutet"),
    ("green deal", "North Sweden Green Deal"),
    ("greendeal", "North Sweden Green Deal"),
    ("shimr", "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region"),
    ("möjligheternas region", "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region"),
    ("spets", "Focus Industry Spets"),
    ("hållbar utveckling", "Vägar till hållbar utveckling"),
    ("lapland", "Swedish Lapland Visitors Board"),
    ("maskinentreprenör", "Maskinentreprenörerna"),
    ("expats", "Expats & Friends"),
    ("skelefteå", "Skellefteå kommun"),
    ("skelleftea kommun", "Skellefteå kommun"),
    ("eruf", "Europeiska regionala utvecklingsfonden"),
    ("stål", "Focus Industry Spets"),
    ("servicepunkt", "Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun"),
    ("kompetensförsörjning", "Kompetensförsörjning"),
    ("mänskliga rättigheter", "Inkludering och social hållbarhet"),
    (unicodedata.normalize("NFD", "örebro"), "Örebro universitet"),
]


def found(client: TestClient, text: str, **query: Any) -> list[dict[str, Any]]:
    response = client.get(f"{API}/search", params={"q": text, "lang": "sv", **query})
    assert response.status_code == 200, response.text
    return response.json()["items"]


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_what_is_meant_comes_first(demo: TestClient, text: str, meant: str) -> None:
    assert found(demo, text)[0]["name"] == meant


def test_lists_are_in_the_order_of_the_search(demo: TestClient) -> None:
    first = demo.get(f"{API}/actors", params={"q": "region", "limit": 3}).json()
    rest = demo.get(f"{API}/actors", params={"q": "region", "limit": 1000, "cursor": first["next"]}).json()
    names = [item["name"] for item in [*first["items"], *rest["items"]]]
    assert names == [item["name"] for item in found(demo, "region", list="actors", limit=1000)]
    assert names[0].startswith("Region ")
    assert first["total"] == len(names)


def test_a_funder_is_found_by_its_other_names(demo: TestClient) -> None:
    funders = demo.get(f"{API}/funders", params={"q": "eruf"}).json()["items"]
    assert [item["name"] for item in funders] == ["Europeiska regionala utvecklingsfonden", "REACT-EU"]


def test_sources_are_found_by_words_of_their_titles(demo: TestClient) -> None:
    sources = demo.get(f"{API}/sources", params={"q": "pågående sorsele"}).json()["items"]
    assert [item["name"] for item in sources] == ["Sorsele kommun, pågående projekt"]


def test_a_search_keeps_to_its_lists_and_view(demo: TestClient) -> None:
    assert {item["list"] for item in found(demo, "sorsele")} == {"actors", "projects", "places"}
    assert {item["list"] for item in found(demo, "sorsele", list=["projects", "places"])} == {"projects", "places"}
    assert [item["name"] for item in found(demo, "region", kind="municipality", list="actors", limit=100)] == [
        item["name"] for item in found(demo, "region", list="actors", limit=100) if item["kind"] == "municipality"
    ]


def test_a_hit_says_why(demo: TestClient) -> None:
    (first, *_) = found(demo, "LTU")
    assert first["matched"] == {"field": "alias", "text": "LTU", "start": 0, "end": 3, "unsure": None}
    assert found(demo, "vinova")[0]["matched"]["unsure"] == "misspelt"


def test_the_page_says_why_and_escapes_what_was_typed(demo: TestClient) -> None:
    page = demo.get("/sok", params={"q": "fokusgrupper", "lang": "sv"}).text
    assert "i sammanfattningen:" in page
    assert "<mark>fokusgrupper</mark>" in page
    empty = demo.get("/sok", params={"q": "<zzzz>", "lang": "sv"}).text
    assert "Ingenting hittades för ”&lt;zzzz&gt;”" in empty


def test_the_list_with_the_best_hit_stands_first(demo: TestClient) -> None:
    for text, first in (("LTU", "Aktörer"), ("sor", "Projekt"), ("energi", "Teman"), ("norrbottens län", "Platser")):
        page = demo.get("/sok", params={"q": text, "lang": "sv"}).text
        assert re.findall(r'<h2 id="found-\w+">(\w+)', page)[0] == first, text


def test_the_page_keeps_to_the_view_and_tells_of_hits_outside_it(demo: TestClient) -> None:
    view = {"q": "region", "kind": "municipality", "lang": "sv"}
    page = demo.get("/sok", params=view).text
    assert ">Region Norrbotten</a>" not in page
    assert "Träffar utanför urvalet" in page
    assert ">Region Norrbotten</a>" in demo.get("/sok", params={"q": "region", "lang": "sv"}).text


def test_one_list_is_shown_whole(demo: TestClient) -> None:
    few = demo.get("/sok", params={"q": "kommun", "lang": "sv"}).text
    whole = demo.get("/sok", params={"q": "kommun", "lista": "actors", "lang": "sv"}).text
    count = demo.get(f"{API}/search", params={"q": "kommun", "list": "actors"}).json()["total"]
    assert count > 20
    assert f"Visa alla {count}" in few
    assert len(re.findall('<span class="kind">', whole)) == count
