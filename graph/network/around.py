"""What lies around one actor: who can be reached in so many ties, and the projects they have among themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import networkx as nx

from graph.network.cutting import Part, Whole


class Network(Whole, Protocol):
    """What is looked at of a network."""

    @property
    def left_out(self) -> Mapping[str, int]:
        """What was left out before, by reason."""
        ...

    @property
    def tied_participants(self) -> Mapping[str, tuple[str, ...]]:
        """Project → the participating actors that make ties."""
        ...

    @property
    def collaboration(self) -> nx.Graph[str]:
        """P: actor–actor."""
        ...


def around(network: Network, actor: str, steps: int) -> Part:
    """The actors at most so many ties from `actor` in P, and the projects that none but several of these take part in.

    A project is shown with all that take part or pay, or not at all, so that what is said of it is true: with one step
    these are the actor's own and those its partners have with each other alone. An actor without a tie in the network
    has only its own facts around it.
    """
    near = _near(network.collaboration, actor, steps)
    projects = {
        id: project
        for id, project in network.projects.items()
        if _is_among(near, actor, network.tied_participants.get(id, ()))
    }
    shown = near | {fact.start for fact in network.facts if fact.end in projects and fact.start in network.actors}
    hidden = network.actors.keys() - shown | network.projects.keys() - projects.keys()
    facts = tuple(fact for fact in network.facts if hidden.isdisjoint((fact.start, fact.end)))
    outside = len(network.projects) - len(projects)
    left_out = {**network.left_out, **({"project_outside_around": outside} if outside else {})}
    actors = {id: network.actors[id] for id in network.actors if id in shown}
    return Part(actors, projects, facts, left_out)


def _is_among(near: set[str], actor: str, members: tuple[str, ...]) -> bool:
    return actor in members or (len(members) > 1 and near.issuperset(members))


def _near(graph: nx.Graph[str], actor: str, steps: int) -> set[str]:
    if actor not in graph:
        return {actor}
    return set(nx.single_source_shortest_path_length(graph, actor, cutoff=steps))
