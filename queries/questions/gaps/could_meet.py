"""Whom one could bring together where two groups meet too seldom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log1p
from typing import Final

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Evidence, Named, Reference, evidence, named, reference
from queries.finding.activity import last_active
from queries.finding.meeting import Meetable
from queries.finding.organisations import is_one_organisation
from queries.finding.paths import contacts, participations_of
from queries.wording.names import cut, listed, theme_in_sentence

MOST: Final = 3  # actors of a side
_FADING: Final = 0.5  # a year, as common contacts fade in gap pairs
_LOOKED_AT: Final = 20  # actors of a side and theme
_LETTERS: Final = 34
_DAYS: Final = 365.25

Group = Collection[str]
Sides = tuple[tuple[str, ...], tuple[str, ...]]


class Inviting(TypedDict):
    """Why an actor: in how many projects about the theme it has met others, its newest there, and what says so."""

    actor: Reference
    n_projects: int
    project: Reference
    last_active: str | None
    evidence: list[Evidence]


class CouldMeet(TypedDict):
    """At most three actors of either group that have worked on the theme, none together with one of the other side."""

    theme: Named
    sides: list[list[Inviting]]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Those who could meet on a theme, on either side those first who do most of it and did so last."""

    theme: str
    sides: Sides

    def named(self, network: StakeholderNetwork, able: Meetable, language: str) -> CouldMeet:
        """As an answer has it."""
        work = _work(network, able)[self.theme]
        return {
            "theme": named(network.themes[self.theme], language),
            "sides": [[_inviting(network, id, work[id]) for id in side] for side in self.sides],
        }

    def sentence(self, network: StakeholderNetwork, most: int, language: str) -> str:
        """The theme, and at most so many of either side."""
        first, second = (
            listed((cut(network.actors[id].name, _LETTERS) for id in side[:most]), language) for side in self.sides
        )
        theme = theme_in_sentence(network.themes[self.theme], language)
        return message("questions.groups_could_meet", language, first=first, second=second, theme=theme)


def could_meet(network: StakeholderNetwork, able: Meetable, groups: tuple[Group, Group]) -> Meeting | None:
    """The theme on which both groups do most, and who of them does; None where no theme brings two together.

    Of `able`, so that who is named has met others in projects that show it, and sits in the view's places; nobody that
    the view does not choose, or who sits abroad where the view has no place. A theme counts as much as the group that
    does less of it.
    """
    found: list[tuple[float, Meeting]] = []
    for theme, work in _work(network, able).items():
        weight = {id: _weight(network, id, projects) for id, projects in work.items()}
        ranked = sorted(weight, key=lambda id: (-weight[id], network.actors[id].name, id))
        first, second = ([id for id in ranked if id in group][:_LOOKED_AT] for group in groups)
        if all(sides := _apart(network, first, second)):
            least = min(sum(weight[id] for id in side) for side in sides)
            found.append((least, Meeting(theme, sides)))
    return max(found, key=lambda row: (row[0], row[1].theme))[1] if found else None


def _apart(network: StakeholderNetwork, first: list[str], second: list[str]) -> Sides:
    """The first of either side, then by turns whoever has met nobody of the other."""
    chosen: tuple[list[str], list[str]] = ([], [])
    waiting = (first, second)
    for turn in range(2 * MOST):
        side, other = turn % 2, 1 - turn % 2
        taken = {*chosen[0], *chosen[1]}
        free = (id for id in waiting[side] if id not in taken and _are_strangers(network, id, chosen[other]))
        if (id := next(free, None)) is not None:
            chosen[side].append(id)
    return tuple(chosen[0]), tuple(chosen[1])


def _are_strangers(network: StakeholderNetwork, id: str, others: list[str]) -> bool:
    ties = contacts(network).get(id, frozenset())
    return not any(
        other in ties
        or is_one_organisation(network, id, other)
        or network.verdict("collaboration", (min(id, other), max(id, other)))
        for other in others
    )


def _work(network: StakeholderNetwork, able: Meetable) -> Mapping[str, Mapping[str, list[str]]]:
    """Theme → actor → its projects about it in which it has met others, the newest first."""

    def build() -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        possible = [
            id for id in able.actors if is_chosen(network, id) and not network.actors[id].is_abroad(network.view.place)
        ]
        for actor in sorted(possible):
            for project in sorted(able.met[actor], key=lambda id: (_last_day(network, id), id), reverse=True):
                for theme in network.themes_of.get(project, ()):
                    found.setdefault(theme, {}).setdefault(actor, []).append(project)
        return found

    return network.cached("work on themes of those able to meet", build)


def _weight(network: StakeholderNetwork, actor: str, projects: Collection[str]) -> float:
    """How fresh its work on the theme is, times how central it is: the logarithm of its contacts and itself."""
    fresh = sum(exp(-_FADING * (date.today() - _last_day(network, id)).days / _DAYS) for id in projects)
    return fresh * log1p(len(contacts(network).get(actor, ())))


def _last_day(network: StakeholderNetwork, project: str) -> date:
    known = network.projects[project]
    return min(known.last_day or known.first_day or date.min, date.today())


def _inviting(network: StakeholderNetwork, actor: str, projects: list[str]) -> Inviting:
    newest = projects[0]
    said = [fact for fact in participations_of(network).get(actor, ()) if fact.end == newest]
    return {
        "actor": reference(network.actors[actor]),
        "n_projects": len(projects),
        "project": reference(network.projects[newest]),
        "last_active": last_active(network, projects),
        "evidence": evidence(said),
    }
