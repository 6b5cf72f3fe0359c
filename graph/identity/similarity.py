"""How alike two names are, and what each has that the other lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from graph.identity.names import NameForm
from graph.identity.vocabulary import stem, vocabulary

_COMMON_WEIGHT: Final = 0.35
_MISSPELT: Final = 0.82  # "heibronn"–"heilbronn" 0.89, "austria"–"australia" 0.78
_CUT_OFF: Final = 0.6
_GLUED: Final = 0.95  # "dell aricerca"–"della ricerca": the letters are the same, the spaces are not
_SHORTEST_GLUED: Final = 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` of the words' weight that the names have in common (0–1), and the words that differ.

    `misspelt` are pairs of words taken for one; `lacking` and `extra` are what only the first and only the second has.
    """

    share: float
    lacking: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()

    @property
    def follows(self) -> bool:
        """Whether the names differ as those of two bodies do of which one took over from the other."""
        return any(frozenset(pair) in vocabulary().successors for pair in self.misspelt)


def likeness(one: NameForm, other: NameForm) -> Likeness:
    """Compare two names word by word, without regard to their order."""
    if one.key == other.key or one.compact == other.compact:
        return Likeness(1.0)
    mine, theirs = ({stem(word): word for word in form.words} for form in (one, other))
    lacking = [word for key, word in mine.items() if key not in theirs]
    extra = [word for key, word in theirs.items() if key not in mine]
    misspelt = _misspelt(lacking, extra)
    lacking = [word for word in lacking if word not in {pair[0] for pair in misspelt}]
    extra = [word for word in extra if word not in {pair[1] for pair in misspelt}]
    if (lacking or extra) and _glued(one.compact, other.compact):
        return Likeness(0.97, misspelt=tuple(misspelt))
    common = sum(map(weight, mine.keys() & theirs.keys())) * 2
    common += sum((weight(a) + weight(b)) * _alike(a, b) for a, b in misspelt)
    total = sum(map(weight, mine)) + sum(map(weight, theirs))
    return Likeness(common / total, tuple(lacking), tuple(extra), tuple(misspelt))


def weight(word: str) -> float:
    """How much a word says: one that many names have says a third."""
    return _COMMON_WEIGHT if word in vocabulary().common else 1.0


def is_distinctive(words: Iterable[str]) -> bool:
    """Whether one of the words is none that many names have."""
    return any(stem(word) not in vocabulary().common for word in words)


def _misspelt(mine: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Pairs of words that are one but for a slip of the pen, or a beginning of the other; the most alike first."""
    pairs = sorted(
        (-alike, one, other) for one in mine for other in theirs if (alike := _alike(one, other)) >= _MISSPELT
    )
    found: list[tuple[str, str]] = []
    for _, one, other in pairs:
        if all(one != a and other != b for a, b in found):
            found.append((one, other))
    return found


def _alike(one: str, other: str) -> float:
    if frozenset((one, other)) in vocabulary().successors:
        return _MISSPELT
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0] or one.isdigit() or other.isdigit():
        return 0.0
    alike = Levenshtein.normalized_similarity(one, other) if shorter > 4 else 0.0
    is_cut_off = shorter > 4 and alike > _CUT_OFF and (one.startswith(other) or other.startswith(one))
    return max(_MISSPELT, alike) if is_cut_off else alike


def _glued(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_GLUED or any(map(str.isdigit, one + other)):
        return one == other
    return Levenshtein.normalized_similarity(one, other, score_cutoff=_GLUED) >= _GLUED
