"""The index of everything that is searched in one network: words in, ranked hits out, each with why it is one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from graph.model.names import normalised
from graph.network.network import StakeholderNetwork
from queries.finding.search.excerpts import Excerpt, excerpt
from queries.finding.search.texts import ACTORS, INITIALS, PLACES, PROJECTS, THEMES, Node, Text, initials_of, texts_of
from queries.finding.search.words import How, Vocabulary, is_small, joined_words, words_of

_SHORTEST_IN_TEXT: Final = 3  # letters of a word that is looked for in what describes


class Rank(IntEnum):
    """How good a hit is, the best first; among equals those with the most projects come first."""

    EXACT = 0
    NAME_BEGINS_WITH_WORDS = 1
    NAME_BEGINS = 2
    WORD = 3
    WORD_BEGINS = 4
    DOUBLED = 5
    PART = 6
    DESCRIBED = 7
    IN_TEXT = 8
    MEANS_THEME = 9
    MISSPELT = 10
    PART_IN_TEXT = 11
    SOME_WORDS = 12


_OF_NAMES: Final = {
    How.EQUAL: Rank.WORD,
    How.INFLECTED: Rank.WORD,
    How.BEGINS: Rank.WORD_BEGINS,
    How.DOUBLED: Rank.DOUBLED,
    How.PART: Rank.PART,
    How.MISSPELT: Rank.MISSPELT,
}
_IN_PART: Final = (Rank.PART, Rank.PART_IN_TEXT)
_Best = dict[Node, tuple[Rank, int]]
"""Of each node how good its best text is, and which that is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found: in which list and by which id, how good a hit it is, and the text that made it one.

    `field` says what the text is: name, alias, acronym, number, initials, theme, place, theme_word, summary,
    description or quote. A running text is cut to an excerpt.
    """

    resource: str
    id: str
    rank: Rank
    field: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of names, and of what describes, that a typed word means."""

    of_names: Mapping[str, How]
    of_others: Mapping[str, How]

    def has(self, word: str) -> bool:
        """Whether this folded word is meant."""
        return word in self.of_names or word in self.of_others


