"""Circles packed into discs, discs pushed apart, and the nearest free spot: nothing on anything else."""

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from viz.drawing.crowding import free_spots, packed_disc, parted
from viz.drawing.drawing import Point

RADII = some.lists(some.floats(1, 9), min_size=1, max_size=40)


@given(RADII)
def test_packed_circles_lie_within_their_disc_and_on_no_other(radii: list[float]) -> None:
    places, reach = packed_disc(radii)
    assert len(places) == len(radii)
    for at, radius in zip(places, radii, strict=True):
        assert math.hypot(*at) + radius <= reach + 1e-6
    for (a, first), (b, second) in combinations(zip(places, radii, strict=True), 2):
        assert math.dist(a, b) >= first + second - 1e-6


@given(RADII)
def test_a_disc_is_not_much_larger_than_what_it_holds(radii: list[float]) -> None:
    """Circles of at most nine times each other's radius fill at least a seventh of the disc."""
    _, reach = packed_disc(radii)
    assert sum(radius**2 for radius in radii) >= reach**2 / 7


def test_one_alone_stays_in_the_middle() -> None:
    assert packed_disc([4.0]) == ([Point(0, 0)], 4.0)


@given(some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60), some.floats(1, 6)), max_size=12))
def test_discs_are_pushed_apart(given_discs: list[tuple[int, int, float]]) -> None:
    centres = {str(number): Point(x, y) for number, (x, y, _) in enumerate(given_discs)}
    reach = {str(number): radius for number, (_, _, radius) in enumerate(given_discs)}
    places = parted(centres, reach, 1.0)
    for a, b in combinations(places, 2):
        assert math.dist(places[a], places[b]) >= reach[a] + reach[b] + 1.0 - 0.1


def test_discs_that_are_apart_stay() -> None:
    centres = {"a": Point(0, 0), "b": Point(50, 0)}
    assert parted(centres, {"a": 10, "b": 10}, 3.0) == centres


def test_a_free_spot_is_the_wanted_one_or_clear_of_all() -> None:
    discs = [(Point(0, 0), 20.0)]
    wanted = {"away": (Point(60, 0), 3.0), "within": (Point(5, 0), 3.0), "same": (Point(60, 0), 3.0)}
    places = free_spots(wanted, discs)
    assert places["away"] == Point(60, 0)
    assert math.hypot(*places["within"]) >= 23
    assert 6 <= math.dist(places["same"], places["away"]) <= 12
