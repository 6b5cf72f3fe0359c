"""Why an actor has no tie, in words."""

from __future__ import annotations

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.looked_for import shows_meetings
from queries.finding.paths import participations_of
from queries.wording.names import counted, listed, short_name


def isolate_reason(network: StakeholderNetwork, id: str) -> str:
    """Why an actor has no tie: `alone` in its projects, only `concerned` through a group, or only in `contact`.

    `not_shown` when no source of what it does itself shows who works together: then it need not be alone.
    """
    participations = participations_of(network).get(id, ())
    if participations and all(fact.expanded_from for fact in participations):
        return "concerned"
    if not shows_meetings(network, id):
        return "not_shown"
    return "alone" if _alone_in(network, id) else "contact"


def isolate_sentence(network: StakeholderNetwork, id: str, language: str) -> str:
    """The reason in words; `alone` names the projects whose sources show who works together."""
    reason = isolate_reason(network, id)
    participations = participations_of(network).get(id, ())
    projects = _alone_in(network, id) if reason == "alone" else _own(network, id)
    names = sorted({short_name(network.projects[project]) for project in projects})
    return message(
        "questions.broker_not_shown_contact" if reason == "not_shown" and not names else f"questions.broker_{reason}",
        language,
        actor=network.actors[id].name,
        projects=counted("projects", len(projects), language),
        names=listed(names, language),
        phrases=listed(sorted({fact.expanded_from for fact in participations if fact.expanded_from}), language),
    )


def _own(network: StakeholderNetwork, id: str) -> set[str]:
    """The projects that name it by its own name."""
    return {fact.end for fact in participations_of(network).get(id, ()) if fact.expanded_from is None}


def _alone_in(network: StakeholderNetwork, id: str) -> set[str]:
    """Those of them that would name who else is in them."""
    return {project for project in _own(network, id) if network.shows_collaboration(project)}
