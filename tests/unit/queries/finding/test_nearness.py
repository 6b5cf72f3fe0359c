"""How near two places are, counted by hand on the map of the two northern counties."""

from dataclasses import replace

import pytest

from queries.finding.nearness import between
from tests.unit.queries.small_networks import NORRBOTTEN, PLACES, network


@pytest.mark.parametrize(
    ("here", "there", "near"),
    [
        ("se:2480", "se:25", 1.0),  # Umeå lies in the county beside
        ("se:25", "se:2480", 1.0),
        ("se:2480", "se:24", 1.0),
        ("se", "se:25", 0.0),
        ("se:99", "se:99", 1.0),  # in no register
        ("se:99", "se:25", 0.0),
    ],
)
def test_a_place_beside_a_county_is_taken_for_its_own_county(here: str, there: str, near: float) -> None:
    beside = replace(NORRBOTTEN, neighbours=("se:24",))
    places = {place.id: place for place in (*PLACES, beside)}
    assert between(replace(network(), places=places), here, there) == near
