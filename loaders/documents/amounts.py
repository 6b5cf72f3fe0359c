"""What a cell says of money: the sum with its scale and currency, whether it is meant exactly, and its share."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from graph.messages import Message
from loaders.cell_errors import CellError, ImpossibleError
from loaders.documents import words
from loaders.documents.cell_text import evened
from loaders.documents.cell_words import APPROXIMATELY, BESIDE_AMOUNTS, SCALES

Decimal = Literal[",", "."]

_NUMBER: Final = re.compile(r"[-+]?\d[\d .,']*")
_AMBIGUOUS: Final = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPED: Final = re.compile(
    r"(?P<whole>[-+]?[1-9]\d{0,2}(?P<mark>[ .,'])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<decimals>\d+))?"
)
_PLAIN: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_PERCENT: Final = re.compile(r"[(\[]? ?(\d{1,3}(?:[.,]\d+)?) ?% ?[)\]]?")
_NO_CENTS: Final = re.compile(r"(?<=\d)(?:[:.,][-–]|:)(?!\d)")  # 500 000:- and 81.839,00.-
_LOSS: Final = re.compile(r"\( ?\d")  # an accountant's (5 000) is negative
_WORD: Final = re.compile(r"[^\W\d_]+|[€$£]")


class Amount(NamedTuple):
    """A sum of money; `currency` only where the cell itself names one.

    `approximate` where it says "ca"; `share` is the part of the whole cost that it says the sum is, 0 to 1.
    """

    number: float
    currency: str | None = None
    approximate: bool = False
    share: float | None = None


def parse_number(written: str, decimal: Decimal | None = None) -> float:
    """A number with decimal comma or point and with thousands in spaces, points or commas.

    `1,234` and `1.234` are refused, for they can mean two things, unless the sign for `decimal` is known.
    """
    plain = evened(written)
    if _AMBIGUOUS.fullmatch(plain):
        if decimal is None:
            raise CellError(Message("loading.two_numbers", value=written))
        return float(plain.replace("." if decimal == "," else ",", "").replace(",", "."))
    if grouped := _GROUPED.fullmatch(plain):
        return float(f"{grouped['whole'].replace(grouped['mark'], '')}.{grouped['decimals'] or 0}")
    if _PLAIN.fullmatch(plain):
        return float(plain.replace(",", "."))
    raise CellError(Message("loading.not_a_number", value=written))


def parse_amount(written: str, decimal: Decimal | None = None, crown: str = "SEK") -> Amount:
    """A sum such as `480 000 kr`, `3,8 miljoner SEK`, `ca 500 tkr`, `23,4 mio €` or `3.212.640,77 € (50 %)`.

    `crown` is the currency that "kr" means where the table is in another country's.

    Raises:
        CellError: it is no sum, or can mean two.
        ImpossibleError: it is negative.
    """
    plain, share = _without_share(_NO_CENTS.sub("", evened(written)))
    number = _NUMBER.search(plain)
    if number is None or _LOSS.search(plain):
        raise CellError(Message("loading.not_an_amount", value=written))
    around = plain[: number.start()] + " " + plain[number.end() :]
    if re.search(r"[\d%+<>=]", around):
        raise CellError(Message("loading.not_an_amount", value=written))
    factor, currency, is_approximate = _around(around, written)
    currency = crown if currency == words.CROWN else currency
    return sum_of(parse_number(number[0].strip(" .,'"), decimal) * factor, currency, is_approximate, share)


def names_a_unit(written: str) -> bool:
    """Whether a sum has words of its own, as of scale and currency, beside those that every sum can have."""
    said = (word.casefold() for word in _words(written))
    return any(word not in APPROXIMATELY and word not in BESIDE_AMOUNTS for word in said)


def sum_of(number: float, currency: str | None = None, approximate: bool = False, share: float | None = None) -> Amount:
    """The amount; ImpossibleError when it is negative."""
    if number < 0:
        raise ImpossibleError(Message("loading.negative", value=round(number)))
    return Amount(number, currency, approximate, share)


def share_of(number: float) -> float:
    """The share; ImpossibleError when it is below 0 or above 1."""
    if not 0 <= number <= 1:
        raise ImpossibleError(Message("loading.not_a_share", value=number))
    return number


def parse_share(written: str) -> float:
    """`0,5` or `50 %`."""
    if written.endswith("%"):
        return share_of(round(parse_number(written[:-1].strip()) / 100, 12))
    return share_of(parse_number(written))


def _without_share(written: str) -> tuple[str, float | None]:
    """The sum without the share beside it."""
    found = list(_PERCENT.finditer(written))
    if len(found) != 1 or (share := float(found[0][1].replace(",", ".")) / 100) > 1:
        return written, None
    return (written[: found[0].start()] + written[found[0].end() :]).strip(" ,;"), share


def _around(around: str, written: str) -> tuple[float, str | None, bool]:
    """What the words beside a number say: its scale, its currency, and whether it is approximate."""
    factor, currencies, is_approximate = 1.0, dict[str, None](), bool(re.search("[~≈±]", around))
    for word in _words(around):
        if word.casefold() in APPROXIMATELY:
            is_approximate = True
        elif word.casefold() in BESIDE_AMOUNTS:
            continue
        elif (meaning := _meaning(word)) is None:
            raise CellError(Message("loading.not_an_amount", value=written))
        else:
            factor *= meaning[0]
            currencies |= {meaning[1]: None} if meaning[1] else {}
    if len(currencies) > 1:
        currencies.pop(words.CROWN, None)  # "norska kronor"
    if len(currencies) > 1:
        raise CellError(Message("loading.not_an_amount", value=written))
    return factor, next(iter(currencies), None), is_approximate


def _words(written: str) -> list[str]:
    return _WORD.findall(re.sub("c:a", "ca", written, flags=re.IGNORECASE))


def _meaning(word: str) -> tuple[float, str | None] | None:
    """Scale and currency of a word: of `mkr`, `MSEK`, `TEUR`, `mio`, `kronor`; None when it means neither."""
    folded = word.casefold()
    if folded in SCALES:
        return SCALES[folded], None
    if currency := words.currency(word):
        return 1.0, currency
    for prefix in words.SCALE_PREFIXES:
        if folded.startswith(prefix) and (currency := words.currency(word[len(prefix) :])):
            return SCALES[prefix], currency
    return None
