"""The page of brokers on the demo network."""

import pytest
from fastapi.testclient import TestClient


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


def test_where_ranks_are_not_known_to_be_sure_the_page_says_nothing_of_it(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Plats om en tiondel saknas" in demo.get("/brobyggare").text
    monkeypatch.setattr("queries.questions.brokers.UNASKED", 1)
    page = demo.get("/brobyggare", params={"group": "kind", "visa": "alla"})
    assert page.status_code == 200
    assert "Plats om en tiondel saknas" not in page.text
