"""What lies around one actor or project."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.network.network import StakeholderNetwork

MOST_PROJECTS: Final = 40
_BETWEEN_ACTORS: Final = frozenset({"COLLABORATES_WITH"})


def surroundings(network: StakeholderNetwork, *ids: str) -> StakeholderNetwork:
    """The projects of each actor, or each project with those that share most actors with it, and everyone in them.

    At most 40 projects for each; for ids that the network does not show, a network of nothing.
    """
    projects = set[str]()
    for id in ids:
        projects |= _around_project(network, id) if id in network.projects else _of_actor(network, id)
    facts = tuple(
        fact
        for fact in network.facts_at(*ids, *projects)
        if fact.start in projects
        or fact.end in projects
        or (fact.type in _BETWEEN_ACTORS and (fact.start in ids or fact.end in ids))
    )
    ends = {end for fact in facts for end in (fact.start, fact.end)} | set(ids)
    return replace(
        network,
        actors={actor: node for actor, node in network.actors.items() if actor in ends},
        projects={project: node for project, node in network.projects.items() if project in ends},
        facts=facts,
        left_out={},
    )


def _around_project(network: StakeholderNetwork, id: str) -> set[str]:
    tied = network.tied_participants
    participants = set(tied.get(id, ()))
    shared = {project: len(participants.intersection(actors)) for project, actors in tied.items() if project != id}
    near = sorted((project for project in shared if shared[project]), key=lambda project: (-shared[project], project))
    return {id, *near[:MOST_PROJECTS]}


def _of_actor(network: StakeholderNetwork, id: str) -> set[str]:
    funded = (fact.end for fact in network.facts_from(id, "FUNDS"))
    return set(sorted({*network.projects_of.get(id, ()), *funded})[:MOST_PROJECTS])
