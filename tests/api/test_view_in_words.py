"""The line under an answer in the terminal that says what was looked at."""

from typing import Any

import pytest

from api.cli.view_in_words import view_in_words
from graph.network.view import View


@pytest.mark.parametrize(
    ("given", "sv", "en"),
    [
        ({}, "hela underlaget, all tid", "everything, all time"),
        ({"from": "2018"}, "från 2018", "from 2018"),
        (
            {"from": "2018", "to": "2020", "place": "se:25", "theme": "energy"},
            "2018 – 2020 · tema energi · plats Norrbottens län",
            "2018 – 2020 · theme energy · place Norrbottens län",
        ),
        (
            {"sector": ("public",), "status": ("asserted", "disputed"), "funding": "include"},
            "sektor offentlig sektor · status uppgiven, ifrågasatt · finansiering räknas",
            "sector public sector · status asserted, disputed · funding counts",
        ),
        ({"around": "ltu", "steps": 2}, "omkring ltu, 2 steg", "around ltu, 2 steps"),
    ],
)
def test_a_view_is_said_in_words(given: Any, sv: str, en: str) -> None:
    options = View.of(given).options()
    assert (view_in_words(options, "sv"), view_in_words(options, "en")) == (sv, en)
