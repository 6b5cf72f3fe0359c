"""What a cell says of a day, of a part of a year, or of a period, as precise as it is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from graph.messages import Message
from loaders.cell_errors import CellError, checked_date
from loaders.documents.cell_text import evened, text
from loaders.documents.cell_words import BESIDE_DATES, HALVES, MONTHS, ORDINALS, QUARTERS, SEASONS
from loaders.files.table import Cell

DateOrder = Literal["iso", "day-first", "month-first"]

_CLOCK: Final = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO: Final = re.compile(rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:[-/.](\d{{1,2}}){_CLOCK})?)?", re.ASCII)
_SCHOOL_YEAR: Final = re.compile(r"(\d{2})(\d{2})/(?:\1)?(\d{2})", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMERIC: Final = re.compile(rf"(\d{{1,2}}) ?([-/.]) ?(\d{{1,2}})(\2 ?| ?-? ?'?)(\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+")
_MARKS: Final = frozenset(" .,:;/'()-–")
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII)
# Excel counts days from here; the limits are 1954 and 2099, and years lie far below them.
_FIRST_SERIAL: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 73_051)
_PIVOT: Final = 69  # POSIX: 69 is 1969, 68 is 2068


class Span(NamedTuple):
    """The first and the last date of what a cell names: the same, except of a quarter, a half-year or a winter."""

    first: str
    last: str


def parse_date(cell: Cell, order: DateOrder | None = None, *, end: bool = False) -> str:
    """A date as precise as the cell: `2025`, `2025-07` or `2025-07-01`.

    A season is its year; a quarter or a half-year its first month, as an `end` its last. Where the `order` of a table's
    dates is known, `20250701` is read too, and `01/07/2025` unless the order is ISO; a year of two digits is that of
    1969 to 2068. Numbers of days as Excel counts them are days.

    Raises:
        CellError: it is no date, or can mean two.
        ImpossibleError: there is no such day.
    """
    span = _span(cell, order)
    return span.last if end else span.first


def _span(cell: Cell, order: DateOrder | None) -> Span:
    if isinstance(cell, date):  # a datetime is a date too
        return _just(f"{cell:%Y-%m-%d}")
    written = evened(text(cell) or "")
    if serial := _serial(written):
        return _just(serial)
    is_number = isinstance(cell, int | float) and not (order and _COMPACT.fullmatch(written))
    if is_number and not re.fullmatch(r"(?:18|19|20|21)\d\d", written):
        raise CellError(Message("loading.number_not_date", value=written))
    found = _iso(written) or _numeric(written, order) or _worded(written)
    if found is None and order and (compact := _COMPACT.fullmatch(written)):
        found = _just("-".join(compact.groups()))
    if found is None:
        raise CellError(
            Message("loading.two_days" if _NUMERIC.fullmatch(written) else "loading.not_a_date", value=written)
        )
    return Span(checked_date(found.first, written), checked_date(found.last, written))


def _just(day: str) -> Span:
    return Span(day, day)


def _joined(year: str, month: str | int | None = None, day: str | None = None) -> Span:
    return _just("-".join(str(part).zfill(2) for part in (year, month, day) if part))


def _serial(written: str) -> str | None:
    if not _SERIAL.fullmatch(written) or (days := int(written[:5])) not in _SERIALS:
        return None
    return f"{_FIRST_SERIAL + timedelta(days=days):%Y-%m-%d}"


def _iso(written: str) -> Span | None:
    school_year = _SCHOOL_YEAR.fullmatch(written)
    if school_year and 12 < int(school_year[3]) == int(school_year[2]) + 1:
        return Span(school_year[1] + school_year[2], school_year[1] + school_year[3])
    found = _ISO.fullmatch(written)
    return _joined(found[1], found[3], found[4]) if found else None


def _numeric(written: str, order: DateOrder | None) -> Span | None:
    """Day, month and year in figures; None where the order of the table, or the date itself, does not tell which."""
    found = _NUMERIC.fullmatch(written)
    if found is None:
        return None
    first, sign, second, gap, year = found.groups()
    is_bare = sign == "-" and len(year) == 2  # 23-07-01 begins with the year in Sweden and with the day elsewhere
    if order in (None, "iso"):
        if is_bare:
            return _joined(_year(first), second, year) if order else None
        order = _evident(first, second, is_day_first=sign == "." or gap.strip() != sign)
    if order is None:
        return None
    day, month = (first, second) if order == "day-first" else (second, first)
    return _joined(_year(year), month, day)


def _evident(first: str, second: str, *, is_day_first: bool) -> DateOrder | None:
    """The order that figures show: points stand between day, month and year, and so does the stroke of 1/9 2022."""
    if is_day_first or first == second or int(first) > 12:
        return "day-first"
    return "month-first" if int(second) > 12 else None


def _year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return f"{'19' if int(digits) >= _PIVOT else '20'}{digits}"


class _Words(NamedTuple):
    """The tokens of a date by what they are; `numbers` with how many months stand before each."""

    numbers: list[tuple[str, int]]
    months: list[int]
    ordinals: list[int]
    quarters: int
    halves: int
    seasons: int


def _worded(written: str) -> Span | None:
    """A date with a word in it, in any of our languages and any order; None when it is none."""
    folded = written.casefold()
    if not set(_TOKEN.sub("", folded)) <= _MARKS or (words := _classified(_TOKEN.findall(folded))) is None:
        return None
    if words.months:
        return _of_month(words)
    if words.quarters + words.halves:
        return _of_part(words)
    return _of_season([digits for digits, _ in words.numbers], has_season=words.seasons > 0)


def _classified(tokens: list[str]) -> _Words | None:
    numbers: list[tuple[str, int]] = []
    months: list[int] = []
    ordinals: list[int] = []
    counts = {"quarters": 0, "halves": 0, "seasons": 0}
    for token in tokens:
        if token.isdecimal():
            numbers.append((token, len(months)))
        elif token in MONTHS:
            months.append(MONTHS[token])
        elif token in ORDINALS:
            ordinals.append(ORDINALS[token])
        elif token in QUARTERS or token in HALVES or token in SEASONS:
            counts["quarters" if token in QUARTERS else "halves" if token in HALVES else "seasons"] += 1
        elif token not in BESIDE_DATES:
            return None
    return _Words(numbers, months, ordinals, **counts)


def _of_month(words: _Words) -> Span | None:
    """`1 juli 2025`, `July 1, 2025`, `Nov 15`, `01. Nov 15`, `2025 juli 1`: a year of two digits stands last."""
    if len(words.months) != 1 or words.ordinals or words.quarters or words.halves:
        return None
    before = [digits for digits, months in words.numbers if not months]
    after = [digits for digits, months in words.numbers if months]
    match (list(map(len, before)), list(map(len, after))):
        case ([], [2 | 4]):
            day, year = None, after[0]
        case ([1 | 2], [2 | 4]):
            day, year = before[0], after[0]
        case ([], [1 | 2, 4]):
            day, year = after
        case ([4], []):
            day, year = None, before[0]
        case ([4], [1 | 2]):
            day, year = after[0], before[0]
        case _:
            return None
    return _joined(_year(year), words.months[0], day)


def _of_part(words: _Words) -> Span | None:
    """`Q3 2021`, `kvartal 3 2021`, `andra halvåret 2024`, `2021 H1`: the first and the last month."""
    digits = [number for number, _ in words.numbers]
    parts = [*words.ordinals, *(int(number) for number in digits if len(number) == 1)]
    years = [number for number in digits if len(number) in (2, 4)]
    if words.quarters + words.halves != 1 or len(parts) != 1 or len(years) != 1 or len(parts) + 1 < len(digits):
        return None
    months = 3 if words.quarters else 6
    if not 1 <= parts[0] <= 12 // months:
        return None
    year, last = _year(years[0]), parts[0] * months
    return Span(f"{year}-{last - months + 1:02}", f"{year}-{last:02}")


def _of_season(years: list[str], *, has_season: bool) -> Span | None:
    """`våren 2025`, `HT24`, `år 2025`, `vintern 2024/25`."""
    if list(map(len, years)) in ([4], [2] if has_season else [4]):
        return _just(_year(years[0]))
    if has_season and len(years) == 2 and len(years[0]) == 4 and len(years[1]) in (2, 4):
        last = years[1] if len(years[1]) == 4 else years[0][:2] + years[1]
        return Span(years[0], last) if int(last) == int(years[0]) + 1 else None
    return None
