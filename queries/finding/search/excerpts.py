"""The piece of a text that shows why it was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from queries.finding.search.words import WORD, folded

_BEFORE: Final = 50  # characters shown before what was found
_AFTER: Final = 90


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text; what was found stands from `start` to `end` of it (both 0 when that is no one place)."""

    text: str
    start: int = 0
    end: int = 0


def excerpt(text: str, is_found: Callable[[str], bool], *, whole: bool) -> Excerpt:
    """The text, or of a running text the piece, around the first of its folded words that `is_found` says yes to."""
    match = next((match for match in WORD.finditer(text) if is_found(folded(match.group()))), None)
    start, end = match.span() if match else (0, 0)
    if whole:
        return Excerpt(text, start, end)
    first, last = _at_word(text, start - _BEFORE), _at_word(text, end + _AFTER)
    before, after = "… " if first else "", " …" if last < len(text) else ""
    piece = text[first:last]
    lead = len(piece) - len(piece.lstrip())
    shift = len(before) - first - lead
    return Excerpt(before + piece.strip() + after, start + shift, end + shift)


def _at_word(text: str, at: int) -> int:
    """Where the word at this place ends, so that none is cut; the ends of the text beyond them."""
    if at <= 0:
        return 0
    space = text.find(" ", at)
    return len(text) if space < 0 else space
