"""What a cell says: numbers, dates, lists and choices as people write them in Swedish and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.se import orgnr

from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError, checked_date
from loaders.documents import words
from loaders.documents.countries import country_named
from loaders.files.table import LONGEST_CELL, Cell

CellType = Literal[
    "text", "texts", "date", "amount", "share", "currency", "role", "kind", "collaboration", "direction",
    "org_number", "places", "yes_no", "kinds", "country",
]  # fmt: skip

DateOrder = Literal["iso", "day-first", "month-first"]
Decimal = Literal[",", "."]

_SPACES: Final = re.compile(r"\s+")  # also the no-break and thin spaces of Swedish typography
_NUMBER: Final = re.compile(r"[-+]?\d[\d .,']*")
_AMBIGUOUS: Final = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPED: Final = re.compile(
    r"(?P<whole>[-+]?[1-9]\d{0,2}(?P<mark>[ .,'])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<decimals>\d+))?"
)
_PLAIN: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_CLOCK: Final = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO: Final = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}){_CLOCK})?)?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMERIC: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_CLOCK}", re.ASCII)
_WORDED: Final = re.compile(r"(?:den )?(?:([0-9]{1,2})\.? )?([^\W\d]+)\.? ([0-9]{4})", re.IGNORECASE)


class Amount(NamedTuple):
    """A sum of money; `currency` only where the cell itself names one."""

    number: float
    currency: str | None = None


class PlacePhrase(NamedTuple):
    """A place in the source's words, with the part of the budget meant for it."""

    phrase: str
    amount: Amount | None = None


Parsed = str | float | tuple[str, ...] | Amount | tuple[PlacePhrase, ...] | None


def parse(type: CellType, cell: Cell) -> Parsed:
    """The meaning of a cell of this type; None when it is empty. Raises CellError."""
    written = text(cell)
    if written is None:
        return None
    if type == "date":
        return parse_date(cell)
    if type in ("amount", "share") and isinstance(cell, int | float) and not isinstance(cell, bool):
        return _amount(float(cell), None) if type == "amount" else _share(float(cell))
    return _PARSERS[type](written)


