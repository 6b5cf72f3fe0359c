"""What a community is called: by what it shares, and after those whom most know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.names import theme_name
from graph.network.network import StakeholderNetwork
from viz.view.network_view import NodeView
from viz.view.words import say

_KNOWN: Final = 2  # actors after whom it is called
_LOOKED_AT: Final = 8  # best tied actors among whom those are
_LONGEST: Final = 34  # letters of such a name: a longer one would be cut
_THEME: Final = 0.2  # share of its projects that are about a theme which it is called by
# Shares of its actors with a known place, and of all, that sit in a place which it is called by
_PLACE: Final = {"county": (0.45, 0.15), "country": (0.6, 0.5)}


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

    def name(self, members: Sequence[NodeView]) -> tuple[str, str]:
        """The full name, and a short one; `members` are in order of their ties.

        `Energi i Norrbottens län: LTU, Region Norrbotten`, with what there is of theme, place and actors.
        """
        theme, place = self._theme(members), self._place(members)
        names = best_known(members)
        known = ", ".join(names)
        shared = theme or place
        if theme and place:
            shared = say("theme_in_place", self.language, theme=theme, place=place)
        if not shared or not known:
            return shared or known, shared or known
        return f"{shared}: {known}", f"{theme or place}: {names[0]}"

    def _theme(self, members: Sequence[NodeView]) -> str:
        """The theme that is most its own: frequent in it, and seldom elsewhere."""
        projects = [node for node in members if node.themes]
        count = Counter(theme for node in projects for theme in node.themes)
        own = [theme for theme, number in count.items() if number >= max(2, _THEME * len(projects))]
        best = max(own, key=lambda theme: (count[theme] ** 2 / self.themes[theme], theme), default=None)
        known = self.network.themes.get(best) if best else None
        return theme_name(known, self.language) if known else ""

    def _place(self, members: Sequence[NodeView]) -> str:
        """The county, else the country, in which most of its actors sit."""
        actors = [node for node in members if node.type != "project"]
        located = [node for node in actors if node.places]
        for level, (of_located, of_all) in _PLACE.items():
            count = Counter(
                id
                for node in located
                for id in node.places
                if id in self.network.places and self.network.places[id].level == level
            )
            best = max(count, key=lambda id: (count[id], id), default=None)
            if best and count[best] >= max(2, of_located * len(located), of_all * len(actors)):
                return self.network.places[best].name
        return ""


def best_known(members: Sequence[NodeView]) -> list[str]:
    """The names of the best tied actors, those that need not be cut first; of projects where there is no actor."""
    actors = [node for node in members if node.type == "actor"] or list(members)
    names = [node.short or node.label for node in actors[:_LOOKED_AT]]
    return sorted(names, key=lambda name: len(name) > _LONGEST)[:_KNOWN]


def leader(members: Sequence[NodeView]) -> str:
    """The id after which a community is found again in a later revision: that of its best tied actor."""
    actors = [node for node in members if node.type == "actor"] or list(members)
    return actors[0].id


def mix(members: Sequence[NodeView]) -> Mapping[str, int]:
    """How many of its actors have each colour."""
    return Counter(node.colour for node in members if node.type in ("actor", "funder"))
