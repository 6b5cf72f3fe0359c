"""Who may be suggested to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import collaborators
from queries.finding.looked_for import shows_meetings
from queries.finding.seat import is_seated

STATED: Final = ("NEEDS", "OFFERS")

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Eligible:
    """The actors that may be suggested, sorted: those `met` in a shared project, `newcomers` that are not.

    `stated` are those that may be suggested for what they need or offer, whatever their sources can show. `left_out`
    counts the others by reason.
    """

    met: tuple[str, ...]
    newcomers: tuple[str, ...]
    stated: frozenset[str]
    left_out: Mapping[str, int]


def eligible(network: StakeholderNetwork, *, abroad: bool) -> Eligible:
    """Those the view chooses that sit in its places, in a sought country unless `abroad`, and are not known blindly.

    An actor is known blindly when no source of it can show who works together: that it meets nobody says nothing.
    """
    places = network.view.place
    stated = {fact.start for fact in network.of_type(*STATED)}
    reasons: dict[str, str] = {}
    for id in collaborators(network) | stated:
        if not is_chosen(network, id):
            reasons[id] = "actor_not_chosen"
        elif is_seated(network, id, places) is False:
            reasons[id] = "pair_seated_elsewhere"
        elif not abroad and network.actors[id].is_abroad(places):
            reasons[id] = "pair_abroad"
    rest = (collaborators(network) | stated) - reasons.keys()
    met = {id for id in rest if network.collaboration.has_node(id) and network.collaboration.degree(id)}
    blind = {id for id in rest - met if not shows_meetings(network, id)}
    return Eligible(
        met=tuple(sorted(met)),
        newcomers=tuple(sorted(rest - met - blind)),
        stated=frozenset(stated & rest),
        left_out=Counter([*reasons.values(), *("pair_known_blindly" for _ in blind - stated)]),
    )
