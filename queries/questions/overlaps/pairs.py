"""Two projects beside each other: what they share, part by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from graph.network.facts import Project
from graph.network.network import StakeholderNetwork
from queries.finding.across_languages import TitlesAcrossLanguages
from queries.finding.encoder import installed_encoder
from queries.finding.organisations import organisations
from queries.finding.text import TextIndex, texts
from queries.finding.themes import theme_weights
from queries.measures.closeness import inverse_frequency, weighted_jaccard
from queries.questions.overlaps.mentions import parents_named

OWNING_ROLES: Final = ("coordinator", "owner")
OWNERS: Final = ("different", "unknown", "same")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one project.

    `owners` own or coordinate it, else it is the only actor named; empty when nobody says. `organisations` are they as
    one with their predecessors, successors, parents and departments. `areas` are its places with all that lie above
    them, `regions` the same without a country that is only above; `programmes` those of its funders that are one.
    `names_one` when all its sources say of themselves that they name one beneficiary a project.
    """

    project: Project
    actors: frozenset[str]
    owners: frozenset[str]
    organisations: frozenset[str]
    themes: frozenset[str]
    places: frozenset[str]
    areas: frozenset[str]
    regions: frozenset[str]
    funders: frozenset[str]
    programmes: frozenset[str]
    names_one: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two projects by id, the smaller first; the parts, 0–1 or None when one side is unknown; and recorded ties.

    `recorded` holds ("PART_OF" | "FOLLOWS", first, second) as stated, or PART_OF as the text of one names the other.
    `themes_are_neighbours` when a theme of one lies next to a theme of the other (energy, climate).
    """

    first: Profile
    second: Profile
    parts: Mapping[str, float | None]
    recorded: tuple[tuple[str, str, str], ...]
    themes_are_neighbours: bool = False

    @property
    def ids(self) -> tuple[str, str]:
        """The two ids, the smaller first."""
        return self.first.project.id, self.second.project.id

    @property
    def owners(self) -> str:
        """`different`, `same` (any in common), or `unknown` where nobody says who owns one of them."""
        if not self.first.owners or not self.second.owners:
            return "unknown"
        return "different" if self.first.organisations.isdisjoint(self.second.organisations) else "same"

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

    @property
    def share_a_programme(self) -> bool:
        """Whether the same programme pays for both where one does not say its place: its area is all that is known."""
        place_unknown = not (self.first.places and self.second.places)
        return place_unknown and not self.first.programmes.isdisjoint(self.second.programmes)

    @property
    def says_not_where_or_with_whom(self) -> bool:
        """Whether neither says a place, and no source of theirs names more than the one who is paid.

        That they share no actor and no place is then unknown: so it is of research grants.
        """
        return all(profile.names_one and not profile.places for profile in (self.first, self.second))

    def reaches(self, part: str, least: float) -> bool:
        """Whether a part is known and at least so much."""
        value = self.parts[part]
        return value is not None and value >= least


class Comparison:
    """All projects of a network, ready to be compared.

    An open end counts as running to `horizon`, the last day that any project of the network names, an open start as
    running since the first such day; of a project without any day the time is unknown.
    """

    def __init__(
        self, network: StakeholderNetwork, texts: TextIndex, across_languages: TitlesAcrossLanguages | None = None
    ) -> None:
        self.network = network
        self.texts, self.across_languages = texts, across_languages
        self.profiles = _profiles(network)
        self.actor_weights = inverse_frequency(network.participants)
        self.theme_weights = theme_weights(network)
        days = [day for profile in self.profiles.values() for day in (profile.first, profile.last) if day]
        self.dawn, self.horizon = min(days, default=None), max(days, default=None)

    def pairs(self, ids: Iterable[tuple[str, str]]) -> Iterator[Pair]:
        """The pairs with these ids, the smaller first."""
        listed = list(ids)
        for (a, b), letters in zip(listed, self.texts.similarities(listed), strict=True):
            translated = self.across_languages.similarity(a, b) if self.across_languages else None
            first, second = self.profiles[a], self.profiles[b]
            parts = {
                "actors": _shared(first.actors, second.actors, self.actor_weights),
                "themes": _shared(first.themes, second.themes, self.theme_weights),
                "places": _jaccard(first.regions, second.regions),
                "time": self._time(first, second),
                "funder": _jaccard(first.funders, second.funders),
                "text": letters if translated is None else translated,
            }
            yield Pair(first, second, parts, self.recorded.get((a, b), ()), self._are_neighbours(first, second))

    @cached_property
    def recorded(self) -> Mapping[tuple[str, str], tuple[tuple[str, str, str], ...]]:
        """The ties between projects that a source records or a text names, by pair."""
        by_pair: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        recorded = [(fact.type, fact.start, fact.end) for fact in self.network.of_type("PART_OF", "FOLLOWS")]
        recorded += [("PART_OF", part, whole) for part, whole in parents_named(self.network.projects)]
        for type, start, end in recorded:
            if start in self.profiles and end in self.profiles and start != end:
                by_pair.setdefault((min(start, end), max(start, end)), []).append((type, start, end))
        return {pair: tuple(dict.fromkeys(ties)) for pair, ties in by_pair.items()}

    @cached_property
    def parts_known(self) -> frozenset[str]:
        """The parts of which the view has something; the others are left out for every pair."""
        profiles = self.profiles.values()
        known = {
            "actors": any(profile.actors for profile in profiles),
            "themes": any(profile.themes for profile in profiles),
            "places": any(profile.places for profile in profiles),
            "time": self.horizon is not None,
            "funder": any(profile.funders for profile in profiles),
            "text": True,
        }
        return frozenset(part for part, is_known in known.items() if is_known)

    def _are_neighbours(self, first: Profile, second: Profile) -> bool:
        themes = self.network.themes
        return any(not second.themes.isdisjoint(themes[theme].neighbours) for theme in first.themes)

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


def titles_across_languages(network: StakeholderNetwork) -> TitlesAcrossLanguages | None:
    """The titles of all projects for comparing languages; None without an encoder. The whole network knows which."""
    encoder = (network.whole or network).cached("encoder", installed_encoder)
    if encoder is None:
        return None

    def build() -> TitlesAcrossLanguages:
        titles = {id: project.name for id, project in network.projects.items()}
        return TitlesAcrossLanguages(titles, texts(network), encoder)

    return network.cached("titles", build)


def _profiles(network: StakeholderNetwork) -> dict[str, Profile]:
    owning: dict[str, set[str]] = defaultdict(set)
    datasets: dict[str, set[str]] = defaultdict(set)
    for fact in network.participations:
        datasets[fact.end].update(report.dataset for report in fact.reports)
        if fact.discriminator in OWNING_ROLES:
            owning[fact.end].add(fact.start)
    silent = {id for id, dataset in network.datasets.items() if dataset.shows_collaboration == "no"}
    return {
        id: _profile(network, project, frozenset(owning[id]), names_one=bool(datasets[id]) and datasets[id] <= silent)
        for id, project in network.projects.items()
    }


def _profile(network: StakeholderNetwork, project: Project, owning: frozenset[str], *, names_one: bool) -> Profile:
    places = frozenset(network.places_of.get(project.id, ()))
    registered = network.places
    above = {up for place in places if place in registered for up in registered[place].parents}
    actors = frozenset(network.participants.get(project.id, ()))
    owners = owning or (actors if len(actors) == 1 else frozenset())
    funders = frozenset(network.funders_of.get(project.id, ()))
    one_with = organisations(network)
    return Profile(
        project=project,
        actors=actors,
        owners=owners,
        organisations=frozenset(one_with.get(owner, owner) for owner in owners),
        themes=frozenset(network.themes_of.get(project.id, ())),
        places=places,
        areas=places | above,
        regions=places | {place for place in above if place in registered and registered[place].level != "country"},
        funders=funders,
        programmes=frozenset(funder for funder in funders if network.actors[funder].kind == "programme"),
        names_one=names_one,
        first=project.first_day,
        last=project.last_day,
    )


def _shared(first: Set[str], second: Set[str], weights: Mapping[str, float]) -> float | None:
    """The weight of what both have as a share of what either has; None when one side is unknown."""
    if not first or not second:
        return None
    return 0.0 if first.isdisjoint(second) else weighted_jaccard(first, second, weights)


def _jaccard(first: Set[str], second: Set[str]) -> float | None:
    """What both have as a share of what either has; None when one side is unknown."""
    return len(first & second) / len(first | second) if first and second else None
