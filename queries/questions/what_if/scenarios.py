"""The network as it would be: without an actor, after a project, or with one project more. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.errors import InputError
from graph.messages import Message
from graph.network.facts import Fact, Project, Report
from graph.network.network import StakeholderNetwork
from queries.finding.lookup import find_actor, find_project

SUPPOSED: Final = "what-if"
"""Id of the project that two actors are supposed to start, and dataset and source of what is supposed."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed (`without`, `ends` or `together`), of whom by id, and the network before and after."""

    what: str
    of: tuple[str, ...]
    before: StakeholderNetwork
    after: StakeholderNetwork

    @property
    def actors(self) -> frozenset[str]:
        """Those of P that are there before and after, and the two that are to be."""
        actors = frozenset(self.before.collaboration)
        if self.what == "ends":
            return actors
        return actors.difference(self.of) if self.what == "without" else actors.union(self.of)


def read_scenario(network: StakeholderNetwork, parameters: Mapping[str, Any]) -> Scenario:
    """The scenario asked for.

    Raises:
        InputError: none or several are asked for, or not two different actors.
        NotFoundError: an actor or project is not in the view.
    """
    given = [name for name in ("without", "ends", "together") if parameters.get(name)]
    if len(given) != 1:
        raise InputError(Message("errors.what_if_one"))
    (what,) = given
    if what == "without":
        actor = find_actor(network, parameters[what]).id
        return Scenario(what, (actor,), network, _without_actor(network, actor))
    if what == "ends":
        project = find_project(network, parameters[what]).id
        return Scenario(what, (project,), network, _without_project(network, project))
    pair = tuple(find_actor(network, name).id for name in parameters[what])
    if len(pair) != 2 or pair[0] == pair[1]:
        raise InputError(Message("errors.what_if_two"))
    return Scenario(what, pair, network, _with_project(network, pair))


def _without_actor(network: StakeholderNetwork, actor: str) -> StakeholderNetwork:
    actors = {id: node for id, node in network.actors.items() if id != actor}
    return replace(network, actors=actors, facts=_apart_from(network, actor))


def _without_project(network: StakeholderNetwork, project: str) -> StakeholderNetwork:
    projects = {id: node for id, node in network.projects.items() if id != project}
    return replace(network, projects=projects, facts=_apart_from(network, project))


def _with_project(network: StakeholderNetwork, pair: tuple[str, ...]) -> StakeholderNetwork:
    projects = {**network.projects, SUPPOSED: Project(SUPPOSED, SUPPOSED)}
    return replace(network, projects=projects, facts=network.facts + tuple(_takes_part(actor) for actor in pair))


def _apart_from(network: StakeholderNetwork, id: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in network.facts if id not in (fact.start, fact.end))


def _takes_part(actor: str) -> Fact:
    report = Report(f"{SUPPOSED}│{actor}", SUPPOSED, SUPPOSED, None, None, "read")
    return Fact("PARTICIPATES_IN", actor, SUPPOSED, (report,), discriminator="partner")
