"""Actors of whom nothing but their existence is reported: no view shows them, since no fact places them in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.network.facts import Actor
from graph.network.network import StakeholderNetwork


def untied(network: StakeholderNetwork) -> Mapping[str, Actor]:
    """The actors of the whole that no fact names; none where the view narrows, for they lie in no period or place."""
    view, whole = network.view, network.whole or network
    if view.start or view.end or view.theme or view.place or view.dataset or view.around:
        return {}
    tied = {end for fact in whole.facts for end in (fact.start, fact.end)}
    return {id: actor for id, actor in whole.actors.items() if id not in tied}


def with_untied(network: StakeholderNetwork) -> StakeholderNetwork:
    """The network with them, in the order of the whole."""
    found = untied(network)
    if found.keys() <= network.actors.keys():
        return network
    whole, shown = network.whole or network, {**network.actors, **found}
    return replace(network, actors={id: shown[id] for id in whole.actors if id in shown})


def counting_untied(network: StakeholderNetwork) -> StakeholderNetwork:
    """The network without them, saying how many it leaves out."""
    count = len(untied(network).keys() - network.actors.keys())
    return replace(network, left_out={**network.left_out, "actor_without_tie": count}) if count else network
