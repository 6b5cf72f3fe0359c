"""What the facts of a view say, counted anew from the facts alone: nothing here is what an answer was made with."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import combinations

from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork

SHOWING = {"demo", "keep-eu"}  # those that name all who take part; the project bank and Swecris name one a project


class Facts:
    """One view; `removed` actors and projects are taken out of it, `added` pairs are tied beside."""

    def __init__(
        self,
        network: StakeholderNetwork,
        removed: Iterable[str] = (),
        added: Iterable[tuple[str, str]] = (),
    ) -> None:
        gone = set(removed)
        self.network, self.added = network, list(added)
        self.facts = [fact for fact in network.facts if gone.isdisjoint((fact.start, fact.end))]
        self.actors = {id: actor for id, actor in network.actors.items() if id not in gone}
        self.projects = {id: project for id, project in network.projects.items() if id not in gone}

    def changed(self, removed: Iterable[str] = (), added: Iterable[tuple[str, str]] = ()) -> Facts:
        """The same with something taken out or tied."""
        return Facts(self.network, removed, added)

    def of(self, *types: str) -> list[Fact]:
        """Facts of these types."""
        return [fact for fact in self.facts if fact.type in types]

    @cached_property
    def participations(self) -> list[Fact]:
        """Who takes part, references left out."""
        return [fact for fact in self.of("PARTICIPATES_IN") if fact.discriminator != "reference"]

    @cached_property
    def in_project(self) -> dict[str, set[str]]:
        """Project → everyone in it, by name or as one of a group."""
        return _sets((fact.end, fact.start) for fact in self.participations)

    @cached_property
    def met_in(self) -> dict[str, set[str]]:
        """Project → everyone in it by name."""
        return _sets((fact.end, fact.start) for fact in self.participations if fact.expanded_from is None)

    @cached_property
    def projects_of(self) -> dict[str, set[str]]:
        """Actor → the projects it is in by name."""
        return _sets((fact.start, fact.end) for fact in self.participations if fact.expanded_from is None)

    @cached_property
    def stated(self) -> set[frozenset[str]]:
        """Pairs said to collaborate."""
        ties = [fact for fact in self.of("COLLABORATES_WITH") if fact.discriminator != "contact"]
        return {frozenset((fact.start, fact.end)) for fact in ties if fact.start != fact.end}

    @cached_property
    def in_contact(self) -> dict[str, set[str]]:
        """Actor → those it is said to be in contact or to collaborate with."""
        ties = self.of("COLLABORATES_WITH")
        return _sets(ends for fact in ties for ends in ((fact.start, fact.end), (fact.end, fact.start)))

    @cached_property
    def near(self) -> dict[str, set[str]]:
        """Actor → those it works with."""
        ties = [pair for members in self.met_in.values() for pair in combinations(members, 2)]
        ties += [(min(pair), max(pair)) for pair in self.stated] + self.added
        near = _sets(ends for first, second in ties for ends in ((first, second), (second, first)))
        return defaultdict(set, near)

    @cached_property
    def everyone(self) -> set[str]:
        """Whoever takes part or is said to collaborate."""
        return {fact.start for fact in self.participations} | set(self.in_contact)

    def reached(self, start: str, but: str | None = None) -> set[str]:
        """Everyone that can be reached from an actor without one of them."""
        seen, waiting = {start}, deque([start])
        while waiting:
            for other in self.near[waiting.popleft()] - seen - {but or ""}:
                seen.add(other)
                waiting.append(other)
        return seen

    def lost_without(self, actor: str) -> list[set[str]]:
        """The pieces that the actor's contacts fall into without it, the largest first."""
        pieces: list[set[str]] = []
        for contact in self.near[actor]:
            if not any(contact in piece for piece in pieces):
                pieces.append(self.reached(contact, but=actor))
        return sorted(pieces, key=len, reverse=True)

    def pieces(self, there: set[str]) -> list[int]:
        """How many of these actors are in each connected piece."""
        left, sizes = set(there), []
        while left:
            piece = self.reached(next(iter(left)))
            sizes.append(len(piece & there))
            left -= piece
        return sizes

    def reachable(self, there: set[str]) -> float:
        """The share of all pairs of these that can reach each other."""
        return sum(size * (size - 1) for size in self.pieces(there)) / (len(there) * (len(there) - 1))

    def has_open_contacts(self, actor: str) -> bool:
        """Whether two of those it works with do not work with each other."""
        near = self.near[actor]
        return any(near - self.near[contact] - {contact} for contact in near)

    def together(self, *actors: str) -> set[str]:
        """The projects that name all of them."""
        return set.intersection(*(self.projects_of.get(actor, set()) for actor in actors))

    def shows(self, project: str) -> bool:
        """Whether a source of who takes part in it, where nobody does of anything of it, would name everybody."""
        return bool(self._sources.get(project, set()) & SHOWING)

    @cached_property
    def _sources(self) -> dict[str, set[str]]:
        of_anything = _sets(
            (end, dataset) for fact in self.facts for end in (fact.start, fact.end) for dataset in self.sources_of(fact)
        )
        participations = self.of("PARTICIPATES_IN")
        return of_anything | _sets((fact.end, dataset) for fact in participations for dataset in self.sources_of(fact))

    def sources_of(self, fact: Fact) -> set[str]:
        """The datasets that report a fact."""
        return {report.dataset for report in fact.reports}

    def ends(self, start: str, *types: str) -> set[str]:
        """Where the facts of these types that start at a node end."""
        return {fact.end for fact in self._by_start.get(start, ()) if fact.type in types}

    @cached_property
    def _by_start(self) -> dict[str, list[Fact]]:
        grouped: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            grouped[fact.start].append(fact)
        return grouped

    def places(self, id: str) -> set[str]:
        """Where a node is, with all that lies above."""
        known = self.network.places
        found = self.ends(id, "LOCATED_IN")
        return found | {above for place in found if place in known for above in known[place].parents}

    def places_named_closest(self, id: str) -> set[str]:
        """The places that are named for a node, without one that another of them lies in."""
        known, named = self.network.places, self.ends(id, "LOCATED_IN")
        return named - {above for place in named if place in known for above in known[place].parents}

    def themes(self, actor: str) -> set[str]:
        """What an actor has worked on, needs or offers."""
        projects = self.projects_of.get(actor, set()) | self.ends(actor, "PARTICIPATES_IN")
        worked = {theme for project in projects for theme in self.ends(project, "ABOUT")}
        return worked | self.ends(actor, "NEEDS", "OFFERS")

    def period(self, project: str) -> tuple[date, date]:
        """First and last day; what is not known is open."""
        found = self.projects[project]
        return found.first_day or date.min, found.last_day or date.max

    def paid_by(self, project: str) -> set[str]:
        """Who funds it."""
        return {fact.start for fact in self.of("FUNDS") if fact.end == project}


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return dict(found)
