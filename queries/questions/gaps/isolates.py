"""Actors in no shared project, and projects of a single sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.question import Moment
from queries.wording.isolates import isolate_reason, isolate_sentence
from queries.wording.names import listed, short_name


class IsolatedActor(TypedDict):
    """An actor without a tie: `alone` in its projects, only `concerned` through a group, or only in `contact`."""

    actor: Reference
    reason: str
    sentence: str


class IsolatedProject(TypedDict):
    """A project of `one_sector`, with `one_actor` or with `no_actor`."""

    project: Reference
    reason: str
    sentence: str


class IsolatesMethod(TypedDict):
    """Isolates are read off the network."""

    exact: bool


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:  # noqa: ARG001
    """Actors without a tie, then projects with one named sector, one participant or none; each by name.

    A project with a participant of unknown sector may have a second sector and is not listed for having one.
    """
    network = moment.network
    actors = sorted(_actors(network, language), key=lambda item: (item["actor"]["name"], item["actor"]["id"]))
    projects = sorted(_projects(network, language), key=lambda item: (item["project"]["name"], item["project"]["id"]))
    return answered("gaps", network, language, [*actors, *projects], method=IsolatesMethod(exact=True))


def _actors(network: StakeholderNetwork, language: str) -> Iterator[IsolatedActor]:
    for id, degree in network.collaboration.degree:
        if not degree:
            yield {
                "actor": reference(network.actors[id]),
                "reason": isolate_reason(network, id),
                "sentence": isolate_sentence(network, id, language),
            }


def _projects(network: StakeholderNetwork, language: str) -> Iterator[IsolatedProject]:
    for id, project in network.projects.items():
        members = network.participants.get(id, ())
        sectors = {network.actors[actor].sector for actor in members}
        if len(members) > 1 and (len(sectors) > 1 or None in sectors):
            continue
        reason = "one_sector" if len(members) > 1 else "one_actor" if members else "no_actor"
        sector = next(iter(sectors), None)
        sentence = message(
            f"questions.isolate_{reason}",
            language,
            project=short_name(project),
            sector=message(f"questions.group_sector_{sector}", language) if sector else "",
            actors=listed(sorted(network.actors[actor].name for actor in members), language),
        )
        yield {"project": reference(project), "reason": reason, "sentence": sentence}
