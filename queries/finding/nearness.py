"""How near two actors sit, or an actor and a project."""

from __future__ import annotations

from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import at_level

SAME_COUNTY: Final = 0.5


def nearness(network: StakeholderNetwork, first: str, second: str) -> float | None:
    """1 in the same or a neighbouring place, or where one is in a place of the other; 0.5 in the same county; else 0.

    None when nobody says where one of them is.
    """
    here, there = network.places_of.get(first, ()), network.places_of.get(second, ())
    if not here or not there:
        return None
    return max(between(network, a, b) for a in here for b in there)


def between(network: StakeholderNetwork, first: str, second: str) -> float:
    """The same for two places."""
    places = network.places
    if first == second:
        return 1.0
    if first not in places or second not in places:
        return 0.0
    one, other = places[first], places[second]
    if second in one.neighbours or first in other.neighbours or _lies_in(network, first, second):
        return 1.0
    county = at_level(places, first, "county")
    return SAME_COUNTY if county and county == at_level(places, second, "county") else 0.0


def between_seats(network: StakeholderNetwork, first: str, second: str) -> float:
    """`between` for ranking: 0.5 in neighbouring counties, whether a seat is told by its county or its municipality.

    A sentence cannot say that two such places are near each other; a ranking can prefer them to what is far away.
    """
    places = network.places
    counties = [at_level(places, place, "county") for place in (first, second)]
    if (first == second or counties != [first, second]) and (near := between(network, first, second)):
        return near
    here, there = (places[county] if county else None for county in counties)
    return SAME_COUNTY if here and there and (here.id in there.neighbours or there.id in here.neighbours) else 0.0


def _lies_in(network: StakeholderNetwork, first: str, second: str) -> bool:
    """Whether one place lies in the other; a country is too large for that to mean anything."""
    places = network.places
    inner, outer = (first, second) if second in places[first].parents else (second, first)
    return outer in places[inner].parents and places[outer].level != "country"
