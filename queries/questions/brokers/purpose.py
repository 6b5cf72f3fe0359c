"""Between whom an actor stands, on what theme, and in which projects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import Grouping
from queries.finding.paths import contacts, participations_of
from queries.finding.themes import theme_weights
from queries.wording.names import short_name

Pair = tuple[str, str]
_LEADING: Final = frozenset({"coordinator", "owner"})


@dataclass(frozen=True, slots=True)
class Purpose:
    """The theme on which an actor meets all it stands between, if any; its projects there, those to ask of first."""

    theme: str | None
    projects: tuple[str, ...]


def between(network: StakeholderNetwork, groups: Grouping, actor: str) -> Pair | None:
    """The two groups with most contacts of the actor of which some have no tie to each other; else one group twice."""
    near = contacts(network)
    members: dict[str, set[str]] = defaultdict(set)
    for contact in near[actor]:
        if (group := groups.of.get(contact)) is not None:
            members[group].add(contact)
    pairs = combinations_with_replacement(sorted(members), 2)
    by_contacts = sorted(pairs, key=lambda pair: (pair[0] == pair[1], -len(members[pair[0]]) * len(members[pair[1]])))
    return next((pair for pair in by_contacts if _is_open(near, members[pair[0]], members[pair[1]])), None)


def _is_open(near: Mapping[str, frozenset[str]], first: set[str], second: set[str]) -> bool:
    """Whether some of the one have no tie to some of the other."""
    return any(len(second - near[contact]) > (contact in second) for contact in first)


class Purposes:
    """The purposes of actors in one view."""

    def __init__(self, network: StakeholderNetwork, groups: Grouping) -> None:
        self._network, self._groups = network, groups
        self._weights = theme_weights(network)
        self._known: dict[str, Counter[str]] = {}

    def of(self, actor: str, among: Iterable[str], whom: frozenset[str]) -> Purpose:
        """What an actor stands for among these projects, where it meets the groups (or actors) `whom`.

        Of the themes on which it meets them all the one that tells most: that of many projects, and seldom elsewhere.
        """
        met = {project: self._met(project, actor, whom) for project in among if project in self._network.projects}
        projects = [project for project, found in met.items() if found]
        about: dict[str, list[str]] = defaultdict(list)
        for project in projects:
            for theme in self._network.themes_of.get(project, ()):
                about[theme].append(project)
        told = {
            theme: self._weights[theme] * len(of_theme)
            for theme, of_theme in about.items()
            if len(frozenset().union(*(met[project] for project in of_theme))) == len(whom)
        }
        best = min(told, key=lambda theme: (-told[theme], theme), default=None)
        leads = self._led_by(actor)
        where = sorted(about[best] if best else projects, key=lambda project: self._place(project, leads))
        return Purpose(best, tuple(where))

    def _met(self, project: str, actor: str, whom: frozenset[str]) -> frozenset[str]:
        """Of these groups and actors those that it meets in the project."""
        present = self._present(project)
        own = (actor, self._groups.of.get(actor))
        return frozenset(found for found in whom & present.keys() if present[found] > (found in own))

    def _present(self, project: str) -> Counter[str]:
        """The actors that are tied in the project, and how many there are of each group."""
        if project not in self._known:
            tied = self._network.tied_participants.get(project, ())
            groups = (group for actor in tied if (group := self._groups.of.get(actor)) is not None)
            self._known[project] = Counter([*tied, *groups])
        return self._known[project]

    def _led_by(self, actor: str) -> set[str]:
        return {fact.end for fact in participations_of(self._network).get(actor, ()) if fact.discriminator in _LEADING}

    def _place(self, project: str, leads: set[str]) -> tuple[bool, int, str]:
        """Those it leads first, then the latest to end."""
        known = self._network.projects[project]
        return project not in leads, -known.last_day.toordinal() if known.last_day else 0, short_name(known)
