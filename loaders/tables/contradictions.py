"""What is said of two rows that do not say the same of one project."""

from __future__ import annotations

from typing import Final

from graph.messages import Message
from loaders.documents.cells import Amount

_LONGEST: Final = 80  # characters of a value that are shown


def contradiction(first: object, later: object, row: int) -> Message:
    """Why the `later` of two values cannot be used where an earlier `row` says the `first`; both are shown."""
    return Message("loading.contradicts_row", own=_shown(later), first=_shown(first), earlier=str(row))


def _shown(value: object) -> object:
    """A value as messages word it: whole numbers in thousands, lists with commas, long texts in short."""
    if isinstance(value, Amount):
        number = _shown(value.number)
        return Message("loading.sum", number=number, currency=value.currency) if value.currency else number
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    return value if isinstance(value, int | float) else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
