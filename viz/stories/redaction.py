"""What a person wrote, without saying who: each name of the network gives way to its pseudonym.

Words are compared and what stands between them is not, so that `SORESS MMI` is found for `SORESS-MMI`, and the longest
name wins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeVar

from graph.network.facts import Actor, Project
from graph.network.network import StakeholderNetwork
from viz.view.anonymous import Pseudonyms
from viz.view.build import group_id
from viz.view.colours import COLOUR_OF_KIND
from viz.view.network_view import NodeView
from viz.view.words import say

_WORD: Final = re.compile(r"\w+")
_BETWEEN_SPACES: Final = re.compile(r"\S+")
_CLOSING: Final = ".,;:!?)"  # what ends a sentence and no address
_GENITIVE: Final = {"sv": ":s", "en": "’s"}
_PUBLIC: Final = ("EU", "HUR")  # of some it is a short name, and yet says nothing
_SHORTEST_NUMBER: Final = 5  # shorter ones are years and counts
_SHORTEST_PART: Final = 3
_MANY: Final = 5  # what so many share does not tell who is meant

Words = tuple[str, ...]
Named = TypeVar("Named")


class Redaction:
    """Takes the names of a network out of texts; what it took out is in `replaced`, with what stands there now.

    `earlier` (id → name) is what steps lifted before, which may be in the network no longer.
    """

    def __init__(
        self,
        network: StakeholderNetwork,
        pseudonyms: Pseudonyms,
        language: str,
        earlier: Iterable[Mapping[str, str]] = (),
    ) -> None:
        self._network, self._pseudonyms, self._language = network, pseudonyms, language
        names = list(_names(network, pseudonyms.ids))
        self._ids = _by_words(names)
        self._spelt = {name for id, name in names if name != id}
        gone = {id: name for items in earlier for id, name in items.items() if not _is_in(id, network)}
        self._texts = {
            words: f"{say('removed', language)} {number}"
            for number, pair in enumerate(gone.items(), start=1)
            for words in _by_words((number, name) for name in pair)
        }
        self._texts |= _texts(network, language)
        self._longest = max(map(len, (*self._ids, *self._texts)), default=0)
        self.replaced: dict[str, str] = {}

    def name(self, id: str) -> str:
        """The pseudonym of an actor or project, whether it is on the map or not."""
        return self._pseudonyms.of(_node(id, self._network))

    def text(self, text: str) -> str:
        """The text with a pseudonym for each name, the county for each place below one, and no link."""
        return "".join(piece for _, piece in self._pieces(text))

    def telltale(self, text: str) -> list[str]:
        """Words that are part of so few names that they tell who is meant, where no whole name stands."""
        left = (word for is_left, piece in self._pieces(text) if is_left for word in _WORD.findall(piece))
        return [*dict.fromkeys(word for word in left if self._tells(word))]

    def _pieces(self, text: str) -> Iterator[tuple[bool, str]]:
        """The text in pieces, and whether each is as it was."""
        end = 0
        for start, stop in _links(text):
            yield from self._named(text[end:start])
            yield False, say("hidden_link", self._language)
            end = stop
        yield from self._named(text[end:])

    def _named(self, text: str) -> Iterator[tuple[bool, str]]:
        words = list(_WORD.finditer(text))
        at = end = 0
        while at < len(words):
            count, shown = self._at(text, words[at : at + self._longest])
            if count:
                yield True, text[end : words[at].start()]
                yield False, shown
                end = words[at + count - 1].end()
                end += text[words[at].start() : end + 1] in self._spelt  # the full stop of `Ltd.`
            at += count or 1
        yield True, text[end:]

    def _at(self, text: str, words: list[re.Match[str]]) -> tuple[int, str]:
        """How many words the longest name has that begins here, and what stands in its place; 0 for none."""
        folded = tuple(word[0].casefold() for word in words)
        for count in range(len(words), 0, -1):
            written = text[words[0].start() : words[count - 1].end()]
            last = folded[count - 1]
            for end, is_genitive in ((last, False), (last.removesuffix("s"), True)):
                name = (*folded[: count - 1], end)
                shown = self._shown(name, written.removesuffix("s") if is_genitive else written) if end else None
                if shown is not None:
                    return count, self._told(written, shown, is_genitive) if shown else written
        return 0, ""

    def _told(self, written: str, shown: str, is_genitive: bool) -> str:
        ending = "s" if self._language == "sv" and shown[-1].isalpha() else _GENITIVE[self._language]
        self.replaced[written] = shown + ending if is_genitive else shown
        return self.replaced[written]

    def _shown(self, name: Words, written: str) -> str | None:
        """What stands in the place of a name: nothing where it stays, None where it is none."""
        text = self._texts.get(name)
        if text == "":
            return text
        if self._is_a_word(name, written):
            return None
        return self.name(self._ids[name]) if name in self._ids else text

    def _is_a_word(self, name: Words, written: str) -> bool:
        """Whether it only reads like a name: one common word, not spelt as the name is."""
        return len(name) == 1 and name[0] in self._common and written not in self._spelt

    def _tells(self, word: str) -> bool:
        folded = word.casefold()
        if len(word) < _SHORTEST_PART or word == folded or folded in self._common:
            return False
        return any(0 < self._parts[part] <= _MANY for part in (folded, folded.removesuffix("s")))

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that running text writes in small letters."""
        network = self._network
        texts = [text for project in network.projects.values() for text in (project.name, project.summary or "")]
        texts += [report.quote or "" for fact in network.facts for report in fact.reports]
        return frozenset(word for text in texts for word in _WORD.findall(text) if word == word.casefold())

    @cached_property
    def _parts(self) -> Counter[str]:
        """How many actors, projects and places have the word in a name; none of those that are shown anyway."""
        having: dict[str, set[str]] = defaultdict(set)
        for name, id in self._ids.items():
            for word in name:
                having[word].add(id)
        for name, shown in self._texts.items():
            for word in name:
                having[word].add(shown)
        return Counter({word: len(ids) for word, ids in having.items() if "" not in ids})


