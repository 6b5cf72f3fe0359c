"""What becomes of the view: its ties, who can reach whom, which sectors meet, and who connects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.measures.reach import pieces, reachable_share
from queries.questions.brokers.between import brokerage, is_exact
from queries.questions.what_if.contacts import Effect
from queries.questions.what_if.scenarios import Scenario

_RISING: Final = 3
_LEAST_RISE: Final = 0.001


def figures(scenario: Scenario) -> Iterator[Effect]:
    """The view before and after, then the contacts of who leaves, and who comes to lie between others most."""
    before, after = scenario.before, scenario.after
    then, now = (pieces(network.collaboration, scenario.actors) for network in (before, after))
    pairs = {
        "ties": (_ties(before, scenario.actors), _ties(after, scenario.actors)),
        "reachable": (reachable_share(then), reachable_share(now)),
        "largest": (len(then[0]) if then else 0, len(now[0]) if now else 0),
        "alone": (_alone(before, scenario.actors), _alone(after, scenario.actors)),
        "sectors": (len(_sector_pairs(before)), len(_sector_pairs(after))),
    }
    for name, (was, becomes) in pairs.items():
        yield Effect("figure", name, was, becomes)
    empty, emptied = _without_anybody(before), _without_anybody(after)
    yield Effect("figure", "projects_alone", len(empty), len(emptied), projects=tuple(sorted(emptied - empty)))
    yield from _contacts(scenario)
    if is_exact(before) and is_exact(after):
        yield from _rising(scenario)


def _ties(network: StakeholderNetwork, actors: frozenset[str]) -> int:
    return sum(a in actors and b in actors for a, b in network.collaboration.edges)


def _alone(network: StakeholderNetwork, actors: frozenset[str]) -> int:
    """Actors without a tie."""
    graph = network.collaboration
    return sum(actor not in graph or not graph[actor] for actor in actors)


def _sector_pairs(network: StakeholderNetwork) -> set[frozenset[str | None]]:
    """The pairs of different sectors with a tie between them."""
    sectors = {id: network.actors[id].sector for id in network.collaboration}
    pairs = {(sectors[a], sectors[b]) for a, b in network.collaboration.edges}
    return {frozenset((one, other)) for one, other in pairs if one != other and None not in (one, other)}


def _without_anybody(network: StakeholderNetwork) -> set[str]:
    """Projects without a participant that is known."""
    return {id for id in network.projects if not network.participants.get(id)}


def _contacts(scenario: Scenario) -> Iterator[Effect]:
    if scenario.what == "without":
        graph, actor = scenario.before.collaboration, scenario.of[0]
        yield Effect("figure", "contacts", len(graph[actor]) if actor in graph else 0, 0, actor)


def _rising(scenario: Scenario) -> Iterator[Effect]:
    """The three actors whose betweenness rises most."""
    before, after = brokerage(scenario.before), brokerage(scenario.after)
    rise = {actor: after.get(actor, 0.0) - before.get(actor, 0.0) for actor in scenario.actors}
    for actor in sorted(rise, key=lambda actor: (-rise[actor], actor))[:_RISING]:
        if rise[actor] > _LEAST_RISE:
            yield Effect("figure", "betweenness", before.get(actor, 0.0), after.get(actor, 0.0), actor)
