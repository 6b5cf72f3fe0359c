"""How deeply an actor has worked in what a brief wants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.paths import participations_of
from queries.questions.partners.brief import Brief

_ONE_PROJECT: Final = 0.5
_ELSEWHERE: Final = 0.5
_TWICE: Final = 2
_LEADING_ROLES: Final = frozenset({"coordinator", "owner"})


def depths(network: StakeholderNetwork, brief: Brief, actor: str, projects: Iterable[str]) -> dict[str, float]:
    """How deeply it has worked in each wanted theme by these projects, 0 to 1; other themes are absent.

    One project about a theme alone is ½, two are ¾, and so on. One about n themes counts as 1/n, where neighbours of
    the theme are no theme of their own; one that the actor leads counts twice, one known to be elsewhere than sought
    half. An offer is two projects.
    """
    missed: dict[str, float] = {}
    leads = {fact.end for fact in participations_of(network).get(actor, ()) if fact.discriminator in _LEADING_ROLES}
    for project in projects:
        themes = network.themes_of.get(project, ())
        for theme in brief.themes.intersection(themes) if project != brief.project else ():
            depth = _ONE_PROJECT * _nearby(network, brief, project) / _topics(network, themes, theme)
            times = _TWICE if project in leads else 1
            missed[theme] = missed.get(theme, 1.0) * float((1 - depth) ** times)
    for fact in network.facts_from(actor, "OFFERS"):
        if fact.end in brief.themes:
            missed[fact.end] = missed.get(fact.end, 1.0) * (1 - _ONE_PROJECT) ** _TWICE
    return {theme: 1 - rest for theme, rest in missed.items()}


def share(depth: Mapping[str, float], wanted: Iterable[str], rarity: Mapping[str, float]) -> float | None:
    """The mean depth over the wanted themes, rare ones counting more; None where none is wanted."""
    weight = {theme: rarity[theme] for theme in sorted(wanted)}
    total = sum(weight.values())
    return sum(weight[theme] * depth.get(theme, 0.0) for theme in weight) / total if total else None


def _nearby(network: StakeholderNetwork, brief: Brief, project: str) -> float:
    areas = network.areas_of(project)
    return _ELSEWHERE if brief.places and areas and areas.isdisjoint(brief.places) else 1.0


def _topics(network: StakeholderNetwork, themes: Collection[str], theme: str) -> int:
    """How many fields a project with these themes is about, seen from one of them."""
    return len(themes) - len(set(themes).intersection(network.themes[theme].neighbours))
