"""StakeholderNetwork: everything that one revision says, or the part of it that a View shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from types import MappingProxyType
from typing import Any, TypeVar, cast

import networkx as nx

from graph.network.around import around
from graph.network.cutting import cut
from graph.network.facts import Actor, Dataset, Fact, Place, Project, Source, Theme, Verdict
from graph.network.showing import CONTACT as CONTACT
from graph.network.showing import REFERENCE as REFERENCE
from graph.network.showing import datasets_of_projects, showing_datasets
from graph.network.view import View

Value = TypeVar("Value")


@dataclass(frozen=True)
class StakeholderNetwork:
    """Actors, projects, themes, places and the facts between them at one revision. Immutable.

    The whole has all nodes, also those of which nothing but their existence is reported, and all facts, whatever
    their status (its `view` is EVERYTHING). `of` cuts a view out of it: facts whose status does not count in the
    view, and facts about projects outside it, are not in the part; `left_out` counts them by reason. A part knows the
    `whole` that it was cut from.
    `made` says when the revision was made, ISO 8601 in UTC.
    Facts are ordered by type, start, end and what tells them apart, so that equal graphs give equal answers.
    """

    revision: int
    view: View
    actors: Mapping[str, Actor]
    projects: Mapping[str, Project]
    themes: Mapping[str, Theme]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...]
    datasets: Mapping[str, Dataset] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: tuple[Verdict, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    made: str | None = None
    whole: StakeholderNetwork | None = field(default=None, compare=False, repr=False)

    def of(self, view: View) -> StakeholderNetwork:
        """What `view` shows of the whole; what the default view shows is made once.

        Sector and kind leave the network as it is, so that such a view goes on with what is worked out on it.
        """
        whole, everybody = self.whole or self, view.of_everybody
        part = whole._by_default if everybody == View() else whole._part(everybody)
        return part if everybody == view else part._changed(view=view)

    def _part(self, view: View) -> StakeholderNetwork:
        part = cut(self, view)
        part = part._replace(left_out={**self.left_out, **part.left_out})
        shown = replace(self, view=view, whole=self, **part._asdict())
        return replace(shown, **around(shown, view.around, view.steps)._asdict()) if view.around else shown

    def cached(self, name: str, build: Callable[[], Value]) -> Value:
        """The value of `build`, computed once for this name. Two threads may both build; one result stays.

        It does not depend on verdicts: a later revision that only holds verdicts shares it.
        """
        found: dict[str, Any] = self.__dict__.setdefault("_cached", {})
        if name not in found:
            found.setdefault(name, build())
        return cast(Value, found[name])

    def decided(
        self,
        revision: int,
        verdicts: tuple[Verdict, ...],
        made: str | None,
        whole: StakeholderNetwork | None = None,
    ) -> StakeholderNetwork:
        """The same at a later revision that only holds verdicts: what was worked out on it is shared, not done again.

        `whole` is the later whole of which this is a part.
        """
        later = self._changed(revision=revision, verdicts=verdicts, made=made, whole=whole)
        if "_by_default" in self.__dict__:
            later.__dict__["_by_default"] = self._by_default.decided(revision, verdicts, made, later)
        return later

    def _changed(self, **fields: Any) -> StakeholderNetwork:
        """The same with other fields that no tie depends on; it shares what has been worked out."""
        self.__dict__.setdefault("_cached", {})
        later = replace(self, **fields)
        shared = self.__dict__.keys() - later.__dict__.keys() - {"_verdicts", "_by_default"}
        later.__dict__.update({name: self.__dict__[name] for name in shared})
        return later

    @cached_property
    def _by_default(self) -> StakeholderNetwork:
        return self._part(View())

    @property
    def unfiltered(self) -> StakeholderNetwork | None:
        """What the default view shows of the same revision; None when this part was not cut from a whole."""
        if self.view == View():
            return self
        return self.whole.of(View()) if self.whole else None

    @cached_property
    def unreviewed(self) -> tuple[int, int]:
        """How many facts somebody read and nobody has reviewed, and, apart, how many themes are read from texts."""
        read = [fact for fact in self.facts if fact.status == "read"]
        themes = sum(fact.is_theme_of_text for fact in read)
        return len(read) - themes, themes

    @property
    def open_periods(self) -> int:
        """How many of the view's projects have a missing bound, which counts as open."""
        return sum(project.starts is None or project.ends is None for project in self.projects.values())

    def verdict(self, question: str, pair: tuple[str, str]) -> Verdict | None:
        """What a person decided about the pair, in either order."""
        return self._verdicts.get((question, min(pair), max(pair)))

    @cached_property
    def _verdicts(self) -> Mapping[tuple[str, str, str], Verdict]:
        return {(verdict.question, verdict.first, verdict.second): verdict for verdict in self.verdicts}

    def of_type(self, *types: str) -> tuple[Fact, ...]:
        """The facts of these relation types."""
        return tuple(fact for name in types for fact in self._by_type.get(name, ()))

    def facts_from(self, start: str, *types: str) -> tuple[Fact, ...]:
        """The facts of these relation types that start at a node."""
        return tuple(fact for name in types for fact in self._by_start.get((name, start), ()))

    def facts_at(self, *ids: str) -> tuple[Fact, ...]:
        """The facts that start or end at any of these nodes, in order."""
        positions = {position for id in ids for position in self._by_node.get(id, ())}
        return tuple(self.facts[position] for position in sorted(positions))

    @cached_property
    def participations(self) -> tuple[Fact, ...]:
        """Who takes part in what, every role."""
        return self.of_type("PARTICIPATES_IN")

    @cached_property
    def fundings(self) -> tuple[Fact, ...]:
        """Who pays for what."""
        return self.of_type("FUNDS")

    @cached_property
    def participants(self) -> Mapping[str, tuple[str, ...]]:
        """Project → its participating actors (references and funders left out, expanded groups included)."""
        return _grouped((fact.end, fact.start) for fact in self.participations if fact.discriminator != REFERENCE)

    @cached_property
    def tied_participants(self) -> Mapping[str, tuple[str, ...]]:
        """Project → the participating actors that make ties: without expanded groups unless the view says so."""
        return _grouped((fact.end, fact.start) for fact in self.participations if self._makes_tie(fact))

    @cached_property
    def projects_of(self) -> Mapping[str, tuple[str, ...]]:
        """Actor → the projects it takes part in (references left out)."""
        return _grouped((fact.start, fact.end) for fact in self.participations if fact.discriminator != REFERENCE)

    @cached_property
    def funders_of(self) -> Mapping[str, tuple[str, ...]]:
        """Project → the actors that fund it."""
        return _grouped((fact.end, fact.start) for fact in self.fundings)

    @cached_property
    def doubly_reported(self) -> frozenset[tuple[str, str]]:
        """(funder, project) of grants: one record states this funder, another record the same sum of another funder.

        Both are records of the one project: it is one grant, and nobody can tell whose. Sums leave them out.
        """
        alike: dict[tuple[str, float, str | None], list[Fact]] = defaultdict(list)
        for fact in self.fundings:
            if fact.amount:
                alike[fact.end, fact.amount, fact.currency].append(fact)
        return frozenset(
            (fact.start, fact.end)
            for facts in alike.values()
            for fact in facts
            if any(_records(fact).isdisjoint(_records(other)) for other in facts)
        )

    @cached_property
    def themes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Project → its themes."""
        return _grouped((fact.start, fact.end) for fact in self.of_type("ABOUT"))

    @cached_property
    def places_of(self) -> Mapping[str, tuple[str, ...]]:
        """Actor or project → the places it is located in, without those above them."""
        return _grouped((fact.start, fact.end) for fact in self.of_type("LOCATED_IN"))

    def areas_of(self, id: str) -> frozenset[str]:
        """The places an actor or project is located in, with every place above them."""
        return self._areas.get(id, frozenset())

    @cached_property
    def _areas(self) -> Mapping[str, frozenset[str]]:
        known = self.places
        return {
            id: frozenset(places).union(*(known[place].parents for place in places if place in known))
            for id, places in self.places_of.items()
        }

    def shows_collaboration(self, project: str) -> bool:
        """Whether any dataset that reports who takes part in the project shows who takes part together.

        Where none does, that nobody else is named in it says nothing. A project without participants is asked of by
        what else is reported of it.
        """
        return not self.showing.isdisjoint(self._datasets_of.get(project, ()))

    @cached_property
    def showing(self) -> frozenset[str]:
        """The datasets that show who takes part together, in the whole network."""
        return self.whole.showing if self.whole else showing_datasets(self.datasets, self.facts)

    @cached_property
    def _datasets_of(self) -> Mapping[str, frozenset[str]]:
        return datasets_of_projects(self.projects, self.facts)

    @cached_property
    def two_mode(self) -> nx.Graph[str]:
        """B: actors × projects, node attribute `bipartite` 0 for actors and 1 for projects.

        An edge is a participation, and a funding when the view includes funding. Projects without an actor and
        actors without a project are in it as isolates.
        """
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self._collaborators, bipartite=0)
        graph.add_nodes_from(self.projects, bipartite=1)
        ties = [fact for fact in self.participations if fact.discriminator != REFERENCE]
        if self.view.funding == "include":
            ties += self.fundings
            graph.add_nodes_from((fact.start for fact in self.fundings), bipartite=0)
        graph.add_edges_from((fact.start, fact.end) for fact in ties)
        return graph

    @cached_property
    def collaboration(self) -> nx.Graph[str]:
        """P: actor–actor, edge attribute `weight` = Σ over shared projects of 1/(n−1) + stated collaborations.

        Newman 2001 (doi:10.1103/PhysRevE.64.016132). n is the number of the project's participating actors that
        make ties. A stated collaboration adds 1 a fact, of kind `contact` 0 (and makes no tie). Isolates included.
        """
        weights: dict[tuple[str, str], float] = defaultdict(float)
        for actors in self.tied_participants.values():
            for pair in combinations(sorted(actors), 2):
                weights[pair] += 1 / (len(actors) - 1)
        for fact in self.of_type("COLLABORATES_WITH"):
            if fact.discriminator != CONTACT and fact.start != fact.end:
                weights[fact.start, fact.end] += 1
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self._collaborators)
        graph.add_edges_from((a, b, {"weight": weight}) for (a, b), weight in weights.items())
        return graph

    @cached_property
    def _collaborators(self) -> tuple[str, ...]:
        """Every actor with a participation or a stated collaboration, in order of id."""
        found = {actor for actors in self.participants.values() for actor in actors}
        for fact in self.of_type("COLLABORATES_WITH"):
            found |= {fact.start, fact.end}
        return tuple(sorted(found))

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[Fact]]:
        grouped: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            grouped[fact.type].append(fact)
        return grouped

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, str], Sequence[Fact]]:
        """Relation type and start → its facts."""
        grouped: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            grouped[fact.type, fact.start].append(fact)
        return grouped

    @cached_property
    def _by_node(self) -> Mapping[str, Sequence[int]]:
        """Start or end → the positions of its facts."""
        grouped: dict[str, list[int]] = defaultdict(list)
        for position, fact in enumerate(self.facts):
            grouped[fact.start].append(position)
            grouped[fact.end].append(position)
        return grouped

    def _makes_tie(self, fact: Fact) -> bool:
        return fact.discriminator != REFERENCE and (fact.expanded_from is None or self.view.expanded == "include")


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """First → its distinct seconds in order."""
    grouped: dict[str, dict[str, None]] = defaultdict(dict)
    for first, second in pairs:
        grouped[first][second] = None
    return {first: tuple(seconds) for first, seconds in grouped.items()}


def _records(fact: Fact) -> set[tuple[str, str]]:
    return {report.record for report in fact.reports}
