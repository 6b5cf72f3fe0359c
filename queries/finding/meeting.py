"""Who has met whom in which project."""

from __future__ import annotations

import networkx as nx

from graph.network.network import CONTACT, StakeholderNetwork


def expanded_not_tied(network: StakeholderNetwork) -> int:
    """How many participations make no tie because they were expanded from a group phrase."""
    if network.view.expanded == "include":
        return 0
    return sum(fact.expanded_from is not None for fact in network.participations)


def tied_two_mode(network: StakeholderNetwork) -> nx.Graph[str]:
    """B without the participations that make no tie; not to be changed."""
    tied = {(actor, project) for project, actors in network.tied_participants.items() for actor in actors}
    if network.view.funding == "include":
        tied |= {(fact.start, fact.end) for fact in network.fundings}
    loose = {(fact.start, fact.end) for fact in network.participations if fact.expanded_from is not None} - tied
    if not loose:
        return network.two_mode
    graph = network.two_mode.copy()
    graph.remove_edges_from(loose)
    return graph


def met_in(network: StakeholderNetwork) -> tuple[nx.Graph[str], frozenset[str]]:
    """Who has met in which project, and the actors in it: B without participations that make no tie; not to be changed.

    A stated collaboration is in it as a project of its own, so that it links its two actors too.
    """
    graph = tied_two_mode(network)
    stated = [
        (fact.start, fact.end)
        for fact in network.of_type("COLLABORATES_WITH")
        if fact.discriminator != CONTACT and fact.start != fact.end
    ]
    if stated:
        graph = graph.copy()
        graph.add_edges_from((actor, f"{first}│{second}") for first, second in stated for actor in (first, second))
    return graph, frozenset(node for node in graph if node in network.actors)
