"""Places as people write them; the codes are those of Statistics Sweden."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

FOUR_NORTHERN = {"se:22", "se:23", "se:24", "se:25"}


def view_of(demo: TestClient, path: str = "brokers", **options: Any) -> dict[str, Any]:
    found = demo.get(f"{API}/{path}", params=options)
    assert found.status_code == 200, found.text
    view: dict[str, Any] = found.json()["view"]
    return view


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("Norrbotten och Västerbotten", {"se:24", "se:25"}),
        ("Norrbottens och Västerbottens län", {"se:24", "se:25"}),
        ("Norrbottens, Västerbottens och Jämtlands län", {"se:23", "se:24", "se:25"}),
        ("norra Sverige", FOUR_NORTHERN),
        ("Övre Norrland", {"se:24", "se:25"}),
        ("Luleå, Boden", {"se:2580", "se:2582"}),
        ("Luleå och Bodens kommuner", {"se:2580", "se:2582"}),
        ("Kalmar och Gotlands län", {"se:08", "se:09"}),
        ("Kalmar", {"se:0880"}),
        ("Luleå kommun; Västerbotten", {"se:24", "se:2580"}),
        ("se:25", {"se:25"}),
    ],
)
def test_several_places_are_understood_in_one_text(demo: TestClient, written: str, places: set[str]) -> None:
    assert set(view_of(demo, place=written)["place"]) == places


def test_a_place_that_is_named_twice_is_one(demo: TestClient) -> None:
    assert view_of(demo, place=["Norrbotten", "se:25", "Norrbotten och Luleå"])["place"] == ["se:25", "se:2580"]


def test_the_view_has_names_of_its_own_where_a_question_takes_the_plain_ones(demo: TestClient) -> None:
    wished = view_of(demo, "partners", theme="energy", place="Norrbotten")
    assert (wished["theme"], wished["place"]) == ([], [])
    cut = view_of(demo, "partners", theme="energy", **{"view-place": "Norrbotten och Västerbotten"})
    assert set(cut["place"]) == {"se:24", "se:25"}
    assert demo.get(f"{API}/brokers", params={"view-place": "Norrbotten"}).json()["view"]["place"] == []
