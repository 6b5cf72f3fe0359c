"""Whom a view's sector and kind choose: they say who is listed and drawn, and leave the network whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from graph.network.network import StakeholderNetwork


def is_chosen(network: StakeholderNetwork, id: str) -> bool:
    """Whether the view chooses an actor, or a project that an actor it chooses takes part in or pays for.

    A view without sector and kind chooses everything.
    """
    if id in network.projects:
        return any_chosen(network, (*network.participants.get(id, ()), *network.funders_of.get(id, ())))
    return any_chosen(network, (id,))


def any_chosen(network: StakeholderNetwork, actors: Iterable[str]) -> bool:
    """Whether the view chooses any of these actors; of nobody too when it has neither sector nor kind."""
    view = network.view
    if not view.chooses:
        return True
    found = (network.actors[id] for id in actors if id in network.actors)
    return any(
        (not view.sector or actor.sector in view.sector) and (not view.kind or actor.kind in view.kind)
        for actor in found
    )


def not_chosen(network: StakeholderNetwork, ids: Collection[str]) -> int:
    """How many of these the view does not choose."""
    return sum(not is_chosen(network, id) for id in ids) if network.view.chooses else 0


def chosen_part(network: StakeholderNetwork, but: str | None = None) -> StakeholderNetwork:
    """The chosen actors with their projects and the facts among them; the node `but` stays whoever is chosen.

    What is computed of ties is to be taken from the whole network.
    """
    if not network.view.chooses:
        return network
    actors = {id: actor for id, actor in network.actors.items() if id == but or is_chosen(network, id)}
    projects = {id: project for id, project in network.projects.items() if id == but or is_chosen(network, id)}
    hidden = (network.actors.keys() | network.projects.keys()) - actors.keys() - projects.keys()
    left_out = {
        "actor_not_chosen": len(network.actors) - len(actors),
        "project_not_chosen": len(network.projects) - len(projects),
    }
    return replace(
        network,
        actors=actors,
        projects=projects,
        facts=tuple(fact for fact in network.facts if hidden.isdisjoint((fact.start, fact.end))),
        left_out={**network.left_out, **left_out},
    )
