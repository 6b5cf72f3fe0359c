"""Which pairs of projects are worth comparing: those that have something telling in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import Final

from graph.model.names import normalised
from queries.questions.overlaps.pairs import Comparison, Profile

HUB: Final = 40  # an actor in more projects says nothing about two of them
RARE: Final = 25  # a theme in a place that more projects have says nothing either
LEAST_ALIKE: Final = 0.28
MOST_ALIKE: Final = 10

Ids = tuple[str, str]


def candidates(comparison: Comparison) -> tuple[Ids, ...]:
    """Pairs of ids, the smaller first, in order; their number grows near-linearly with the projects.

    Two projects meet when they share an actor that is in at most 40 projects, a title, an acronym, a link, or a theme
    in a place where at most 25 projects have it; when a text is among the 10 most alike (from 0.28 on); or when a
    source records a tie between them. A project of which only an id and actors are known meets nobody by its actors.
    """
    pairs = set(_meeting(comparison))
    pairs.update((first, second) for first, second, _ in comparison.texts.neighbours(LEAST_ALIKE, MOST_ALIKE))
    if comparison.across_languages:
        pairs.update(comparison.across_languages.neighbours(LEAST_ALIKE, MOST_ALIKE))
    pairs.update(comparison.recorded)
    profiles = comparison.profiles
    return tuple(sorted(pair for pair in pairs if pair[0] in profiles and pair[1] in profiles))


def _meeting(comparison: Comparison) -> Iterator[Ids]:
    """Every pair that shares a key, where not too many do."""
    holders: dict[tuple[Hashable, ...], list[str]] = defaultdict(list)
    for id, profile in sorted(comparison.profiles.items()):
        for key in _keys(profile):
            holders[key].append(id)
    for (kind, *_), ids in holders.items():
        if len(ids) <= (RARE if kind == "field" else HUB):
            yield from combinations(ids, 2)


def _keys(profile: Profile) -> Iterator[tuple[Hashable, ...]]:
    project = profile.project
    for actor in profile.actors if project.name != project.id or profile.themes else ():
        yield "actor", actor
    for text in {normalised(name) for name in (project.name, project.acronym) if name}:
        yield "name", text
    if project.url:
        yield "url", project.url
    for theme in profile.themes:
        for place in profile.places:
            yield "field", theme, place