def text(cell: Cell) -> str | None:
    """A cell as text, composed and without space around it; whole numbers without decimals; None when empty."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    written = unicodedata.normalize("NFC", str(cell)).strip().strip("\ufeff").strip()
    if "\x00" in written:
        raise CellError(Message("loading.nul_in_cell"))
    if len(written) > LONGEST_CELL:
        raise CellError(Message("loading.long_cell", count=len(written), most=LONGEST_CELL))
    return written or None


def texts(written: str) -> tuple[str, ...]:
    """The parts of a list separated by `;`, each once."""
    return tuple(dict.fromkeys(part.strip() for part in written.split(";") if part.strip()))


def parse_number(written: str, decimal: Decimal | None = None) -> float:
    """A number with decimal comma or point and with thousands in spaces, points or commas.

    `1,234` and `1.234` are refused, for they can mean two things, unless the sign for `decimal` is known.
    """
    plain = _evened(written)
    if _AMBIGUOUS.fullmatch(plain):
        if decimal is None:
            raise CellError(Message("loading.two_numbers", value=written))
        return float(plain.replace("." if decimal == "," else ",", "").replace(",", "."))
    if grouped := _GROUPED.fullmatch(plain):
        return float(f"{grouped['whole'].replace(grouped['mark'], '')}.{grouped['decimals'] or 0}")
    if _PLAIN.fullmatch(plain):
        return float(plain.replace(",", "."))
    raise CellError(Message("loading.not_a_number", value=written))


def parse_amount(written: str, decimal: Decimal | None = None) -> Amount:
    """A sum such as `480 000 kr`, `3,8 miljoner SEK`, `112,5 Mkr` or `1200000`; CellError when negative."""
    plain = _evened(written)
    number = _NUMBER.search(plain)
    if number is None:
        raise CellError(Message("loading.not_an_amount", value=written))
    factor, currency = 1.0, None
    around = plain[: number.start()] + " " + plain[number.end() :]
    if re.search(r"\d", around):
        raise CellError(Message("loading.not_an_amount", value=written))
    for word in re.findall(r"[^\W\d_]+|[€$£]", around):
        scale, named = words.SCALES.get(word.casefold(), (1.0, None))
        if word.casefold() not in words.SCALES:
            named = chosen(word, words.CURRENCIES)
        if (named is None and scale == 1.0) or (currency and named and currency != named):
            raise CellError(Message("loading.not_an_amount", value=written))
        factor, currency = factor * scale, currency or named
    return _amount(parse_number(number[0].strip(), decimal) * factor, currency)


def parse_date(cell: Cell, order: DateOrder | None = None) -> str:
    """A date as precise as the cell: `2025`, `2025-07` or `2025-07-01`.

    Where the `order` of a table's dates is known, `20250701` is read too, and `01/07/2025` unless the order is ISO.
    """
    if isinstance(cell, date):  # a datetime is a date too
        return f"{cell:%Y-%m-%d}"
    written = text(cell) or ""
    if order and (found := _in_order(written, order)):
        return checked_date(found, written)
    if isinstance(cell, int | float) and not (1800 <= cell <= 2200 and cell == int(cell)):
        raise CellError(Message("loading.number_not_date", value=written))
    if iso := _ISO.fullmatch(written):
        parts = iso.groups()
    elif (worded := _WORDED.fullmatch(written)) and worded[2].casefold() in words.MONTHS:
        parts = worded[3], str(words.MONTHS[worded[2].casefold()]), worded[1]
    else:
        raise CellError(Message("loading.not_a_date", value=written))
    return checked_date("-".join(part.zfill(2) for part in parts if part), written)


def _in_order(written: str, order: DateOrder) -> str | None:
    if compact := _COMPACT.fullmatch(written):
        return "-".join(compact.groups())
    numeric = _NUMERIC.fullmatch(written)
    if numeric is None or order == "iso":
        return None
    day, month = (numeric[1], numeric[3]) if order == "day-first" else (numeric[3], numeric[1])
    return f"{numeric[4]}-{month.zfill(2)}-{day.zfill(2)}"


def parse_org_number(written: str) -> str:
    """Ten digits with a right check digit; a personal identity number is refused and not repeated."""
    digits = re.sub(r"[\s.–-]", "", written)
    digits = re.sub(r"^SE(\d{10})01$", r"\1", digits, flags=re.IGNORECASE)
    digits = digits[2:] if len(digits) == 12 and digits.startswith("16") else digits
    if re.fullmatch(r"(?:19|20)\d{10}|\d{2}[01]\d{7}|\d{6}\+\d{4}", digits):
        raise CellError(Message("loading.personal_number"))
    try:
        return orgnr.validate(digits)
    except InvalidChecksum as error:
        raise CellError(Message("loading.check_digit", value=written)) from error
    except ValidationError as error:
        raise CellError(Message("loading.ten_digits", value=written)) from error


def _evened(written: str) -> str:
    return _SPACES.sub(" ", written.replace("\u2212", "-").replace("\u2019", "'")).strip()


def _amount(number: float, currency: str | None) -> Amount:
    if number < 0:
        raise CellError(Message("loading.negative", value=round(number)))
    return Amount(number, currency)


def _share(number: float) -> float:
    if not 0 <= number <= 1:
        raise CellError(Message("loading.not_a_share", value=number))
    return number


def _parse_share(written: str) -> float:
    if written.endswith("%"):
        return _share(round(parse_number(written[:-1].strip()) / 100, 12))
    return _share(parse_number(written))


def _places(written: str) -> tuple[PlacePhrase, ...]:
    found = []
    for part in texts(written):
        phrase, mark, amount = part.partition("=")
        found.append(PlacePhrase(phrase.strip(), parse_amount(amount.strip()) if mark else None))
    return tuple(found)


def _choice(refusal: str, choices: Mapping[str, words.Words]) -> Callable[[str], str]:
    def parse_choice(written: str) -> str:
        found = chosen(written, choices)
        if found is None:
            raise CellError(Message(refusal, value=written, choices=words.offered(choices)))
        return found

    return parse_choice


def chosen(written: str, choices: Mapping[str, words.Words]) -> str | None:
    """The choice that a word means; None when it means none."""
    wanted = {normalised(written), written.casefold().strip(". ")}
    return next((name for name, synonyms in choices.items() if wanted & {name.casefold(), *synonyms}), None)


def _country(written: str) -> str:
    if found := country_named(written):
        return found
    raise CellError(Message("loading.no_country", value=written))


def _collaboration(written: str) -> str:
    return chosen(written, words.COLLABORATIONS) or written


_PARSERS: Final[Mapping[str, Callable[[str], Parsed]]] = {
    "text": str,
    "texts": texts,
    "amount": parse_amount,
    "share": _parse_share,
    "currency": _choice("loading.no_currency", words.CURRENCIES),
    "role": _choice("loading.no_role", words.ROLES),
    "kind": _choice("loading.no_kind", words.KINDS),
    "collaboration": _collaboration,
    "direction": _choice("loading.no_direction", words.DIRECTIONS),
    "org_number": parse_org_number,
    "places": _places,
    "country": _country,
    "yes_no": _choice("loading.no_yes_or_no", words.YES_OR_NO),
    "kinds": lambda written: tuple(_choice("loading.no_kind", words.KINDS)(part) for part in texts(written)),
}
