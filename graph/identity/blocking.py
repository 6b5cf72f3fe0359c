"""Which pairs of names are worth comparing: those that share a rare word, two words, an end or an acronym.

Blocks of many names are passed over, so that the work grows with the number of names and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz, process

from graph.identity.names import NameForm

_LARGEST_BLOCK: Final = 30
_SHORTEST_WORD: Final = 4
_END: Final = 8
_LONG: Final = 20  # letters of a name that may have lost spaces

Pairs = Sequence[tuple[int, int]]
IsTooLarge = Callable[[str, int], bool]
"""Tells of a block's key and the number of its forms at hand whether it has too many names to be compared."""


def has_many(_: str, size: int) -> bool:
    """Whether a block has too many names to be compared."""
    return size > _LARGEST_BLOCK


def candidates(forms: Sequence[NameForm], least: float, is_too_large: IsTooLarge = has_many) -> Pairs:
    """Pairs of positions in `forms` that may be one actor, in order.

    `least` is the least likeness of the names (0–100) of pairs that share words; an acronym and what it may stand
    for, an organisation and its department, and equal names are always candidates. `is_too_large` is asked of every
    block with the number of its forms: `forms` may be some of more.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    sure: dict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        for key in set(word_keys(form)):
            blocks[key].append(number)
        for key in set(sure_keys(form)):
            sure[key].append(number)
    by_words = _alike(_pairs(blocks, len(forms), is_too_large), forms, least)
    pairs = np.union1d(by_words, _pairs(sure, len(forms), is_too_large))
    if not len(pairs):
        return []
    firsts, seconds = np.divmod(pairs, len(forms))
    return list(zip(firsts.tolist(), seconds.tolist(), strict=True))


def word_keys(form: NameForm) -> Iterator[str]:
    """The blocks of names that share a word, two words, a beginning or an end with this one."""
    words = form.key.split()
    yield from (f"word {word}" for word in words if len(word) >= _SHORTEST_WORD)
    yield from (f"words {one} {other}" for one, other in pairwise(words))
    if len(form.compact) >= _END:
        yield f"start {form.compact[:_END]}"
        yield f"end {form.compact[-_END:]}"


def sure_keys(form: NameForm) -> Iterator[str]:
    """The blocks of names that are this one's, its acronym, or the organisation or place that it is of."""
    yield f"name {form.key}"
    if len(form.letters) >= _LONG:
        yield f"letters {form.letters}"
    if form.whole:
        yield f"name {form.whole}"
    if form.bare:
        yield f"name {form.bare}"
    if len(form.words) == 1 and not form.types:
        yield f"acronym {form.compact}"
    elif len(form.words) > 2:
        yield f"acronym {''.join(word[0] for word in form.words)}"
    yield from (f"acronym {acronym}" for acronym in form.acronyms)


def _pairs(blocks: dict[str, list[int]], total: int, is_too_large: IsTooLarge) -> Any:
    """The pairs within blocks, each as first · total + second, once and in order."""
    pairs = [np.empty(0, dtype=np.int64)]
    for key, members in blocks.items():
        if len(members) > 1 and not is_too_large(key, len(members)):
            numbers = np.array(members, dtype=np.int64)
            firsts, seconds = _triangle(len(members))
            pairs.append(numbers[firsts] * total + numbers[seconds])
    return np.unique(np.concatenate(pairs))


@cache
def _triangle(size: int) -> Any:
    return np.triu_indices(size, k=1)


def _alike(pairs: Any, forms: Sequence[NameForm], least: float) -> Any:
    if not len(pairs):
        return pairs
    firsts, seconds = np.divmod(pairs, len(forms))
    keys = [form.key for form in forms]
    mine, theirs = [keys[position] for position in firsts], [keys[position] for position in seconds]
    return pairs[process.cpdist(mine, theirs, scorer=fuzz.token_ratio, score_cutoff=least, workers=1) >= least]
