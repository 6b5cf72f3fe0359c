"""How long the sentence of an item may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST_LETTERS: Final = 220


def first_short(wordings: Iterable[str]) -> str:
    """The first of these that is short enough, else the last; they are worded only as far as that needs."""
    wording = ""
    for wording in wordings:
        if len(wording) <= MOST_LETTERS:
            break
    return wording
