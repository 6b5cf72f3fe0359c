"""Whether two places may be the same: ids of the registers (`se:2580`) or towns as sources write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from graph.identity.vocabulary import folded, vocabulary

_WORD: Final = re.compile(r"[^\W\d_]+")
_CLOSE: Final = 0.84


def agree(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether some place of one may be some place of the other."""
    theirs = list(other)
    return any(is_same_place(mine, place) for mine in one for place in theirs)


@lru_cache(maxsize=200_000)
def is_same_place(one: str, other: str) -> bool:
    """Whether two places may be one: a county and its municipality, or towns that share a word."""
    if one == other:
        return True
    if one.startswith("se:") and other.startswith("se:"):
        return _lies_in(one, other) or _lies_in(other, one)
    words = _town_words(other)
    return any(_alike(mine, word) for mine in _town_words(one) for word in words)


def _lies_in(inner: str, outer: str) -> bool:
    """Municipality codes begin with their county's; a village's id with its municipality's."""
    return inner.startswith(outer)


def _alike(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < 5:
        return one == other
    return Levenshtein.normalized_similarity(one, other) >= _CLOSE


@lru_cache(maxsize=50_000)
def _town_words(town: str) -> frozenset[str]:
    known = vocabulary()
    words = _WORD.findall(folded(town))
    whole = known.towns.get(" ".join(words))
    towns = {known.towns.get(word, word) for word in words if word not in known.town_stop}
    return frozenset({whole} if whole else towns or words)
