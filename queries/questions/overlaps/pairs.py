"""Two projects beside each other: what they share, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from graph.network.facts import Project
from graph.network.network import StakeholderNetwork
from queries.finding.text import TextIndex
from queries.measures.closeness import inverse_frequency, weighted_jaccard

LEADING_ROLES: Final = ("coordinator", "owner")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one project.

    `areas` are its places with all that lie above them, `regions` the same without a country that is only above.
    """

    project: Project
    actors: frozenset[str]
    coordinators: frozenset[str]
    owners: frozenset[str]
    themes: frozenset[str]
    places: frozenset[str]
    areas: frozenset[str]
    regions: frozenset[str]
    funders: frozenset[str]
    first: date | None
    last: date | None

    @property
    def leaders(self) -> frozenset[str]:
        """Who owns or coordinates it."""
        return self.owners | self.coordinators


@dataclass(frozen=True, slots=True)
class Pair:
    """Two projects by id, the smaller first; the parts, 0–1 or None when one side is unknown; and recorded ties.

    `recorded` holds ("PART_OF" | "FOLLOWS", first, second) as stated, or PART_OF as the text of one names the other.
    """

    first: Profile
    second: Profile
    parts: Mapping[str, float | None]
    recorded: tuple[tuple[str, str, str], ...]

    @property
    def ids(self) -> tuple[str, str]:
        """The two ids, the smaller first."""
        return self.first.project.id, self.second.project.id

    @property
    def in_order(self) -> tuple[Profile, Profile] | None:
        """The earlier and the later when one ends before the other starts, both days known; else None."""
        for earlier, later in ((self.first, self.second), (self.second, self.first)):
            if earlier.last and later.first and earlier.last < later.first:
                return earlier, later
        return None

    @property
    def periods_overlap(self) -> bool:
        """Whether they run at the same time; a missing day is open."""
        return self.in_order is None

    @property
    def places_meet(self) -> bool:
        """Whether a place of one is a place of the other or lies in it."""
        return not (self.first.places.isdisjoint(self.second.areas) and self.second.places.isdisjoint(self.first.areas))


class Comparison:
    """All projects of a network, ready to be compared.

    An open end counts as running to `horizon`, the last day that any project of the network names, an open start as
    running since the first such day; of a project without any day the time is unknown.
    """

    def __init__(self, network: StakeholderNetwork, texts: TextIndex) -> None:
        self.network = network
        self.texts = texts
        self.profiles = {id: _profile(network, project) for id, project in network.projects.items()}
        self.weights = inverse_frequency(network.participants)
        days = [day for profile in self.profiles.values() for day in (profile.first, profile.last) if day]
        self.dawn, self.horizon = min(days, default=None), max(days, default=None)

    def pairs(self, ids: Iterable[tuple[str, str]]) -> Iterator[Pair]:
        """The pairs with these ids, the smaller first."""
        listed = list(ids)
        for (a, b), text in zip(listed, self.texts.similarities(listed), strict=True):
            first, second = self.profiles[a], self.profiles[b]
            parts = {
                "actors": self._actors(first, second),
                "themes": _jaccard(first.themes, second.themes),
                "places": _jaccard(first.regions, second.regions),
                "time": self._time(first, second),
                "funder": _jaccard(first.funders, second.funders),
                "text": text,
            }
            yield Pair(first, second, parts, self.recorded.get((a, b), ()))

    @cached_property
    def recorded(self) -> Mapping[tuple[str, str], tuple[tuple[str, str, str], ...]]:
        """The ties between projects that a source records or a summary names, by pair."""
        from queries.questions.overlaps.mentions import parents_named

        by_pair: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        recorded = [(fact.type, fact.start, fact.end) for fact in self.network.of_type("PART_OF", "FOLLOWS")]
        recorded += [("PART_OF", part, whole) for part, whole in parents_named(self.network.projects)]
        for type, start, end in recorded:
            if start in self.profiles and end in self.profiles and start != end:
                by_pair.setdefault((min(start, end), max(start, end)), []).append((type, start, end))
        return {pair: tuple(dict.fromkeys(ties)) for pair, ties in by_pair.items()}

    def _actors(self, first: Profile, second: Profile) -> float | None:
        if not first.actors or not second.actors:
            return None
        if first.actors.isdisjoint(second.actors):
            return 0.0
        return weighted_jaccard(first.actors, second.actors, self.weights)

    def _time(self, first: Profile, second: Profile) -> float | None:
        """Days in common as a share of the days of either."""
        if (
            self.dawn is None
            or self.horizon is None
            or not all(profile.first or profile.last for profile in (first, second))
        ):
            return None
        starts = [profile.first or self.dawn for profile in (first, second)]
        ends = [profile.last or self.horizon for profile in (first, second)]
        common = (min(ends) - max(starts)).days + 1
        return max(common, 0) / ((max(ends) - min(starts)).days + 1) if common > 0 else 0.0


def text_index(network: StakeholderNetwork) -> TextIndex:
    """The titles and summaries of all projects, cached with the network."""
    return network.cached(
        "texts",
        lambda: TextIndex({id: f"{project.name}\n{project.summary or ''}" for id, project in network.projects.items()}),
    )


def _profile(network: StakeholderNetwork, project: Project) -> Profile:
    places = frozenset(network.places_of.get(project.id, ()))
    registered = network.places
    above = {up for place in places if place in registered for up in registered[place].parents}
    leading = network.cached("leading", lambda: _leading(network))
    return Profile(
        project=project,
        actors=frozenset(network.participants.get(project.id, ())),
        coordinators=leading["coordinator"].get(project.id, frozenset()),
        owners=leading["owner"].get(project.id, frozenset()),
        themes=frozenset(network.themes_of.get(project.id, ())),
        places=places,
        areas=places | above,
        regions=places | {place for place in above if place in registered and registered[place].level != "country"},
        funders=frozenset(network.funders_of.get(project.id, ())),
        first=project.first_day,
        last=project.last_day,
    )


def _leading(network: StakeholderNetwork) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Role → project → who has it there."""
    by_role: dict[str, dict[str, frozenset[str]]] = {role: {} for role in LEADING_ROLES}
    for fact in network.participations:
        if fact.discriminator in by_role:
            holders = by_role[fact.discriminator]
            holders[fact.end] = holders.get(fact.end, frozenset()) | {fact.start}
    return by_role


def _jaccard(first: Set[str], second: Set[str]) -> float | None:
    """What both have as a share of what either has; None when one side is unknown."""
    return len(first & second) / len(first | second) if first and second else None
