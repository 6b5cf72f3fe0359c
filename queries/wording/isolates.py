"""Why an actor has no tie, in words."""

from __future__ import annotations

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.paths import participations_of
from queries.wording.names import counted, listed, short_name


def isolate_reason(network: StakeholderNetwork, id: str) -> str:
    """Why an actor has no tie: `alone` in its projects, only `concerned` through a group, or only in `contact`.

    Of an actor of which a source shows who works together (`shows_meetings`); of others nothing is said.
    """
    if _alone_in(network, id):
        return "alone"
    return "concerned" if participations_of(network).get(id) else "contact"


def isolate_sentence(network: StakeholderNetwork, id: str, language: str) -> str:
    """The reason in words; `alone` names the projects whose sources show who works together."""
    participations = participations_of(network).get(id, ())
    alone = sorted({short_name(network.projects[project]) for project in _alone_in(network, id)})
    return message(
        f"questions.broker_{isolate_reason(network, id)}",
        language,
        actor=network.actors[id].name,
        projects=counted("projects", len(_alone_in(network, id)), language),
        names=listed(alone, language),
        phrases=listed(sorted({fact.expanded_from for fact in participations if fact.expanded_from}), language),
    )


def _alone_in(network: StakeholderNetwork, id: str) -> set[str]:
    """The projects that name it by its own name and would name who else is in them."""
    own = {fact.end for fact in participations_of(network).get(id, ()) if fact.expanded_from is None}
    return {project for project in own if network.shows_collaboration(project)}