class SearchIndex:
    """Everything of one network that is searched. Made once per revision of the facts; safe for several threads.

    `theme_words` are the words that mean a theme, by its id.
    """

    def __init__(self, network: StakeholderNetwork, theme_words: Mapping[str, Iterable[str]] | None = None) -> None:
        self._texts = tuple(texts_of(network, theme_words or {}))
        self._phrases: dict[int, str] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, list[int]] = defaultdict(list)
        self._described: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            self._add(number, text)
        self._names, self._others = Vocabulary(self._named), Vocabulary(self._described)
        self._weights = _weights(network)

    def ids(self, text: str, resource: str) -> list[str]:
        """The ids of everything in one list that is found, the best first."""
        return [id for (_, id), _ in self._in(resource, text)]

    def rows(self, text: str, resource: str) -> list[str]:
        """The same for filtering a list: every word is meant, and by what the thing itself says, not by a quote."""
        return [
            id
            for (_, id), (rank, number) in self._in(resource, text)
            if rank != Rank.SOME_WORDS and self._texts[number].field != "quote"
        ]

    def hits(self, text: str, is_sought: Callable[[Node], bool], most: int) -> tuple[list[Hit], int]:
        """The best hits among the nodes that are sought, and how many there are in all."""
        meanings = self._meanings(text)
        ranked = self._ranked(text, meanings, is_sought)
        return [self._hit(*found, meanings.values()) for found in ranked[:most]], len(ranked)

    def _add(self, number: int, text: Text) -> None:
        if text.field == INITIALS:
            self._initials[initials_of(text.written) or ""].append(number)
            return
        words = words_of(text.written)
        if text.is_name:
            self._phrases[number] = " ".join(words)
            self._exact["".join(words)].append(number)
        holders = self._named if text.is_name else self._described
        for word in {*words, *joined_words(text.written)}:
            holders[word].append(number)

    def _in(self, resource: str, text: str) -> list[tuple[Node, tuple[Rank, int]]]:
        return self._ranked(text, self._meanings(text), lambda node: node[0] == resource)

    def _ranked(
        self, text: str, meanings: Mapping[str, Meaning], is_sought: Callable[[Node], bool]
    ) -> list[tuple[Node, tuple[Rank, int]]]:
        by_text = [self._ranks_of(meaning, len(word)) for word, meaning in meanings.items()]
        whole = self._best_of(self._whole(words_of(text), by_text))
        by_node = [self._best_of(ranks) for ranks in by_text]
        spread = _spread(by_node)
        best = spread | {node: found for node, found in whole.items() if found <= spread.get(node, found)}
        written, phrase = normalised(text).split(), " ".join(words_of(text))
        return sorted(
            ((node, found) for node, found in (best or _partly(by_node)).items() if is_sought(node)),
            key=lambda item: self._order(item[0], item[1], written, phrase),
        )

    def _order(self, node: Node, found: tuple[Rank, int], written: Sequence[str], phrase: str) -> tuple[object, ...]:
        """Within a rank: the words one after another, with the same å, ä and ö; then by projects."""
        rank, number = found
        if rank >= Rank.DESCRIBED:
            return rank, False, False, -self._weights[node], node
        is_scattered = phrase not in self._phrases.get(number, "")
        name = normalised(self._texts[number].written)
        is_written_otherwise = not all(word in name for word in written)
        return rank, is_scattered, is_written_otherwise, -self._weights[node], node

    def _meanings(self, text: str) -> dict[str, Meaning]:
        """What each word means that is looked for: those that only join others are not, unless there are no others."""
        words = dict.fromkeys(words_of(text))
        return {word: self._meaning(word) for word in [word for word in words if not is_small(word)] or words}

    def _meaning(self, word: str) -> Meaning:
        names = self._names.meant_by(word)
        if all(how > How.BEGINS for how in names.values()):
            names = self._names.misspelt(word) | names
        return Meaning(names, self._others.meant_by(word) if len(word) >= _SHORTEST_IN_TEXT else {})

    def _ranks_of(self, meaning: Meaning, length: int) -> dict[int, Rank]:
        """The texts that hold a word so meant, and how good a hit each is."""
        ranks: dict[int, Rank] = {}
        for word, how in meaning.of_others.items():
            for number in self._described[word]:
                rank = _rank_of_description(self._texts[number], how, length)
                if rank is not None and rank < ranks.get(number, Rank.SOME_WORDS):
                    ranks[number] = rank
        for word, how in meaning.of_names.items():
            rank = _OF_NAMES[how]
            for number in self._named[word]:
                ranks[number] = min(rank, ranks.get(number, rank))
        return ranks

    def _whole(self, words: Sequence[str], by_text: Sequence[Mapping[int, Rank]]) -> dict[int, Rank]:
        """The texts that hold every word, and how good a hit each is."""
        phrase = " ".join(words)
        first, *others = sorted(by_text, key=len) or [{}]
        ranks = {
            number: self._as_phrase(number, max([rank, *(ranks[number] for ranks in others)]), phrase)
            for number, rank in first.items()
            if all(number in ranks for ranks in others)
        }
        ranks |= dict.fromkeys(self._initials.get(phrase, ()), Rank.PART)
        return ranks | dict.fromkeys(self._exact.get("".join(words), ()), Rank.EXACT)

    def _as_phrase(self, number: int, rank: Rank, phrase: str) -> Rank:
        name = self._phrases.get(number)
        if name is None or not name.startswith(phrase):
            return rank
        return Rank.NAME_BEGINS_WITH_WORDS if name[len(phrase) : len(phrase) + 1] in ("", " ") else Rank.NAME_BEGINS

    def _best_of(self, ranks: Mapping[int, Rank]) -> _Best:
        best: _Best = {}
        for number, rank in ranks.items():
            for node in self._texts[number].nodes:
                best[node] = min((rank, number), best.get(node, (rank, number)))
        return best

    def _hit(self, node: Node, found: tuple[Rank, int], meanings: Collection[Meaning]) -> Hit:
        rank, number = found
        text = self._texts[number]
        piece = excerpt(
            text.written, lambda word: any(meaning.has(word) for meaning in meanings), whole=not text.is_running
        )
        return Hit(*node, rank, text.field, piece)


def _spread(by_node: Sequence[_Best]) -> _Best:
    """The nodes that every word leads to by some text, by the least good of them."""
    first, *others = sorted(by_node, key=len) or [{}]
    return {
        node: max([found, *(best[node] for best in others)])
        for node, found in first.items()
        if all(node in best for best in others)
    }


def _partly(by_node: Sequence[_Best]) -> _Best:
    """The nodes that the most telling of the words lead to: the fewer nodes have a word, the more it tells."""
    whole = [{node: found for node, found in best.items() if found[0] not in _IN_PART} for best in by_node]
    telling: dict[Node, float] = defaultdict(float)
    for best in whole:
        for node in best:
            telling[node] += 1 / len(best)
    most = max(telling.values(), default=0)
    return {
        node: (Rank.SOME_WORDS, min(best[node] for best in whole if node in best)[1])
        for node, tells in telling.items()
        if tells == most
    }


def _rank_of_description(text: Text, how: How, length: int) -> Rank | None:
    if not text.is_running:
        rank = Rank.MEANS_THEME if text.field == "theme_word" else Rank.DESCRIBED
        return rank if how < How.PART else None
    if how < How.PART:
        return Rank.IN_TEXT
    return Rank.PART_IN_TEXT if length > _SHORTEST_IN_TEXT else None


def _weights(network: StakeholderNetwork) -> Counter[Node]:
    """How many projects an actor, theme or place is in, paying included; of a project how many actors."""
    ties = {(fact.start, fact.end) for fact in network.of_type("PARTICIPATES_IN", "FUNDS", "ABOUT", "LOCATED_IN")}
    weights: Counter[Node] = Counter()
    for start, end in ties:
        if start in network.projects:
            weights[(THEMES if end in network.themes else PLACES), end] += 1
        elif end in network.projects:
            weights[ACTORS, start] += 1
            weights[PROJECTS, end] += 1
    return weights
