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


class ImpossibleError(CellError):
    """A value is understood and cannot be: a day that is in no calendar, a negative sum, a wrong check digit."""


class PersonalNumberError(ImpossibleError):
    """A personal identity number stands where an organisation's should: who bears it may be a person."""


def checked_date(text: str, written: str | None = None) -> str:
    """Return `text` when it is `2025`, `2025-07` or `2025-07-01`.

    Raises:
        CellError: it is not; the reason shows what was `written`.
        ImpossibleError: it is in no calendar.
    """
    try:
        return check_date(text)
    except ValueError as error:
        if _DATE.fullmatch(text):
            raise ImpossibleError(Message("loading.no_such_day", value=written or text)) from error
        raise CellError(Message("loading.not_a_date", value=written or text)) from error


def ends_before(starts: object, ends: object) -> Message | None:
    """Why two dates are no period; None when they are, or one of them is missing."""
    if isinstance(starts, str) and isinstance(ends, str) and first_day(starts) > last_day(ends):
        return Message("loading.ends_before", ends=ends, starts=starts)
    return None
