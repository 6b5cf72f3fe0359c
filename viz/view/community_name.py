"""What communities are called: by what each shares, and after those whom most know, so that no two sound alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.names import theme_name
from graph.network.network import StakeholderNetwork
from queries.wording.names import country_name, theme_in_sentence
from viz.view.network_view import NodeView
from viz.view.words import listed, say

_KNOWN: Final = 2  # actors after whom it is called
_LOOKED_AT: Final = 8  # best tied actors among whom those are
_LONGEST: Final = 34  # letters of such a name: a longer one would be cut
_THEME: Final = 0.2  # share of its projects that are about a theme which it is called by
# Shares of its actors with a known county, and of all, that sit in the one it is called by
_COUNTY: Final = (0.45, 0.15)
_COUNTRIES: Final = 0.6  # share of its actors with a known country that sit in the one or two it is called by
_ISLANDS: Final = frozenset({"CY", "FO", "GL", "IE", "IS", "MT"})  # countries that one is "på" in Swedish
_WITH_ARTICLE: Final = frozenset({"FO", "GB", "NL", "US"})  # in English

Names = tuple[str, str]
"""The full name of a community, and a short one."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The words for communities of one network: its themes and places, and how often each theme comes at all."""

    network: StakeholderNetwork
    language: str
    themes: Counter[str]

    @classmethod
    def of(cls, network: StakeholderNetwork, nodes: Iterable[NodeView], language: str) -> Naming:
        """The words for the communities of these nodes."""
        return cls(network, language, Counter(theme for node in nodes for theme in node.themes))

    def names(self, communities: Sequence[Sequence[NodeView]]) -> list[Names]:
        """What each community is called; the members of each are in order of their ties.

        In full `Energi i Norrbottens län: LTU, Region Norrbotten`, with what there is of theme, place and actors. In
        short by theme and place where no other community has both, else by what tells it from them: `Energi kring LTU`.
        """
        found = [self._short_names(members) for members in communities]
        count = Counter(name for names in found for name in set(names))
        taken: set[str] = set()
        names: list[Names] = []
        for (full, *shorter), members in zip(found, communities, strict=True):
            own = [name for name in (*shorter, full) if count[name] == 1]
            free = [name for name in (*own, *shorter, full) if name not in taken]
            short = free[0] if free else say("around", self.language, name=members[0].name)
            taken.add(short)
            names.append((full, short))
        return names

    def collection(self, county: str, theme: str, year: str) -> str:
        """What small communities are called together, by what they share; each of the three may be empty."""
        language, parts = self.language, [say("small_networks", self.language)]
        if theme in self.network.themes:
            name = theme_in_sentence(self.network.themes[theme], language)
            parts.append(say("about_theme", language, theme=name))
        if county in self.network.places:
            parts.append(say("in_place", language, place=self.network.places[county].name))
        if year:
            parts.append(say("begun", language, year=year))
        return " ".join(parts)

    def main_theme(self, members: Sequence[NodeView], share: float = _THEME, least: int = 2) -> str:
        """The theme that is most its own: frequent in it, and seldom elsewhere; of a share of its projects at least."""
        projects = [node for node in members if node.themes]
        count = Counter(theme for node in projects for theme in node.themes)
        own = [theme for theme, number in count.items() if number >= max(least, share * len(projects))]
        return max(own, key=lambda theme: (count[theme] ** 2 / self.themes[theme], theme), default="")

    def county(self, members: Sequence[NodeView]) -> tuple[str, int]:
        """The county of most of its nodes, and of how many; empty when none has one."""
        places = self.network.places
        count = Counter(id for node in members for id in node.places if id in places and places[id].level == "county")
        best = max(count, key=lambda id: (count[id], id), default="")
        return best, count[best]

    def _short_names(self, members: Sequence[NodeView]) -> list[str]:
        """The full name, then shorter ones, the best first."""
        theme_id, place = self.main_theme(members), self._place(members)
        theme = theme_name(self.network.themes[theme_id], self.language) if theme_id in self.network.themes else ""
        known = best_known(members)
        if not theme:
            full = ", ".join(known[:_KNOWN])
            full = f"{place[:1].upper()}{place[1:]}: {full}" if place else full
            return [full, *(say("around", self.language, name=name) for name in known)]
        shared = f"{theme} {place}".strip()
        shorter = [shared] if place else []
        shorter += [say("theme_around", self.language, theme=theme, name=name) for name in known]
        return [f"{shared}: {', '.join(known[:_KNOWN])}" if known else shared, *shorter]

    def _place(self, members: Sequence[NodeView]) -> str:
        """`i Norrbottens län`, `i Spanien och Portugal`: where most of its actors sit."""
        actors = [node for node in members if node.type != "project"]
        located = sum(bool(node.places) for node in actors)
        county, count = self.county(actors)
        if count >= max(2, _COUNTY[0] * located, _COUNTY[1] * len(actors)):
            return say("in_place", self.language, place=self.network.places[county].name)
        countries = Counter(
            actor.country for node in actors if (actor := self.network.actors.get(node.id)) and actor.country
        )
        ranked = sorted(countries, key=lambda code: (-countries[code], code))
        for codes in (ranked[:1], ranked[:2]):
            if sum(countries[code] for code in codes) >= max(2, _COUNTRIES * countries.total()):
                return self._in_countries(codes)
        return ""

    def _in_countries(self, codes: Sequence[str]) -> str:
        names = [self._country(code) for code in codes]
        if _ISLANDS.isdisjoint(codes):
            return say("in_place", self.language, place=listed(names, self.language))
        keys = ["on_island" if code in _ISLANDS else "in_place" for code in codes]
        return listed(
            [say(key, self.language, place=name) for key, name in zip(keys, names, strict=True)], self.language
        )

    def _country(self, code: str) -> str:
        name = country_name(code, self.language)
        return say("the_country", self.language, place=name) if code in _WITH_ARTICLE else name


def best_known(members: Sequence[NodeView]) -> list[str]:
    """The names of the best tied actors, those that need not be cut first; of projects where there is no actor."""
    actors = [node for node in members if node.type == "actor"] or list(members)
    names = [node.short or node.label for node in actors[:_LOOKED_AT]]
    return sorted(names, key=lambda name: len(name) > _LONGEST)


def leader(members: Sequence[NodeView]) -> str:
    """The id after which a community is found again in a later revision: that of its best tied actor."""
    actors = [node for node in members if node.type == "actor"] or list(members)
    return actors[0].id


def mix(members: Sequence[NodeView]) -> Mapping[str, int]:
    """How many of its actors have each colour."""
    return Counter(node.colour for node in members if node.type in ("actor", "funder"))
