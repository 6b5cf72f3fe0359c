"""Why an actor has no tie, in words."""

from __future__ import annotations

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.paths import participations_of
from queries.wording.names import counted, listed, short_name


def isolate_reason(network: StakeholderNetwork, id: str) -> str:
    """Why an actor has no tie: `alone` in its projects, only `concerned` through a group, or only in `contact`."""
    participations = participations_of(network).get(id, ())
    if any(fact.expanded_from is None for fact in participations):
        return "alone"
    return "concerned" if participations else "contact"


def isolate_sentence(network: StakeholderNetwork, id: str, language: str) -> str:
    """The reason in words."""
    reason = isolate_reason(network, id)
    participations = participations_of(network).get(id, ())
    alone = sorted({short_name(network.projects[fact.end]) for fact in participations if fact.expanded_from is None})
    return message(
        f"questions.broker_{reason}",
        language,
        actor=network.actors[id].name,
        projects=counted("projects", len(alone), language),
        names=listed(alone, language),
        phrases=listed(sorted({fact.expanded_from for fact in participations if fact.expanded_from}), language),
    )