def _links(text: str) -> Iterator[tuple[int, int]]:
    """Where each address of a page or of mail begins and ends."""
    for piece in _BETWEEN_SPACES.finditer(text):
        written = piece[0].rstrip(_CLOSING)
        name, _, host = written.partition("@")
        starts = [at for sign in ("http://", "https://", "www.") if (at := written.find(sign)) >= 0]
        if starts or (name and "." in host):
            yield piece.start() + min(starts, default=0), piece.start() + len(written)


def _names(network: StakeholderNetwork, first: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Id and each name, those last that win where several are called so: names, and who is on the map."""
    on_map = frozenset(first)
    nodes: list[Actor | Project] = [*network.actors.values(), *network.projects.values()]
    for node in sorted(nodes, key=lambda node: node.id in on_map):
        others = (
            (node.org_number, node.ror, node.pic, node.website)
            if isinstance(node, Actor)
            else (*node.numbers, node.url, node.acronym)
        )
        yield from ((node.id, name) for name in (node.id, *node.aliases, *others, node.name) if name)
    for fact in network.facts:
        if fact.expanded_from:
            yield group_id(fact.expanded_from), fact.expanded_from


def _texts(network: StakeholderNetwork, language: str) -> Iterator[tuple[Words, str]]:
    """What stands in the place of a source, and of a place below a county; nothing for what is shown as it is."""
    sources = [(source.id, source.title, source.url) for source in network.sources.values()]
    sources += [(dataset.id, dataset.title, None) for dataset in network.datasets.values()]
    for known_as in sources:
        for name in filter(None, known_as):
            yield from ((words, say("hidden_source", language)) for words in _readings(name))
    counties = {id: place.name for id, place in network.places.items() if place.level in ("county", "country")}
    for place in network.places.values():
        above = next((counties[id] for id in place.parents if id in counties), say("hidden_place", language))
        for name in (place.name, place.name.removesuffix(" kommun")):
            if place.id not in counties:
                yield from ((words, above) for words in _readings(name))
    themes = (name for theme in network.themes.values() for name in (theme.name_sv, theme.name_en))
    for name in (*counties.values(), *(name.removesuffix(" län").removesuffix("s") for name in counties.values())):
        yield _words(name), ""
    for name in filter(None, (*themes, *_PUBLIC)):
        yield _words(name), ""


def _by_words(names: Iterable[tuple[Named, str]]) -> dict[Words, Named]:
    return {words: id for id, name in names for words in _readings(name)}


def _readings(name: str) -> Iterator[Words]:
    """The words of a name, with and without what stands in brackets after it; none of a single letter or a count."""
    for reading in dict.fromkeys((name.partition(" (")[0], name)):
        words = _words(reading)
        letters = "".join(words)
        if len(letters) > 1 and (not letters.isdecimal() or len(letters) >= _SHORTEST_NUMBER):
            yield words


def _words(name: str) -> Words:
    return tuple(word.casefold() for word in _WORD.findall(name))


def _node(id: str, network: StakeholderNetwork) -> NodeView:
    """As much of a node as its pseudonym needs."""
    if id in network.actors:
        kind = network.actors[id].kind
        return NodeView(id, "actor", "", "", kind=kind, colour=COLOUR_OF_KIND.get(kind or "", "unknown"))
    if id in network.projects:
        return NodeView(id, "project", "", "")
    members = {fact.start for fact in network.facts if fact.expanded_from and group_id(fact.expanded_from) == id}
    return NodeView(id, "group", "", "", stands_for=len(members))


def _is_in(id: str, network: StakeholderNetwork) -> bool:
    return id in network.actors or id in network.projects
