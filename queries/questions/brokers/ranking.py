"""In which order brokers are told, and which ranks the figures tell apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.finding.seat import is_seated


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor and its rank among those that are seated alike; `seated` is None where the view has no place."""

    actor: str
    rank: int
    seated: bool | None


def competing(network: StakeholderNetwork) -> list[list[str]]:
    """The actors of P that are ranked among themselves: the chosen, in a view with places those who sit there apart."""
    chosen = [actor for actor in network.collaboration if is_chosen(network, actor)]
    if not network.view.place:
        return [chosen]
    return [
        [actor for actor in chosen if is_seated(network, actor, network.view.place) == seated]
        for seated in (True, False)
    ]


def ranked(
    network: StakeholderNetwork, brokers: Collection[str], values: Mapping[str, float], error: float
) -> Iterator[Ranked]:
    """Those who sit in the places of the view first, then the others from rank 1 on; by falling value, then by name."""
    for members in competing(network):
        rank = ranks(values, members, error)
        for actor in sorted(members, key=lambda actor: (-values[actor], network.actors[actor].name, actor)):
            if actor in brokers:
                yield Ranked(actor, rank[actor], is_seated(network, actor, network.view.place))


def ranks(values: Mapping[str, float], actors: Collection[str], error: float = 0) -> dict[str, int]:
    """The rank of each of these actors among them: behind all whose value is higher for certain.

    Two estimates are told apart when they lie more than twice the error from each other. A value of 0 is exact, and all
    others are above it.
    """
    rising = sorted(values[actor] for actor in actors)
    above = {value: len(rising) - bisect_right(rising, value + 2 * error if value else 0) for value in set(rising)}
    return {actor: 1 + above[values[actor]] for actor in actors}
