"""How an actor fits a brief, part by part, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.answer import Evidence, Reference, evidence, reference
from queries.finding.nearness import between
from queries.finding.paths import participations_of, path_between
from queries.finding.themes import theme_weights
from queries.measures.closeness import resource_allocation
from queries.questions.partners.brief import Brief, Wants, areas_worked_in, possible, themes_done, themes_of

YEARS_BACK: Final = 10
MOST_EVIDENCE: Final = 5
CONCERNED: Final = 0.5


class Deed(Evidence):
    """What shows that an actor fits; `project` is null for an offer."""

    project: Reference | None


@dataclass(frozen=True, slots=True)
class Fit:
    """One actor beside a brief.

    Parts, 0–1 or None: `themes` = the share of the wanted themes it has worked in or offers, rare ones counting more,
    and those that concern it only as one of a group counting half;
    `adds` = the share of what the consortium lacks that it has; `closeness` = its best resource allocation with a
    member, divided by the largest of any; `place` = how near it sits to where the work is; `recency` = 1 when active
    when the work starts, 0 when last active ten years before.
    """

    actor: str
    themes: frozenset[str]
    concerning: frozenset[str]
    adds: Wants
    parts: Mapping[str, float | None]

    def via(self, network: StakeholderNetwork, brief: Brief) -> tuple[str, ...]:
        """The path from a member of the consortium, without the actor itself; empty when there is none."""
        return (path_between(network, sorted(brief.consortium), self.actor) or ())[:-1]

    def evidence(self, network: StakeholderNetwork, brief: Brief) -> list[Deed]:
        """What it has done that fits: at most five offers and participations in the wanted themes, the newest first."""
        participations = [fact for fact in participations_of(network).get(self.actor, ()) if fact.end != brief.project]
        fitting = [fact for fact in participations if not brief.themes.isdisjoint(network.themes_of.get(fact.end, ()))]
        fitting.sort(key=lambda fact: (network.projects[fact.end].ends or "", fact.end), reverse=True)
        shown: list[Deed] = [
            {"project": reference(network.projects[fact.end]), **piece}
            for fact in fitting
            for piece in evidence([fact])
        ]
        offers = [fact for fact in network.facts_from(self.actor, "OFFERS") if fact.end in brief.themes]
        offered: list[Deed] = [{"project": None, **piece} for piece in evidence(offers)]
        return [*offered, *shown][:MOST_EVIDENCE]

    def last_active(self, network: StakeholderNetwork) -> str | None:
        """The last day of its newest project, as precise as known; its first day where no end is known."""
        projects = [network.projects[id] for id in network.projects_of.get(self.actor, ())]
        return max((text for project in projects if (text := project.ends or project.starts)), default=None)


def fits(network: StakeholderNetwork, brief: Brief) -> list[Fit]:
    """Everyone outside the consortium who has a wanted theme or adds something that is missing.

    Where themes, places or sectors are asked for beside a project, it must have one of each.
    """
    rarity = theme_weights(network)
    closeness = _closeness(network, brief)
    found = []
    for actor in sorted(possible(network) - brief.consortium):
        themes = frozenset(themes_done(network, actor) & brief.themes)
        adds = _adds(network, brief, actor, themes)
        concerning = themes_of(network, network.projects_of.get(actor, ())) & brief.themes - themes
        useful = themes or concerning or adds.sectors or (adds.places and not brief.themes)
        if useful and _is_asked_for(network, brief, actor, themes | concerning):
            parts = {
                "themes": _share(themes, concerning, brief.themes, rarity),
                "adds": len(adds) / len(brief.missing) if len(brief.missing) else None,
                "closeness": closeness.get(actor),
                "place": _place(network, brief, actor),
                "recency": _recency(network, brief, actor),
            }
            found.append(Fit(actor, themes, frozenset(concerning), adds, parts))
    return found


def _is_asked_for(network: StakeholderNetwork, brief: Brief, actor: str, themes: Set[str]) -> bool:
    asked = brief.asked
    return brief.project is None or (
        (not asked.themes or bool(themes))
        and (not asked.places or not areas_worked_in(network, actor).isdisjoint(asked.places))
        and (not asked.sectors or network.actors[actor].sector in asked.sectors)
    )


def _adds(network: StakeholderNetwork, brief: Brief, actor: str, themes: frozenset[str]) -> Wants:
    missing = brief.missing
    return Wants(
        themes=tuple(theme for theme in missing.themes if theme in themes),
        places=tuple(sorted(network.areas_of(actor).intersection(missing.places))),
        sectors=tuple(sector for sector in missing.sectors if sector == network.actors[actor].sector),
    )


def _share(done: Set[str], concerning: Set[str], wanted: Set[str], rarity: Mapping[str, float]) -> float | None:
    weight = {theme: rarity.get(theme, 1.0) for theme in sorted(wanted)}
    total = sum(weight.values())
    weighed = sum(weight[theme] for theme in sorted(done)) + CONCERNED * sum(
        weight[theme] for theme in sorted(concerning)
    )
    return weighed / total if total else None


def _closeness(network: StakeholderNetwork, brief: Brief) -> Mapping[str, float | None]:
    """The best index with a member for each actor of the collaboration network; None for all where none has any."""
    graph = network.collaboration
    members = [id for id in sorted(brief.consortium) if id in graph]
    near: dict[str, float] = {}
    for member in members:
        around = {far for contact in graph[member] for far in graph[contact]} - brief.consortium
        for (_, actor), score in resource_allocation(graph, [(member, other) for other in sorted(around)]).items():
            near[actor] = max(near.get(actor, 0.0), score)
    largest = max(near.values(), default=0.0)
    return {actor: near.get(actor, 0.0) / largest if largest else None for actor in graph}


def _place(network: StakeholderNetwork, brief: Brief, actor: str) -> float | None:
    places = network.places_of.get(actor, ())
    if not places or not brief.places:
        return None
    return max(between(network, here, there) for here in places for there in brief.places)


def _recency(network: StakeholderNetwork, brief: Brief, actor: str) -> float | None:
    projects = [network.projects[id] for id in network.projects_of.get(actor, ()) if id != brief.project]
    days = [day for project in projects if (day := project.last_day or project.first_day)]
    if not days or brief.reference is None:
        return None
    years = (brief.reference - max(days)).days / 365.25
    return min(1.0, max(0.0, 1 - years / YEARS_BACK))
