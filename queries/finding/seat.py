"""Who sits in a place that is sought, or near another actor: in an answer they come first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import at_level


def is_seated(network: StakeholderNetwork, actor: str, places: Collection[str]) -> bool | None:
    """Whether an actor sits in one of these places or below it; None where no place is sought."""
    return not network.areas_of(actor).isdisjoint(places) if places else None


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where an actor sits: its country, its counties, and those with the ones beside them."""

    country: str | None
    counties: frozenset[str]
    around: frozenset[str]


def seats_near(network: StakeholderNetwork, first: str, second: str) -> int:
    """How near two actors sit: 2 in the same or a neighbouring county, 1 in the same country, else, or unknown, 0."""
    seats = network.cached("seats", lambda: {id: _seat(network, id) for id in network.actors})
    one, other = seats[first], seats[second]
    if one.around & other.counties or other.around & one.counties:
        return 2
    return int(one.country is not None and one.country == other.country)


def _seat(network: StakeholderNetwork, actor: str) -> _Seat:
    places = network.places_of.get(actor, ())
    counties = {county for place in places if (county := at_level(network.places, place, "county"))}
    around = counties.union(*(network.places[county].neighbours for county in counties))
    country = network.actors[actor].country or min((place.partition(":")[0].upper() for place in places), default=None)
    return _Seat(country, frozenset(counties), frozenset(around))
