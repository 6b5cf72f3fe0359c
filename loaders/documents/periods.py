"""What a cell says of a whole period: from when to when, each end as precise as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from graph.messages import Message
from loaders.cell_errors import CellError, ImpossibleError, ends_before
from loaders.documents.cell_text import evened, text
from loaders.documents.dates import DateOrder, parse_date
from loaders.files.table import Cell

# What stands between the two ends of a period, the surest sign first; what is before a `from` says nothing.
_BETWEEN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r" (?:till och med|till|t\.? ?o\.? ?m\.?|to|until|through|bis|til|tot|au|do|och|and|og|und) ",
        r" ?(?:—|→|->|–|\.{2,3}|…) ?",
        r" - ",
        r" ?-- ?| ?/ ?(?=\d{4}-)| ?-",
        r"/",
    )
)
_FROM: Final = re.compile(
    r"(?:från och med|fr\.? ?o\.? ?m\.?|från|fra|from|since|sedan|ab|vom|von|du|od|mellan|between|perioden?)\b\.? ?",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"(?:till och med|t\.? ?o\.? ?m\.?|till|until|to|bis|til|do|senast|–|-) ?", re.IGNORECASE)
_OPEN: Final = re.compile(
    r" ?(?:[-–—>→]+|och framåt|og fremover|onwards?|tills vidare|until further notice)? ?"
    r"(?:tills vidare|pågående|pågår|löpande|ongoing|present|laufend|heute|nu|now|…)?",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^[^\W\d]+(?: [^\W\d]+)?: ?")  # Projekttid: 2021–2023
_REMARK: Final = re.compile(r" ?\([^()]*\)$")  # 2021–2023 (3 år)
_ORDERS: Final[tuple[DateOrder, ...]] = ("day-first", "month-first")
_DASHES: Final = ("-", "–", "—")
_TWO_YEARS: Final = re.compile(r"(\d{2})(\d{2}) ?[-–—/] ?(\d{2})", re.ASCII)


class Period(NamedTuple):
    """When something starts and ends; None where the cell does not say."""

    starts: str | None
    ends: str | None


def parse_period(cell: Cell, order: DateOrder | None = None) -> Period:
    """The two ends of `2025 – 2028`, `sept 2022 – juni 2024`, `01/12/2016 - 31/12/2017`, `från 2021`, `t.o.m. 2024`.

    A year, a season, a quarter or a month alone is the whole period; a day alone is its start. Where nobody says the
    `order` of days and months, it is that by which both ends are dates, if there is one.

    Raises:
        CellError: it is no period, or can mean two.
        ImpossibleError: there is no such day, or it ends before it starts.
    """
    if isinstance(cell, date):
        return Period(parse_date(cell), None)
    written = _LABEL.sub("", evened(text(cell) or ""), count=1)
    if two_years := _TWO_YEARS.fullmatch(written):
        return _of_two_years(two_years, written)
    for wording in dict.fromkeys((written, written.strip("()"), _REMARK.sub("", written))):
        if (found := _alone(wording, order) or _open(wording, order) or _between(wording, order)) is not None:
            return found
    raise CellError(Message("loading.not_a_period", value=written))


def _of_two_years(found: re.Match[str], written: str) -> Period:
    """`2025-28` and `2025–28` are years; `2020-05` is a month, and `2011-12` can be either."""
    century, year, last = found.groups()
    if int(last) <= int(year):
        return Period(parse_date(written), parse_date(written, end=True))
    if int(last) <= 12 and "-" in written:
        raise CellError(Message("loading.two_periods", value=written))
    return Period(century + year, century + last)


def _alone(written: str, order: DateOrder | None) -> Period | None:
    if written[:1] in _DASHES or written[-1:] in _DASHES or (starts := _date(written, order)) is None:
        return None
    is_day = len(starts) == len("2025-07-01")
    return Period(starts, None if is_day else _date(written, order, end=True))


def _open(written: str, order: DateOrder | None) -> Period | None:
    """A period of which one end is said: `hösten 2026 –`, `från 2021`, `2024 tills vidare`, `– 2024`, `t.o.m. 2024`."""
    if (until := _UNTIL.match(written)) and (ends := _date(written[until.end() :], order, end=True)):
        return Period(None, ends)
    start = _FROM.sub("", written, count=1) if _FROM.match(written) else written
    for end in range(len(start), 3, -1):
        if _OPEN.fullmatch(start, end) and (starts := _date(start[:end].strip(), order)):
            return Period(starts, None)
    return None


def _between(written: str, order: DateOrder | None) -> Period | None:
    start = _FROM.match(written)
    written = written[start.end() :] if start else written
    for sign in _BETWEEN:
        found = {
            period
            for match in sign.finditer(written)
            for period in _periods(written[: match.start()].strip(), written[match.end() :].strip(), order)
        }
        in_order = [period for period in found if not ends_before(period.starts, period.ends)]
        if len(in_order) == 1:
            return in_order[0]
        if in_order:
            raise CellError(Message("loading.two_periods", value=written))
        for period in found:
            if reason := ends_before(period.starts, period.ends):
                raise ImpossibleError(reason)
    return None


def _periods(first: str, last: str, order: DateOrder | None) -> Iterator[Period]:
    """The period between two dates by the order of the table, or by each order that fits where none is known."""
    impossible = None
    is_found = False
    for tried in (order,) if order and order != "iso" else (order, *_ORDERS):
        try:
            found = _period(first, last, tried)
        except ImpossibleError as error:
            impossible = impossible or error
            continue
        if found:
            is_found = True
            yield found
            if tried == order:
                return
    if impossible and not is_found:
        raise impossible


def _period(first: str, last: str, order: DateOrder | None) -> Period | None:
    if (ends := _date(last, order, end=True)) is None:
        return None
    # What the first end lacks it shares with the last: jan–mars 2025, 1–30 juni 2024.
    tail = last.split(" ")
    wordings = (first, *(f"{first} {' '.join(tail[index:])}" for index in range(1, len(tail))))
    starts = next((found for wording in wordings if (found := _date(wording, order))), None)
    return Period(starts, ends) if starts else None


def _date(written: str, order: DateOrder | None, *, end: bool = False) -> str | None:
    try:
        return parse_date(written, order, end=end)
    except ImpossibleError:
        raise
    except CellError:
        return None
