"""Actors in no shared project, and projects of a single sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.choosing import is_chosen, not_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.finding.looked_for import shows_meetings
from queries.question import Moment
from queries.wording.isolates import isolate_reason, isolate_sentence
from queries.wording.names import cut, listed, short_name

_LETTERS: Final = 40


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

    A project with a participant of unknown sector may have a second sector and is not listed for having one. Actors and
    projects of which no source shows who works together are left out: that nobody is beside them says nothing.
    """
    network = moment.network
    alone = [id for id, degree in network.collaboration.degree if not degree]
    isolated = [id for id in alone if is_chosen(network, id)]
    reasons = {id: reason for id in network.projects if is_chosen(network, id) and (reason := _reason(network, id))}
    actors = [_actor(network, id, language) for id in isolated if shows_meetings(network, id)]
    projects = [
        _project(network, id, reason, language) for id, reason in reasons.items() if network.shows_collaboration(id)
    ]
    actors.sort(key=lambda item: (item["actor"]["name"], item["actor"]["id"]))
    projects.sort(key=lambda item: (item["project"]["name"], item["project"]["id"]))
    left_out = {
        "actor_not_chosen": not_chosen(network, alone),
        "actor_meetings_not_shown": len(isolated) - len(actors),
        "project_meetings_not_shown": len(reasons) - len(projects),
    }
    method = IsolatesMethod(exact=True)
    return answered("gaps", network, language, [*actors, *projects], method=method, left_out=left_out)


def _actor(network: StakeholderNetwork, id: str, language: str) -> IsolatedActor:
    return {
        "actor": reference(network.actors[id]),
        "reason": isolate_reason(network, id),
        "sentence": isolate_sentence(network, id, language),
    }


def _reason(network: StakeholderNetwork, project: str) -> str | None:
    """Why a project is listed; None when it has two sectors, or may have."""
    members = network.participants.get(project, ())
    if len(members) < 2:
        return "one_actor" if members else "no_actor"
    sectors = {network.actors[actor].sector for actor in members}
    return "one_sector" if len(sectors) == 1 and None not in sectors else None


def _project(network: StakeholderNetwork, id: str, reason: str, language: str) -> IsolatedProject:
    project, members = network.projects[id], network.participants.get(id, ())
    sector = next((network.actors[actor].sector for actor in members), None)
    sentence = message(
        f"questions.isolate_{reason}",
        language,
        project=short_name(project),
        sector=message(f"questions.group_sector_{sector}", language) if sector else "",
        actors=listed(sorted(cut(network.actors[actor].name, _LETTERS) for actor in members), language, shown=2),
    )
    return {"project": reference(project), "reason": reason, "sentence": sentence}
