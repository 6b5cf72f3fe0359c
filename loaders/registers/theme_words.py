"""Finds the words of themes in running text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.registers import reading
from loaders.registers.entries import Theme

_TOKEN: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 2  # letters of a word's beginning or ending that are looked up


@dataclass(frozen=True, slots=True)
class ThemeWord:
    """A word or phrase that means a theme, each part with a star where it may go on; `in_texts` also in summaries."""

    theme: str
    parts: tuple[str, ...]
    in_texts: bool

    @property
    def length(self) -> int:
        """Letters that must be there."""
        return sum(len(part.strip("*")) for part in self.parts)


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """Where a text names a theme: `start` and `end` of the letters that do, and the whole words they stand in."""

    word: ThemeWord
    start: int
    end: int
    phrase: str


class ThemeWords:
    """The words of all themes, looked up in texts; what a word means is remembered for the next text."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        themes = tuple(themes)
        self.neighbours = {theme.id: frozenset(theme.neighbours) for theme in themes}
        self.words = tuple(
            ThemeWord(theme.id, tuple(word.split()), in_texts)
            for theme in themes
            for words, in_texts in ((theme.texts, True), (theme.titles, False))
            for word in words
        )
        self._by_first: dict[str, list[ThemeWord]] = defaultdict(list)
        for word in self.words:
            self._by_first[word.parts[0]].append(word)
        self._known: dict[str, tuple[ThemeWord, ...]] = {}

    @classmethod
    def shipped(cls) -> ThemeWords:
        """The words of this package."""
        return cls(map(reading.theme, reading.rows("themes.csv")))

    @property
    def digest(self) -> str:
        """SHA-256 over all that decides which themes a text names."""
        content = repr((self.words, sorted((theme, sorted(near)) for theme, near in self.neighbours.items())))
        return hashlib.sha256(content.encode()).hexdigest()

    def mentions(self, text: str, *, is_title: bool) -> list[ThemeMention]:
        """Every mention of a theme, in the order of the text; of two that overlap the longer one counts.

        One word may mean two themes ("e-hälsa" health and digitalisation).
        """
        text = unicodedata.normalize("NFC", text)
        found = [mention for mention in self._all(text) if is_title or mention.word.in_texts]
        kept: list[ThemeMention] = []
        for mention in sorted(found, key=lambda mention: (-mention.word.length, mention.start)):
            if all(
                mention.end <= longer.start or longer.end <= mention.start or _same_place(mention, longer)
                for longer in kept
            ):
                kept.append(mention)
        return sorted(kept, key=lambda mention: (mention.start, mention.word.theme))

    def _all(self, text: str) -> Iterator[ThemeMention]:
        tokens = [(found[0].casefold(), found.start(), found.end()) for found in _TOKEN.finditer(text)]
        for at, (token, *_) in enumerate(tokens):
            for word in self._beginning_with(token):
                rest = tokens[at + 1 : at + len(word.parts)]
                if len(rest) + 1 == len(word.parts) and all(
                    _fits(part, follower[0]) for part, follower in zip(word.parts[1:], rest, strict=True)
                ):
                    yield _mention(text, word, tokens[at : at + len(word.parts)])

    def _beginning_with(self, token: str) -> tuple[ThemeWord, ...]:
        if token not in self._known:
            beginnings = (f"{token[:size]}*" for size in range(_SHORTEST, len(token) + 1))
            endings = (f"*{token[start:]}" for start in range(len(token) - _SHORTEST + 1))
            keys = (token, *beginnings, *endings)
            self._known[token] = tuple(word for key in keys for word in self._by_first.get(key, ()))
        return self._known[token]


def _fits(part: str, token: str) -> bool:
    if part.endswith("*"):
        return token.startswith(part[:-1])
    return token.endswith(part[1:]) if part.startswith("*") else token == part


def _mention(text: str, word: ThemeWord, tokens: Sequence[tuple[str, int, int]]) -> ThemeMention:
    """A star's own letters are no part of the mention, so that "skogsindustri" can mean two themes."""
    start, end = tokens[0][1], tokens[-1][2]
    first, last = word.parts[0], word.parts[-1]
    begins = tokens[0][2] - len(first) + 1 if first.startswith("*") else start
    ends = tokens[-1][1] + len(last) - 1 if last.endswith("*") else end
    return ThemeMention(word, begins, ends, text[start:end])


def _same_place(mention: ThemeMention, other: ThemeMention) -> bool:
    return (mention.start, mention.end) == (other.start, other.end) and mention.word.theme != other.word.theme
