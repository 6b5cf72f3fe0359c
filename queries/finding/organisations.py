"""Which actors are one organisation over time and inside: predecessor and successor, parent and department."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graph.network.network import StakeholderNetwork


def organisations(network: StakeholderNetwork) -> Mapping[str, str]:
    """Actor → the smallest id of those it is one organisation with; an actor that is alone is not in it.

    As sources say by FOLLOWS and PART_OF, in any number of steps. What a programme is part of makes no organisation.
    """
    return network.cached("organisations", lambda: _organisations(network))


def _organisations(network: StakeholderNetwork) -> Mapping[str, str]:
    ties: nx.Graph[str] = nx.Graph()
    for fact in network.of_type("FOLLOWS", "PART_OF"):
        ends = [network.actors.get(id) for id in (fact.start, fact.end)]
        if all(actor and actor.kind != "programme" for actor in ends):
            ties.add_edge(fact.start, fact.end)
    return {actor: min(members) for members in nx.connected_components(ties) for actor in members}
