"""Actors in no shared project, and projects of a single sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from graph.model.dates import last_day
from graph.network.choosing import is_chosen, not_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Named, Reference, answered, named, reference
from queries.finding.looked_for import shows_meetings
from queries.finding.priority import Priority, priority_of_actor, priority_of_project
from queries.question import Moment
from queries.wording.isolates import isolate_reason, isolated_actor, isolated_project


class WorthActingOn(TypedDict):
    """What puts one isolate before another; see `Priority`.

    `theme` is what those `near` work on in the same county; `next_step` is `call` where there are any, else `none`.
    """

    here: bool
    theme: Named | None
    near: list[Reference]
    last_active: str | None
    next_step: str


class IsolatedActor(WorthActingOn):
    """An actor without a tie: `alone` in its projects, only `concerned` through a group, or only in `contact`.

    `needs` and `offers` are the themes in which it has stated one.
    """

    actor: Reference
    needs: list[Named]
    offers: list[Named]
    reason: str
    sentence: str


class IsolatedProject(WorthActingOn):
    """A project of `one_sector`, with `one_actor` or with `no_actor`; those near are of other sectors."""

    project: Reference
    reason: str
    sentence: str


class IsolatesMethod(TypedDict):
    """Isolates are read off the network."""

    exact: bool


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:  # noqa: ARG001
    """Actors without a tie, then projects with one named sector, one participant or none; the most urgent first.

    First those of the view's places, or of no foreign country where it has none; of actors those that have stated a
    need or an offer, of projects those with several participants of one sector; then those of whose themes others near
    work on one; then the freshest.
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
    actors.sort(key=_urgency_of_actor)
    projects.sort(key=_urgency_of_project)
    left_out = {
        "actor_not_chosen": not_chosen(network, alone),
        "actor_meetings_not_shown": len(isolated) - len(actors),
        "project_meetings_not_shown": len(reasons) - len(projects),
    }
    method = IsolatesMethod(exact=True)
    return answered("gaps", network, language, [*actors, *projects], method=method, left_out=left_out)


def _urgency_of_actor(item: IsolatedActor) -> tuple[bool, bool, bool, int, str, str]:
    stated = bool(item["needs"] or item["offers"])
    return not item["here"], not stated, not item["near"], _age(item), item["actor"]["name"], item["actor"]["id"]


def _urgency_of_project(item: IsolatedProject) -> tuple[bool, bool, bool, int, str, str]:
    several = item["reason"] == "one_sector"
    return not item["here"], not several, not item["near"], _age(item), item["project"]["name"], item["project"]["id"]


def _age(item: WorthActingOn) -> int:
    """The freshest first; what has no day is as old as can be."""
    day = last_day(item["last_active"]) if item["last_active"] else None
    return -day.toordinal() if day else 0


def _actor(network: StakeholderNetwork, id: str, language: str) -> IsolatedActor:
    priority = priority_of_actor(network, id)
    return {
        "actor": reference(network.actors[id]),
        "reason": isolate_reason(network, id),
        **_worth(network, priority, language),
        "needs": [named(network.themes[theme], language) for theme in priority.needs],
        "offers": [named(network.themes[theme], language) for theme in priority.offers],
        "sentence": isolated_actor(network, id, priority, language),
    }


def _worth(network: StakeholderNetwork, priority: Priority, language: str) -> WorthActingOn:
    return {
        "here": priority.here,
        "theme": named(network.themes[priority.theme], language) if priority.theme else None,
        "near": [reference(network.actors[actor]) for actor in priority.near],
        "last_active": priority.last_active,
        "next_step": "call" if priority.near else "none",
    }


def _reason(network: StakeholderNetwork, project: str) -> str | None:
    """Why a project is listed; None when it has two sectors, or may have."""
    members = network.participants.get(project, ())
    if len(members) < 2:
        return "one_actor" if members else "no_actor"
    sectors = {network.actors[actor].sector for actor in members}
    return "one_sector" if len(sectors) == 1 and None not in sectors else None


def _project(network: StakeholderNetwork, id: str, reason: str, language: str) -> IsolatedProject:
    priority = priority_of_project(network, id)
    return {
        "project": reference(network.projects[id]),
        "reason": reason,
        **_worth(network, priority, language),
        "sentence": isolated_project(network, id, reason, priority, language),
    }
