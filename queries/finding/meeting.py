"""Who has met whom in which project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.network.network import CONTACT, StakeholderNetwork
from queries.finding.seat import is_seated


def expanded_not_tied(network: StakeholderNetwork) -> int:
    """How many participations make no tie because they were expanded from a group phrase."""
    if network.view.expanded == "include":
        return 0
    return sum(fact.expanded_from is not None for fact in network.participations)


def tied_two_mode(network: StakeholderNetwork) -> nx.Graph[str]:
    """B without the participations that make no tie; not to be changed."""

    def build() -> nx.Graph[str]:
        paid = {(fact.start, fact.end) for fact in network.fundings} if network.view.funding == "include" else set()
        loose = {
            (fact.start, fact.end)
            for fact in network.participations
            if fact.expanded_from is not None
            and fact.start not in network.tied_participants.get(fact.end, ())
            and (fact.start, fact.end) not in paid
        }
        return _changed(network.two_mode, without=loose) if loose else network.two_mode

    return network.cached("tied two-mode", build)


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
        graph = _changed(graph)
        graph.add_edges_from((actor, f"{first}│{second}") for first, second in stated for actor in (first, second))
    return graph, frozenset(node for node in graph if node in network.actors)


def _changed(two_mode: nx.Graph[str], without: Collection[tuple[str, str]] = ()) -> nx.Graph[str]:
    """Another of the same nodes, without these ties of actors to projects; each tie is looked at once."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(two_mode.nodes(data=True))
    actors = (node for node, data in two_mode.nodes(data=True) if data["bipartite"] == 0)
    ties = ((actor, project) for actor in actors for project in two_mode[actor])
    graph.add_edges_from(tie for tie in ties if tie not in without)
    return graph


@dataclass(frozen=True, slots=True)
class Meetable:
    """Who could meet whom: the projects that two actors of the view's places share, from sources that would show it.

    Attributes:
        met: actors × projects, a participation that makes a tie an edge.
        actors: those of `met`.
        projects: those of `met`.
        left_out: how many projects are not in it, by reason.
    """

    met: nx.Graph[str]
    actors: frozenset[str]
    projects: frozenset[str]
    left_out: Mapping[str, int]


def able_to_meet(network: StakeholderNetwork) -> Meetable:
    """Projects with two actors or more that make ties and, where the view has a place, sit there.

    A project that is only known from sources that name one participant a project is left out, as it shows nobody apart.
    """
    tied = {project: actors for project, actors in network.tied_participants.items() if actors}
    shown = {project: actors for project, actors in tied.items() if network.shows_collaboration(project)}
    several = {project: actors for project, actors in shown.items() if len(actors) > 1}
    here = {project: [actor for actor in actors if sits_there(network, actor)] for project, actors in several.items()}
    met: nx.Graph[str] = nx.Graph()
    met.add_edges_from((actor, project) for project, actors in here.items() if len(actors) > 1 for actor in actors)
    projects = frozenset(project for project, actors in here.items() if len(actors) > 1)
    left_out = {
        "project_not_showing": len(tied) - len(shown),
        "project_one_actor": len(shown) - len(several),
        "project_one_actor_here": len(several) - len(projects),
    }
    return Meetable(met, frozenset(met) - projects, projects, left_out)


def sits_there(network: StakeholderNetwork, actor: str) -> bool:
    """Whether the actor sits in a place of the view or below one; everybody does where the view has none."""
    return is_seated(network, actor, network.view.place) is not False
