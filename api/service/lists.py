"""Actors, projects, funders, themes, places, sources and datasets as lists of plain items."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.service.cache import Cache
from api.service.finding import ranked
from api.service.items import actor_item, dataset_item, funder_item, place_item, project_item, source_item, theme_item
from graph.model.names import normalised
from graph.network.choosing import is_chosen
from graph.network.facts import Actor, Fact
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.cursor import read_cursor, write_cursor
from queries.finding.search.index import SearchIndex

Item = Mapping[str, Any]
_LIST: Final = 4  # a list weighs as much as so many answers
# Å, ä, ö end the Swedish alphabet, in this order; by their code points ä comes before å.
_ORDER: Final = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list's items, how many there are, and the cursor of those that follow."""

    items: Sequence[Item]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its place in the list and what a search looks through."""

    key: tuple[str, str]
    text: str
    item: Item


class Lists:
    """The lists of one view of one revision, each made when it is first asked for."""

    def __init__(
        self, whole: StakeholderNetwork, network: StakeholderNetwork, cache: Cache, index: Callable[[], SearchIndex]
    ) -> None:
        self.whole, self.network, self._cache, self._index = whole, network, cache, index

    def items(self, name: str, language: str) -> tuple[Item, ...]:
        """A whole list."""
        return tuple(entry.item for entry in self._entries(name, language))

    def item(self, name: str, language: str, id: str) -> Item | None:
        """The item with this id; None when the list has none."""
        return self.by_id(name, language).get(id)

    def by_id(self, name: str, language: str) -> Mapping[str, Item]:
        """A whole list by id."""
        key = ("items by id", *self._key, name, language)
        return self._cache.get(key, lambda: {item["id"]: item for item in self.items(name, language)}, _LIST)

    def page(
        self,
        name: str,
        language: str,
        *,
        q: str | None = None,
        keep: Mapping[str, Any] | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page:
        """Those that `q` finds, the best first, and whose properties are as `keep` says, `limit` after `cursor`."""
        wanted = {key: value for key, value in (keep or {}).items() if value}
        found: Sequence[Entry] = self._found(name, language, q) if q and q.strip() else self._entries(name, language)
        if wanted:
            found = [entry for entry in found if all(entry.item.get(key) in values for key, values in wanted.items())]
        first = bisect_right(found, read_cursor(cursor, 2), key=lambda entry: entry.key) if cursor else 0
        shown = found[first : first + limit]
        following = write_cursor(shown[-1].key) if len(found) > first + limit else None
        return Page([entry.item for entry in shown], len(found), following)

    def meant(self, name: str, q: str) -> Sequence[str]:
        """The ids that a text leaves in a list of actors or projects, the best first."""
        return self._index().rows(q, name)

    def _found(self, name: str, language: str, q: str) -> list[Entry]:
        """The entries that a text finds, placed by how good they are; sources and datasets by words in their names."""
        ids = ranked(self._index, name, q)
        if ids is None:
            words = normalised(q).split()
            return [entry for entry in self._entries(name, language) if all(word in entry.text for word in words)]
        items = self.by_id(name, language)
        return [Entry((f"{place:09}", id), "", items[id]) for place, id in enumerate(ids) if id in items]

    def _entries(self, name: str, language: str) -> tuple[Entry, ...]:
        key = ("entries", *self._key, name, language)
        return self._cache.get(key, lambda: tuple(self._make(name, language)), _LIST)

    @property
    def _key(self) -> tuple[int, View]:
        return self.network.revision, self.network.view

    def _make(self, name: str, language: str) -> list[Entry]:
        items = _LISTS[name](self, language)
        entries = [Entry((alphabetical(item["name"]), item["id"]), _searched(item), item) for item in items]
        return sorted(entries, key=lambda entry: entry.key)

    @property
    def shown_actors(self) -> Iterable[Actor]:
        """The view's actors; without a cut also those of whom nothing but their existence is reported."""
        network = self.network
        actors = (self.whole if network.view.of_everybody == View() else network).actors
        return (actor for id, actor in actors.items() if is_chosen(network, id))


def _actors(lists: Lists, _: str) -> Iterable[Item]:
    network = lists.network
    funded = _count(fact.start for fact in _distinct(network.fundings))
    for actor in lists.shown_actors:
        yield actor_item(actor, network) | {
            "n_projects": len(network.projects_of.get(actor.id, ())),
            "n_funded": funded[actor.id],
        }


def _projects(lists: Lists, language: str) -> Iterable[Item]:
    for project in lists.network.projects.values():
        if is_chosen(lists.network, project.id):
            yield project_item(project, lists.network, language)


def _funders(lists: Lists, _: str) -> Iterable[Item]:
    paid: dict[str, list[Fact]] = defaultdict(list)
    for fact in lists.network.fundings:
        paid[fact.start].append(fact)
    for id, facts in paid.items():
        if id in lists.network.actors and is_chosen(lists.network, id):
            yield funder_item(lists.network.actors[id], facts, lists.network)


def _themes(lists: Lists, language: str) -> Iterable[Item]:
    facts = lists.network.of_type("ABOUT", "NEEDS", "OFFERS")
    counted = {type: _count(fact.end for fact in _distinct(facts) if fact.type == type) for type in _BY_TYPE}
    for theme in lists.network.themes.values():
        counts = {name: counted[type][theme.id] for type, name in _BY_TYPE.items()}
        yield theme_item(theme, language) | counts


def _places(lists: Lists, _: str) -> Iterable[Item]:
    network = lists.network
    projects: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for id, places in network.places_of.items():
        within = {
            above for place in places if place in network.places for above in (place, *network.places[place].parents)
        }
        (projects if id in network.projects else actors).update(within)
    for place in network.places.values():
        yield place_item(place, network) | {"n_projects": projects[place.id], "n_actors": actors[place.id]}


def _sources(lists: Lists, _: str) -> Iterable[Item]:
    cited = _count(source for fact in lists.network.facts for source in {report.source for report in fact.reports})
    for source in lists.network.sources.values():
        yield source_item(source) | {"n_facts": cited[source.id]}


def _datasets(lists: Lists, _: str) -> Iterable[Item]:
    said = _count(dataset for fact in lists.network.facts for dataset in {report.dataset for report in fact.reports})
    for dataset in lists.network.datasets.values():
        yield dataset_item(dataset) | {"n_facts": said[dataset.id]}


_BY_TYPE: Final = {"ABOUT": "n_projects", "NEEDS": "n_needs", "OFFERS": "n_offers"}
_LISTS: Final[Mapping[str, Callable[[Lists, str], Iterable[Item]]]] = {
    "actors": _actors,
    "projects": _projects,
    "funders": _funders,
    "themes": _themes,
    "places": _places,
    "sources": _sources,
    "datasets": _datasets,
}


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """One fact for each type and pair of ends."""
    return list({(fact.type, fact.start, fact.end): fact for fact in facts}.values())


def _count(ids: Iterable[str]) -> Counter[str]:
    return Counter(ids)


def alphabetical(name: str) -> str:
    """What a name is sorted by: as in Swedish, capitals and small letters alike."""
    return normalised(name).translate(_ORDER)


def _searched(item: Item) -> str:
    return normalised(f"{item['name']} {item['id']}")
