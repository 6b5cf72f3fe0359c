"""The words of the texts that are searched, and which of them a word that somebody typed means."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from threading import Lock
from typing import Final

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SMALL: Final = frozenset({"och", "i", "for", "av", "pa", "of", "the", "and", "in", "med", "til", "till"})
_DOUBLED: Final = re.compile(r"(.)\1")
_WRITTEN: Final = re.compile(r"[^\W_]+(?:[-–./:'’][^\W_]+)*")
_SHORTEST_PART: Final = 3
_SHORTEST_PART_ANYWHERE: Final = 5  # a shorter word may stand in others by chance, as "rise" in "enterprise"
_SHORTEST_MISSPELT: Final = 4
_LONG: Final = 8  # letters of a word in which two may be wrong
_LONGEST_ENDING: Final = 4  # letters that inflection may change
_MISSPELT: Final = 20
_SWEDISH, _ENGLISH = range(2)
_STEMMING: Final = Lock()  # a stemmer keeps the word that it works on
_STEMMERS: Final = tuple(snowballstemmer.stemmer(language) for language in ("swedish", "english"))


class How(IntEnum):
    """How a word of a text is the one that was typed, the surest first."""

    EQUAL = 0
    INFLECTED = 1
    BEGINS = 2
    DOUBLED = 3  # but for letters written once or twice
    PART = 4
    MISSPELT = 5


def folded(text: str) -> str:
    """A text without case, dots, rings and accents; unlike in identity `ae` stays, as a beginning counts."""
    small = text.casefold()
    return small if small.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", small).translate(_LETTERS))


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded."""
    return WORD.findall(folded(text))


def is_small(word: str) -> bool:
    """Whether a folded word only joins others, or is just begun, so that it tells nothing beside others."""
    return word in _SMALL or (len(word) == 1 and word.isalpha())


def joined_words(text: str) -> list[str]:
    """What is written with a hyphen or point in it, as one word: `SORESS-MMI` may be typed `soressmmi`."""
    parts = (words_of(written) for written in _WRITTEN.findall(text))
    return ["".join(words) for words in parts if len(words) > 1]


class Vocabulary:
    """Words, looked up by how they are written or nearly so; made once, then only read."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)
        self._known = frozenset(self._words)
        self._running = "\n" + "\n".join(self._words) + "\n"

    def meant_by(self, word: str) -> dict[str, How]:
        """The words that a folded word is, is a form of, begins, or is a part of; a letter means only itself."""
        if len(word) == 1:
            return {word: How.EQUAL} if word in self._known else {}
        found = dict.fromkeys(self._holding(word) if len(word) >= _SHORTEST_PART else (), How.PART)
        found |= dict.fromkeys(self.beginning(word), How.BEGINS)
        found |= dict.fromkeys(self._inflected(word), How.INFLECTED)
        if word in self._known:
            found[word] = How.EQUAL
        return found

    def misspelt(self, word: str) -> dict[str, How]:
        """The nearest of those that differ from this word in a letter, a long one in two; else those that begin so."""
        if len(word) < _SHORTEST_MISSPELT or word.isdigit():
            return {}
        most = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=_MISSPELT)
        strays = {name: _strays(word, name) for name, _, _ in near if len(name) >= _SHORTEST_MISSPELT}
        nearest = [name for name, stray in strays.items() if stray == min(strays.values())]
        how = How.DOUBLED if nearest and not strays[nearest[0]][0] else How.MISSPELT
        return dict.fromkeys(nearest or self._misspelt_beginning(word), how)

    def beginning(self, start: str) -> list[str]:
        """The words that begin so."""
        return self._words[bisect_left(self._words, start) : bisect_left(self._words, start + "\U0010ffff")]

    def _misspelt_beginning(self, word: str) -> Iterator[str]:
        beginnings = self.beginning(word[0]) if len(word) > _SHORTEST_MISSPELT else ()
        return (
            other
            for other in beginnings
            if len(other) > len(word)
            and any(
                OSA.distance(word, other[:length], score_cutoff=1) <= 1
                for length in range(len(word) - 1, len(word) + 2)
            )
        )

    def _inflected(self, word: str) -> Iterator[str]:
        for language in (_SWEDISH, _ENGLISH):
            stem = _stem(word, language)
            # A short stem of a long word says little: "rätt" is also that of "rättigheter".
            beginning = max(stem[:-1] if language == _ENGLISH else stem, word[:-_LONGEST_ENDING], key=len)
            if len(beginning) >= _SHORTEST_PART:
                yield from (other for other in self.beginning(beginning) if _stem(other, language) == stem)

    def _holding(self, word: str) -> Iterator[str]:
        """Compounds with this word in them; of a short word those that end in it after a word that is known."""
        if len(word) < _SHORTEST_PART_ANYWHERE:
            yield from (other for other in self._with_part(word + "\n") if self._is_known(other[: -len(word)]))
            return
        yield from self._with_part(word)
        stem = _stem(word, _SWEDISH)
        if 2 * len(stem) > len(word) and len(stem) > _SHORTEST_PART:  # the first or last part of a compound, inflected
            yield from (
                other
                for other in self._with_part(stem)
                if other.startswith(stem) or _stem(other, _SWEDISH).endswith(stem)
            )

    def _is_known(self, beginning: str) -> bool:
        is_long = len(beginning) >= _SHORTEST_PART
        return is_long and (beginning in self._known or beginning.removesuffix("s") in self._known)

    def _with_part(self, part: str) -> Iterator[str]:
        at = self._running.find(part)
        while at >= 0:
            end = self._running.index("\n", at)
            yield self._running[self._running.rindex("\n", 0, at) + 1 : end]
            at = self._running.find(part, end)


def _strays(word: str, name: str) -> tuple[int, bool]:
    """How far a word strays from a name: letters, doubled ones counted once, and whether the first differs."""
    return OSA.distance(_DOUBLED.sub(r"\1", word), _DOUBLED.sub(r"\1", name)), word[0] != name[0]


@lru_cache(maxsize=1 << 16)
def _stem(word: str, language: int) -> str:
    with _STEMMING:
        return str(_STEMMERS[language].stemWord(word))
