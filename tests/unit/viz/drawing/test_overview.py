"""The overview: everybody who has a tie has a place, communities keep apart, and it says who is left out."""

from __future__ import annotations

import math
from itertools import combinations

from tests.unit.viz.networks import demo, synthetic
from viz.drawing.overview import overview


def test_everybody_with_a_tie_has_a_place_of_their_own() -> None:
    network = synthetic(1400)
    drawn = overview(network)
    ends = {
        end
        for fact in network.of_type("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH")
        for end in (fact.start, fact.end)
    }
    assert {seat.id for seat in drawn.seats} == ends
    assert drawn.alone == len(network.actors) + len(network.projects) - len(ends)
    assert len({(seat.x, seat.y) for seat in drawn.seats}) == len(drawn.seats)


def test_ties_join_those_they_are_of() -> None:
    network = demo()
    drawn = overview(network)
    pairs = {frozenset((drawn.seats[a].id, drawn.seats[b].id)) for a, b in drawn.ties}
    assert frozenset(("boliden-ab", "soress")) in pairs
    degree = {seat.id: seat.ties for seat in drawn.seats}
    assert degree["boliden-ab"] == 1  # partner and funder of the same project is one line


def test_no_community_lies_on_another_and_all_of_it_lies_within() -> None:
    drawn = overview(synthetic(1400))
    assert len(drawn.discs) > 5
    for one, other in combinations(drawn.discs, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius
    for number, disc in enumerate(drawn.discs):
        members = [seat for seat in drawn.seats if seat.community == number]
        assert len(members) == disc.size
        assert all(math.dist((seat.x, seat.y), (disc.x, disc.y)) <= disc.radius for seat in members)


def test_equal_networks_have_equal_overviews() -> None:
    assert overview(synthetic(300)) == overview(synthetic(300))
