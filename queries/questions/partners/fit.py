"""How an actor fits a brief, part by part, and what shows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.answer import Evidence, Reference, evidence, reference
from queries.finding.activity import last_active
from queries.finding.nearness import between_seats
from queries.finding.paths import participations_of
from queries.finding.seat import is_seated
from queries.finding.themes import theme_weights
from queries.measures.closeness import resource_allocation
from queries.questions.partners.brief import Brief, Wants, areas_worked_in, own_projects, possible
from queries.questions.partners.depth import depths, share
from queries.questions.partners.roles import plays

YEARS_BACK: Final = 10
MOST_EVIDENCE: Final = 5
CONCERNED: Final = 0.5
UNTRIED: Final = 0.5
WORKED_THERE: Final = 0.5
PARTS: Final = ("themes", "adds", "closeness", "place", "recency")
_SWEDEN: Final = "se"


class Deed(Evidence):
    """What shows that an actor fits; `project` is null for an offer."""

    project: Reference | None


@dataclass(frozen=True, slots=True)
class Fit:
    """One actor beside a brief.

    Parts, 0–1 or None where the facts do not say:

    - `themes`: how deeply it has worked in the wanted themes (`depths`), rare ones counting more; a project that only
      concerns it as one of a group counts half.
    - `adds`: how much it has of what the consortium lacks, half of it where it has worked in no wanted theme by its own
      name; 1 is the most that anyone has.
    - `closeness`: the rank of its best resource allocation with a member; 1 is the largest of any, 0 no common contact.
    - `place`: 1 where it sits in the sought place or next door, ½ in the same or a neighbouring county; ½ of what is
      left where a project of its own was there.
    - `recency`: 1 when active when the work starts, 0 when last active ten years before.
    """

    actor: str
    themes: frozenset[str]
    concerning: frozenset[str]
    adds: Wants
    parts: Mapping[str, float | None]

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
        """The last day of its newest project, at most today; see `queries.finding.activity`."""
        return last_active(network, network.projects_of.get(self.actor, ()))


def fits(network: StakeholderNetwork, brief: Brief) -> list[Fit]:
    """Everyone outside the consortium who has a wanted theme or adds something that is missing.

    Where themes, places or sectors are asked for beside a project, it must have one of each.
    """
    rarity = theme_weights(network)
    closeness = _closeness(network, brief)
    found: list[Fit] = []
    for actor in sorted(possible(network) - brief.consortium):
        depth = depths(network, brief, actor, own_projects(network, actor))
        themes = frozenset(depth)
        concerned = depths(network, brief, actor, network.projects_of.get(actor, ()))
        concerning = frozenset(concerned.keys() - themes)
        adds = _adds(network, brief, actor, themes)
        useful = themes or concerning or adds.roles or adds.sectors or (adds.places and not brief.themes)
        if useful and _is_asked_for(network, brief, actor, themes | concerning):
            depth |= {theme: CONCERNED * concerned[theme] for theme in concerning}
            parts = {
                "themes": share(depth, brief.themes, rarity),
                "adds": len(adds) * (1.0 if themes or not brief.themes else UNTRIED) if len(brief.missing) else None,
                "closeness": closeness.get(actor, 0.0) if closeness else None,
                "place": _place(network, brief, actor),
                "recency": _recency(network, brief, actor),
            }
            found.append(Fit(actor, themes, concerning, adds, parts))
    return _with_adds_as_share(found)


def _with_adds_as_share(found: list[Fit]) -> list[Fit]:
    most = max((fit.parts["adds"] or 0.0 for fit in found), default=0.0)
    if not most:
        return found
    return [replace(fit, parts={**fit.parts, "adds": (fit.parts["adds"] or 0.0) / most}) for fit in found]


def _is_asked_for(network: StakeholderNetwork, brief: Brief, actor: str, themes: Collection[str]) -> bool:
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
        roles=tuple(
            role
            for role in missing.roles
            if plays(network, actor, role) and (role.county or _can_fill(network, brief, actor, themes))
        ),
    )


def _can_fill(network: StakeholderNetwork, brief: Brief, actor: str, themes: frozenset[str]) -> bool:
    """Whether it sits in a sought place; where nobody says in which it sits, whether it has worked on the themes."""
    is_there = is_seated(network, actor, brief.places) is not False
    return is_there or (bool(themes) and network.areas_of(actor) <= {_SWEDEN})


def _closeness(network: StakeholderNetwork, brief: Brief) -> Mapping[str, float]:
    """The share of those with a common contact whose best index with a member is no larger; empty where none has any.

    By rank, for the index itself falls so fast that most would count as strangers.
    """
    graph = network.collaboration
    near: dict[str, float] = {}
    for member in sorted(brief.consortium):
        for actor, score in resource_allocation(graph, member).items() if member in graph else ():
            if actor not in brief.consortium:
                near[actor] = max(near.get(actor, 0.0), score)
    ordered = sorted(near.values())
    return {actor: bisect_right(ordered, score) / len(ordered) for actor, score in near.items()}


def _place(network: StakeholderNetwork, brief: Brief, actor: str) -> float | None:
    """How near it sits; None where nothing says where it sits or works."""
    if not brief.places:
        return None
    seats = network.places_of.get(actor, ())
    works = any(not network.areas_of(id).isdisjoint(brief.places) for id in own_projects(network, actor))
    if not seats and not works and not network.actors[actor].country:
        return None
    nearest = max((between_seats(network, here, there) for here in seats for there in brief.places), default=0.0)
    return 1 - (1 - nearest) * (1 - WORKED_THERE if works else 1)


def _recency(network: StakeholderNetwork, brief: Brief, actor: str) -> float | None:
    projects = [network.projects[id] for id in network.projects_of.get(actor, ()) if id != brief.project]
    days = [day for project in projects if (day := project.last_day or project.first_day)]
    if not days or brief.reference is None:
        return None
    years = (brief.reference - max(days)).days / 365.25
    return min(1.0, max(0.0, 1 - years / YEARS_BACK))
