"""How alike two names are, and what each has that the other lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from graph.identity.names import NameForm
from graph.identity.vocabulary import stem, vocabulary

_COMMON_WEIGHT: Final = 0.35
_MISSPELT: Final = 0.82  # "heibronn"–"heilbronn" 0.89, "austria"–"australia" 0.78
_CUT_OFF: Final = 0.6
_GLUED: Final = 0.95  # "dell aricerca"–"della ricerca": the letters are the same, the spaces are not
_SHARED_BODY: Final = 2
_SHORTEST_GLUED: Final = 10
_SHORTEST_MISSPELT: Final = 6  # "Habo"–"Håbo", "HAMK"–"TAMK": short words differ in a letter because they are two


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` of the words' weight that the names have in common (0–1), and the words that differ.

    `misspelt` are pairs of words taken for one; `lacking` and `extra` are what only the first and only the second has,
    `in_law` that these are nothing but words for what a body is in law.
    """

    share: float
    lacking: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()
    in_law: bool = False

    @property
    def doubtful(self) -> tuple[tuple[str, str], ...]:
        """The pairs of words taken for one of which neither is one that many names have: names of two may differ so."""
        return tuple(pair for pair in self.misspelt if all(map(_tells, pair)))

    @property
    def is_short(self) -> bool:
        """Whether a word that is taken for another is so short that a letter makes another word of it."""
        return any(len(word) < _SHORTEST_MISSPELT for pair in self.misspelt for word in pair)

    @property
    def follows(self) -> bool:
        """Whether the names differ as those of two bodies do of which one took over from the other."""
        return any(_follow(*pair) for pair in self.misspelt)


def _tells(word: str) -> bool:
    return is_distinctive([word])


def likeness(one: NameForm, other: NameForm) -> Likeness:
    """Compare two names word by word, without regard to their order."""
    if one.key == other.key or one.compact == other.compact or one.letters == other.letters:
        return Likeness(1.0)
    mine, theirs = ({stem(word): word for word in form.words} for form in (one, other))
    lacking = [word for key, word in mine.items() if key not in theirs]
    extra = [word for key, word in theirs.items() if key not in mine]
    capitals = one.capitals | other.capitals
    misspelt = _misspelt(lacking, extra, capitals)
    lacking = [word for word in lacking if word not in {pair[0] for pair in misspelt}]
    extra = [word for word in extra if word not in {pair[1] for pair in misspelt}]
    if (lacking or extra) and _glued(one, other, _exact([*lacking, *extra], capitals)):
        return Likeness(0.97, misspelt=tuple(misspelt))
    if _differ_in_law_only(one, other, [*lacking, *extra], misspelt):
        return Likeness(0.97, tuple(lacking), tuple(extra), in_law=True)
    common = sum(map(weight, mine.keys() & theirs.keys())) * 2
    common += sum((weight(a) + weight(b)) * _alike(a, b) for a, b in misspelt)
    total = sum(map(weight, mine)) + sum(map(weight, theirs))
    return Likeness(common / total, tuple(lacking), tuple(extra), tuple(misspelt))


def _differ_in_law_only(one: NameForm, other: NameForm, words: list[str], misspelt: Collection[object]) -> bool:
    """Whether the names differ in words for what a body is in law, as a foundation's do with and without the word."""
    shared = {stem(word) for word in one.words} & {stem(word) for word in other.words}
    is_law = not misspelt and not one.types and not other.types and vocabulary().bodies.issuperset(words)
    return is_law and sum(is_distinctive([word]) for word in shared) >= _SHARED_BODY


def weight(word: str) -> float:
    """How much a word says: one that many names have says a third."""
    return _COMMON_WEIGHT if word in vocabulary().common else 1.0


def is_distinctive(words: Iterable[str]) -> bool:
    """Whether one of the words is none that many names have."""
    return any(stem(word) not in vocabulary().common for word in words)


def _misspelt(mine: list[str], theirs: list[str], capitals: frozenset[str]) -> list[tuple[str, str]]:
    """Pairs of words that are one but for a slip of the pen, or a beginning of the other; the most alike first."""
    pairs = sorted(
        (-alike, one, other)
        for one in mine
        for other in theirs
        if (alike := _alike(one, other)) >= _MISSPELT
        and (_follow(one, other) or not capitals & {stem(one), stem(other)})
    )
    found: list[tuple[str, str]] = []
    for _, one, other in pairs:
        if all(one != a and other != b for a, b in found):
            found.append((one, other))
    return found


def _alike(one: str, other: str) -> float:
    if _follow(one, other):
        return _MISSPELT
    shorter, longer = sorted((len(one), len(other)))
    is_short = shorter < _SHORTEST_MISSPELT - 1 or longer < _SHORTEST_MISSPELT
    if is_short or one[0] != other[0] or one.isdigit() or other.isdigit():
        return 0.0
    mine, theirs = _compass(one), _compass(other)
    if mine and theirs and mine != theirs:
        return 0.0
    alike = Levenshtein.normalized_similarity(one, other)
    is_cut_off = alike > _CUT_OFF and (one.startswith(other) or other.startswith(one))
    return max(_MISSPELT, alike) if is_cut_off else alike


def _follow(one: str, other: str) -> bool:
    return frozenset((one, other)) in vocabulary().successors


def _compass(word: str) -> str:
    """The points of the compass that the word begins with: Norrland is not Nordland."""
    found = vocabulary().compass.match(word)
    return found.group() if found else ""


def _exact(words: Iterable[str], capitals: frozenset[str]) -> list[str]:
    """Those of the words in which no letter may differ: a letter makes another abbreviation, place or number."""
    return [word for word in words if len(word) < _SHORTEST_MISSPELT or stem(word) in capitals or _compass(word)]


def _glued(one: NameForm, other: NameForm, exact: Iterable[str]) -> bool:
    """Whether the letters are nearly the same where the spaces are not, and those of `exact` words are in both."""
    names = one.letters, other.letters
    if min(map(len, names)) < _SHORTEST_GLUED or any(map(str.isdigit, "".join(names))):
        return False
    if not all(word in name for word in exact for name in names):
        return False
    return Levenshtein.normalized_similarity(*names, score_cutoff=_GLUED) >= _GLUED
