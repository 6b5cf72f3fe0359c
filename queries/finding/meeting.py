"""Who has met whom in which project."""

from __future__ import annotations

import networkx as nx

from graph.network.network import CONTACT, StakeholderNetwork


def expanded_not_tied(network: StakeholderNetwork) -> int:
    """How many participations make no tie because they were expanded from a group phrase."""
    if network.view.expanded == "include":
        return 0
    return sum(fact.expanded_from is not None for fact in network.participations)


def met_in(network: StakeholderNetwork) -> tuple[nx.Graph[str], frozenset[str]]:
    """Who has met in which project, and the actors in it: B without expanded groups, unless the view includes them.

    A stated collaboration is in it as a project of its own, so that it links its two actors too.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.collaboration)
    graph.add_nodes_from(network.projects)
    graph.add_edges_from((actor, project) for project, tied in network.tied_participants.items() for actor in tied)
    if network.view.funding == "include":
        graph.add_edges_from((fact.start, fact.end) for fact in network.fundings)
    for fact in network.of_type("COLLABORATES_WITH"):
        if fact.discriminator != CONTACT and fact.start != fact.end:
            stated = f"{fact.start}│{fact.end}"
            graph.add_edges_from(((fact.start, stated), (fact.end, stated)))
    return graph, frozenset(node for node in graph if node in network.actors)
