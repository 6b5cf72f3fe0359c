"""Cutting a View out of the whole network, counting what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

from graph.network.facts import Actor, Fact, Project
from graph.network.view import View

_BETWEEN_ACTORS: Final = frozenset({"COLLABORATES_WITH", "NEEDS", "OFFERS"})


class Whole(Protocol):
    """What is looked at of the whole network."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Every actor by id."""
        ...

    @property
    def projects(self) -> Mapping[str, Project]:
        """Every project by id."""
        ...

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in order."""
        ...

    @property
    def themes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Project → its themes."""
        ...

    def areas_of(self, id: str) -> frozenset[str]:
        """The places an actor or project is located in, with every place above them."""
        ...


class Part(NamedTuple):
    """What a view shows, and how many facts and projects it leaves out by reason."""

    actors: Mapping[str, Actor]
    projects: Mapping[str, Project]
    facts: tuple[Fact, ...]
    left_out: Mapping[str, int]


def cut(whole: Whole, view: View) -> Part:
    """The part of `whole` that `view` shows; its sector and kind cut nothing."""
    return _Cut(whole, view).part()


class _Cut:
    def __init__(self, whole: Whole, view: View) -> None:
        self.whole = whole
        self.view = view
        self.left_out: Counter[str] = Counter()
        self.projects = {id: project for id, project in whole.projects.items() if self._shows_project(project)}
        self.hidden = whole.projects.keys() - self.projects.keys()

    def part(self) -> Part:
        facts = tuple(shown for fact in self.whole.facts if (shown := self._shown(fact)))
        mentioned = {end for fact in facts if not self._is_only_seat(fact) for end in (fact.start, fact.end)}
        mentioned |= {part.recipient for fact in facts for part in fact.parts if part.recipient}
        facts = tuple(fact for fact in facts if fact.start in mentioned or not self._is_only_seat(fact))
        if self.view.dataset:
            self.projects = {id: project for id, project in self.projects.items() if id in mentioned}
        self.left_out.update(
            {"group_not_named": sum(len(project.unnamed_participants) for project in self.projects.values())}
        )
        return Part(
            {id: actor for id, actor in self.whole.actors.items() if id in mentioned},
            self.projects,
            facts,
            {reason: count for reason, count in self.left_out.items() if count},
        )

    def _shows_project(self, project: Project) -> bool:
        view, whole = self.view, self.whole
        if not project.is_active(view.first, view.last):
            self.left_out["project_outside_period"] += 1
        elif view.theme and set(view.theme).isdisjoint(whole.themes_of.get(project.id, ())):
            self.left_out["project_outside_themes"] += 1
        elif view.place and whole.areas_of(project.id).isdisjoint(view.place):
            self.left_out["project_outside_places"] += 1
        else:
            return True
        return False

    def _shown(self, fact: Fact) -> Fact | None:
        """The fact with the reports of the view's datasets, or None when the view does not show it."""
        if self.view.dataset:
            reports = tuple(report for report in fact.reports if report.dataset in self.view.dataset)
            if not reports:
                return None
            fact = fact.by(reports)
        if fact.status not in self.view.status:
            self.left_out[f"status_{fact.status}"] += 1
            return None
        if fact.start in self.hidden or fact.end in self.hidden:
            return None
        if fact.type in _BETWEEN_ACTORS and not self._shows_stated(fact):
            self.left_out["stated_outside_view"] += 1
            return None
        return fact

    def _is_only_seat(self, fact: Fact) -> bool:
        """Whether it tells where an actor sits and nothing of what the view is about: no reason to show the actor."""
        view = self.view
        if fact.type != "LOCATED_IN" or fact.start in self.whole.projects:
            return False
        if view.theme or view.first or view.last:
            return True
        return bool(view.place) and self.whole.areas_of(fact.start).isdisjoint(view.place)

    def _shows_stated(self, fact: Fact) -> bool:
        """Whether a tie without a project fits: its period, its theme, and the place of one of its actors."""
        view, whole = self.view, self.whole
        between = fact.type == "COLLABORATES_WITH"
        if between and not Project("", "", starts=fact.since, ends=fact.until).is_active(view.first, view.last):
            return False
        if view.theme and (between or fact.end not in view.theme):
            return False
        actors = (fact.start, fact.end) if between else (fact.start,)
        return not view.place or not all(whole.areas_of(actor).isdisjoint(view.place) for actor in actors)
