"""The page of brokers on the demo network."""

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API


def test_brokers_are_shown_by_sector_or_in_one_list(demo: TestClient) -> None:
    by_sector, in_one_list, of_one = (
        demo.get("/brobyggare", params=given).text for given in ({}, {"visa": "alla"}, {"sector": "public"})
    )
    assert "<h2>Akademi</h2>" in by_sector
    assert by_sector.index("Luleå tekniska universitet") > by_sector.index("<h2>Offentlig sektor</h2>")
    assert "<h2>Akademi</h2>" not in in_one_list + of_one
    assert "Skellefteå kommun</a>" in of_one
    assert "Luleå tekniska universitet</a>" not in of_one
    assert "Projekt att fråga om" in by_sector


def test_those_who_broker_nothing_are_one_line(demo: TestClient) -> None:
    left_out = demo.get(f"{API}/brokers").json()["left_out"]
    reason = next(reason for reason in left_out if reason["reason"] == "not_between")
    for given in ({}, {"visa": "alla"}):
        assert f"<p>{reason['sentence']}</p>" in demo.get("/brobyggare", params=given).text


def test_where_ranks_are_not_known_to_be_sure_the_page_says_nothing_of_it(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Plats om en tiondel saknas" in demo.get("/brobyggare").text
    monkeypatch.setattr("queries.questions.brokers.UNASKED", 1)
    page = demo.get("/brobyggare", params={"group": "kind", "visa": "alla", "from": "2001"})  # worked out now
    assert page.status_code == 200
    assert "Plats om en tiondel saknas" not in page.text


def test_a_set_of_brokers_is_a_form_away(demo: TestClient) -> None:
    assert 'name="set"' in demo.get("/brobyggare").text
    page = demo.get("/brobyggare", params={"set": "2"})
    item = demo.get(f"{API}/brokers", params={"set": "2"}).json()["items"][0]
    assert page.status_code == 200
    assert item["sentence"] in page.text
    assert all(f">{actor['name']}</a>" in page.text for actor in item["actors"])
    refused = demo.get("/brobyggare", params={"set": "21"})
    assert (refused.status_code, "En grupp har 1 till 20 aktörer" in refused.text) == (422, True)
