"""What a cell says: numbers, dates, lists and choices as people write them in Swedish and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError, ImpossibleError
from loaders.documents import words
from loaders.documents.amounts import Amount as Amount
from loaders.documents.amounts import Decimal as Decimal
from loaders.documents.amounts import parse_amount as parse_amount
from loaders.documents.amounts import parse_number as parse_number
from loaders.documents.amounts import parse_share, share_of, sum_of
from loaders.documents.cell_text import says_nothing as says_nothing
from loaders.documents.cell_text import text as text
from loaders.documents.countries import country_named
from loaders.documents.dates import DateOrder as DateOrder
from loaders.documents.dates import parse_date as parse_date
from loaders.documents.org_numbers import parse_org_number as parse_org_number
from loaders.documents.periods import Period as Period
from loaders.documents.periods import parse_period as parse_period
from loaders.files.table import Cell

CellType = Literal[
    "text", "texts", "date", "period", "amount", "share", "currency", "role", "kind", "collaboration",
    "direction", "org_number", "places", "yes_no", "kinds", "country",
]  # fmt: skip


class PlacePhrase(NamedTuple):
    """A place in the source's words, with the part of the budget meant for it."""

    phrase: str
    amount: Amount | None = None


Parsed = str | float | tuple[str, ...] | Amount | Period | tuple[PlacePhrase, ...] | None


def parse(type: CellType, cell: Cell, *, end: bool = False) -> Parsed:
    """The meaning of a cell of this type, of a date as the `end` of something; None when it is empty.

    Raises CellError.
    """
    written = text(cell)
    if written is None:
        return None
    if type == "date":
        return parse_date(cell, end=end)
    if type == "period":
        return parse_period(cell)
    if type in ("amount", "share") and isinstance(cell, int | float) and not isinstance(cell, bool):
        return sum_of(float(cell)) if type == "amount" else share_of(float(cell))
    return _PARSERS[type](written)


def texts(written: str) -> tuple[str, ...]:
    """The parts of a list separated by `;`, each once."""
    return tuple(dict.fromkeys(part.strip() for part in written.split(";") if part.strip()))


def _places(written: str) -> tuple[PlacePhrase, ...]:
    found = []
    for part in texts(written):
        phrase, mark, amount = part.partition("=")
        found.append(PlacePhrase(phrase.strip(), parse_amount(amount.strip()) if mark else None))
    return tuple(found)


def _choice(
    refusal: str, choices: Mapping[str, words.Words], error: type[CellError] = CellError
) -> Callable[[str], str]:
    def parse_choice(written: str) -> str:
        found = chosen(written, choices)
        if found is None:
            raise error(Message(refusal, value=written, choices=words.offered(choices)))
        return found

    return parse_choice


def chosen(written: str, choices: Mapping[str, words.Words]) -> str | None:
    """The choice that a word means; None when it means none."""
    wanted = {normalised(written), written.casefold().strip(". ")}
    return next((name for name, synonyms in choices.items() if wanted & {name.casefold(), *synonyms}), None)


def _country(written: str) -> str | None:
    found = country_named(written)
    if found or normalised(written) in words.NO_COUNTRY:
        return found
    raise CellError(Message("loading.no_country", value=written))


def _collaboration(written: str) -> str:
    return chosen(written, words.COLLABORATIONS) or written


_PARSERS: Final[Mapping[str, Callable[[str], Parsed]]] = {
    "text": str,
    "texts": texts,
    "amount": parse_amount,
    "share": parse_share,
    "currency": _choice("loading.no_currency", words.CURRENCIES, ImpossibleError),
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
