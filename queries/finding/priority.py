"""What makes an isolate worth acting on: what it seeks or offers, who near it does the same, and how fresh it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.activity import last_active
from queries.finding.grouping import at_level, county_of
from queries.finding.meeting import sits_there
from queries.finding.themes import theme_weights

_MOST_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Priority:
    """Why one isolate comes before another.

    Attributes:
        here: whether it sits in a place of the view, or in no foreign country where the view has no place.
        needs: themes in which it seeks partners.
        offers: themes in which it offers something.
        theme: the rarest of its themes that others in its county work on together with somebody.
        near: those others, who do most of it first; of a project only those of other sectors.
        last_active: the last day of its newest project, at most today; None when no day is known.
    """

    here: bool
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    theme: str | None
    near: tuple[str, ...]
    last_active: str | None


def priority_of_actor(network: StakeholderNetwork, id: str) -> Priority:
    """Of an actor without a tie.

    Its themes are what it seeks and offers and those of its own projects, or of the ones that concern it as one of a
    group where it has none.
    """
    needs, offers = (tuple(sorted({fact.end for fact in network.facts_from(id, type)})) for type in ("NEEDS", "OFFERS"))
    concerning = network.projects_of.get(id, ())
    projects = [project for project in concerning if id in network.tied_participants.get(project, ())] or concerning
    themes = {theme for project in projects for theme in network.themes_of.get(project, ())}.union(needs, offers)
    county = county_of(network, id)
    theme, near = _near(network, themes, {county} if county else set(), lambda actor: actor != id)
    return Priority(_is_here(network, [id]), needs, offers, theme, near, last_active(network, projects))


def priority_of_project(network: StakeholderNetwork, id: str) -> Priority:
    """Of a project of one sector or one participant; near are actors of other sectors."""
    members = network.participants.get(id, ())
    sectors = {network.actors[actor].sector for actor in members}
    located = {at_level(network.places, place, "county") for place in network.places_of.get(id, ())}
    counties = {county for county in (*located, *(county_of(network, actor) for actor in members)) if county}
    same = {*sectors, None}

    def is_other(actor: str) -> bool:
        return actor not in members and network.actors[actor].sector not in same

    theme, near = _near(network, network.themes_of.get(id, ()), counties, is_other)
    return Priority(_is_here(network, members), (), (), theme, near, last_active(network, [id]))


def _is_here(network: StakeholderNetwork, actors: Collection[str]) -> bool:
    if network.view.place:
        return any(sits_there(network, actor) for actor in actors)
    return any(not network.actors[actor].is_abroad() for actor in actors)


def _near(
    network: StakeholderNetwork, themes: Collection[str], counties: Collection[str], is_other: Callable[[str], bool]
) -> tuple[str | None, tuple[str, ...]]:
    """The rarest of these themes that others in these counties work on, and who of them does most."""
    rarity = theme_weights(network)
    workers = network.cached("workers by county and theme", lambda: _workers(network))
    for theme in sorted(themes, key=lambda theme: (-rarity[theme], theme)):
        found: dict[str, int] = defaultdict(int)
        for county in counties:
            for actor, count in workers.get((county, theme), {}).items():
                if is_other(actor):
                    found[actor] += count
        if found:
            order = sorted(found, key=lambda actor: (-found[actor], network.actors[actor].name, actor))
            return theme, tuple(order[:_MOST_NEAR])
    return None, ()


def _workers(network: StakeholderNetwork) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """County and theme → who sits there, and in how many projects on the theme it meets somebody."""
    county = {actor: county_of(network, actor) for actor in network.collaboration}
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for project, actors in network.tied_participants.items():
        for actor in actors if len(actors) > 1 else ():
            for theme in network.themes_of.get(project, ()):
                if seat := county[actor]:
                    found[seat, theme][actor] += 1
    return found
