"""How an actor fits a brief, part by part, and what shows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.answer import Evidence, Reference, evidence, reference
from queries.finding.activity import last_active
from queries.finding.nearness import between
from queries.finding.paths import participations_of
from queries.finding.themes import theme_weights
from queries.measures.closeness import resource_allocation
from queries.questions.partners.brief import Brief, Wants, areas_worked_in, own_projects, possible
from queries.questions.partners.roles import plays

YEARS_BACK: Final = 10
MOST_EVIDENCE: Final = 5
CONCERNED: Final = 0.5
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

    - `themes`: how deeply it has worked in the wanted themes, rare ones counting more. In one theme, one project about
      it alone is ½, two are ¾, and so on; a project about n themes is 1/n of one, an offer is two projects, and
      a project that only concerns it as one of a group counts half.
    - `adds`: how much it has of what the consortium lacks; 1 is the most that anyone has.
    - `closeness`: the rank of its best resource allocation with a member; 1 is the largest of any, 0 no common contact.
    - `place`: how near it sits to where the work is; ½ at least where a project of its own was there.
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
        depth = _depths(network, brief, actor, own_projects(network, actor))
        themes = frozenset(depth)
        concerned = _depths(network, brief, actor, network.projects_of.get(actor, ()))
        concerning = frozenset(concerned.keys() - themes)
        adds = _adds(network, brief, actor, themes)
        useful = themes or concerning or adds.roles or adds.sectors or (adds.places and not brief.themes)
        if useful and _is_asked_for(network, brief, actor, themes | concerning):
            depth |= {theme: CONCERNED * concerned[theme] for theme in concerning}
            parts = {
                "themes": _share(depth, brief.themes, rarity),
                "adds": float(len(adds)) if len(brief.missing) else None,
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
            if plays(network, actor, role) and (role.county or _is_near(network, brief, actor))
        ),
    )


def _is_near(network: StakeholderNetwork, brief: Brief, actor: str) -> bool:
    """Whether it sits in a sought place, or nobody says that it sits elsewhere."""
    areas = network.areas_of(actor)
    return not brief.places or not areas.isdisjoint(brief.places) or areas <= {_SWEDEN}


def _depths(network: StakeholderNetwork, brief: Brief, actor: str, projects: Iterable[str]) -> dict[str, float]:
    """How deeply it has worked in each wanted theme by these projects, 0 to 1; other themes are absent."""
    missed: dict[str, float] = {}
    for project in projects:
        themes = network.themes_of.get(project, ())
        for theme in brief.themes.intersection(themes) if project != brief.project else ():
            missed[theme] = missed.get(theme, 1.0) * (1 - 0.5 / len(themes))
    for fact in network.facts_from(actor, "OFFERS"):
        if fact.end in brief.themes:
            missed[fact.end] = missed.get(fact.end, 1.0) * 0.25
    return {theme: 1 - rest for theme, rest in missed.items()}


def _share(depth: Mapping[str, float], wanted: Iterable[str], rarity: Mapping[str, float]) -> float | None:
    weight = {theme: rarity[theme] for theme in sorted(wanted)}
    total = sum(weight.values())
    return sum(weight[theme] * depth.get(theme, 0.0) for theme in weight) / total if total else None


def _closeness(network: StakeholderNetwork, brief: Brief) -> Mapping[str, float]:
    """The share of those with a common contact whose best index with a member is no larger; empty where none has any.

    By rank, for the index itself falls so fast that most would count as strangers.
    """
    graph = network.collaboration
    members = [id for id in sorted(brief.consortium) if id in graph]
    near: dict[str, float] = {}
    for member in members:
        around = {far for contact in graph[member] for far in graph[contact]} - brief.consortium
        for (_, actor), score in resource_allocation(graph, [(member, other) for other in sorted(around)]).items():
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
    nearest = max((between(network, here, there) for here in seats for there in brief.places), default=0.0)
    return max(nearest, WORKED_THERE if works else 0.0)


def _recency(network: StakeholderNetwork, brief: Brief, actor: str) -> float | None:
    projects = [network.projects[id] for id in network.projects_of.get(actor, ()) if id != brief.project]
    days = [day for project in projects if (day := project.last_day or project.first_day)]
    if not days or brief.reference is None:
        return None
    years = (brief.reference - max(days)).days / 365.25
    return min(1.0, max(0.0, 1 - years / YEARS_BACK))
