"""What a loader says of a value that it cannot use."""

from __future__ import annotations

import re
from typing import Final

from graph.messages import Message
from graph.model.dates import check_date, first_day, last_day

_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


class CellError(ValueError):
    """A value cannot be understood; `reason` says why, without giving away a personal identity number."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def checked_date(text: str, written: str | None = None) -> str:
    """Return `text` when it is `2025`, `2025-07` or `2025-07-01`.

    Raises:
        CellError: it is not, or not in the calendar; the reason shows what was `written`.
    """
    try:
        return check_date(text)
    except ValueError as error:
        key = "loading.no_such_day" if _DATE.fullmatch(text) else "loading.not_a_date"
        raise CellError(Message(key, value=written or text)) from error


def ends_before(starts: object, ends: object) -> Message | None:
    """Why two dates are no period; None when they are, or one of them is missing."""
    if isinstance(starts, str) and isinstance(ends, str) and first_day(starts) > last_day(ends):
        return Message("loading.ends_before", ends=ends, starts=starts)
    return None
