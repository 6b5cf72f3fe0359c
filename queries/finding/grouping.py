"""Groups of actors: by sector, kind, county or community."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.errors import InputError
from graph.messages import Message, message
from graph.network.facts import Place
from graph.network.network import StakeholderNetwork
from queries.answer import collaborators

GROUPS: Final = ("sector", "kind", "county", "community")
SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which actor belongs to which group; None for an actor that belongs to none."""

    by: str
    of: Mapping[str, str | None]
    network: StakeholderNetwork

    @property
    def without(self) -> int:
        """How many actors have no group."""
        return sum(group is None for group in self.of.values())

    def name(self, group: str, language: str) -> str:
        """What a sector, kind or county is called inside a sentence."""
        if self.by == "county":
            place = self.network.places.get(group)
            return place.name if place else group
        return message(f"questions.group_{self.by}_{group}", language)


def grouping(network: StakeholderNetwork, by: str) -> Grouping:
    """The actors of the collaboration network by group.

    A county is the one an actor sits in; an actor with seats in several counties has none. Communities are numbered
    from the largest, `"0"`.

    Raises:
        InputError: there is no such way to group.
    """
    everyone = sorted(collaborators(network))
    if by == "community":
        communities = communities_of(network)
        return Grouping(by, {actor: str(communities[actor]) for actor in everyone}, network)
    if by == "county":
        return Grouping(by, {actor: county_of(network, actor) for actor in everyone}, network)
    if by in ("sector", "kind"):
        return Grouping(by, {actor: getattr(network.actors[actor], by) for actor in everyone}, network)
    raise InputError(Message("errors.not_a_choice", name="group", value=by, known=GROUPS))


def communities_of(network: StakeholderNetwork) -> Mapping[str, int]:
    """The community of each actor of the collaboration network, 0 the largest; cached with the network."""

    def build() -> Mapping[str, int]:
        from queries.measures.communities import communities

        return communities(network.collaboration, seed=SEED)

    return network.cached("communities", build)


def county_of(network: StakeholderNetwork, id: str) -> str | None:
    """The county an actor sits in; None when unknown or when there are several."""
    counties = {
        county for place in network.places_of.get(id, ()) if (county := at_level(network.places, place, "county"))
    }
    return counties.pop() if len(counties) == 1 else None


def at_level(places: Mapping[str, Place], place: str, level: str) -> str | None:
    """The place itself or the one above it at this level; None when there is none."""
    if place not in places:
        return None
    above = (place, *places[place].parents)
    return next((candidate for candidate in above if candidate in places and places[candidate].level == level), None)
