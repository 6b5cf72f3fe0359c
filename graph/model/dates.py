"""Dates as precise as their source gave them: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from datetime import date

from graph.messages import Message

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


def check_date(text: str) -> str:
    """Return `text` when it is `2025`, `2025-07` or `2025-07-01` and exists in the calendar.

    Raises:
        ValueError: for any other form, and for days such as 31 February.
    """
    first_day(text)
    return text


def first_day(text: str) -> date:
    """The first day that `text` covers; raises ValueError when it is no date."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that `text` covers; raises ValueError when it is no date."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(Message("errors.not_a_date", value=text))
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    assert year is not None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise ValueError(Message("errors.no_such_day", value=text)) from error
    return year, month, day
