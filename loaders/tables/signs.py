"""What the values of a column look like, from a sample of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Final

from stdnum.se import orgnr

from loaders.cell_errors import CellError
from loaders.documents.cells import DateOrder, parse_amount, parse_date, parse_period, text
from loaders.documents.mapping import DATE_ORDERS
from loaders.files.table import Cell
from loaders.registers.registry import Registry
from loaders.tables.name_lists import ANY_SIGN, is_danish, is_legal_form
from loaders.tables.open_table import Parts

_PERSONAL: Final = re.compile(r"(?:19|20)\d{10}|\d{2}[01]\d{3}[0-9]{4}")
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{1,4}\D\d{1,2}\D\d{1,4}.*|\d{8}|\D*\d{1,2}\D+\d{4}")
_AMBIGUOUS: Final = re.compile(r"\d{1,3}[.,]\d{3}")
_DECIMALS: Final = re.compile(r"(?:^|[^.,])([.,])\d{1,2}\D*$")
_BOTH_MARKS: Final = re.compile(r"\d[.,]\d{3}([.,])\d+\D*$")

# What stands between the values of a list, and what a mapping calls it.
SIGNS: Final = {";": ";", "|": "|", "\n": "newline", " / ": "/", ",": ","}

# The share of cells in which a sign must stand to be taken for a separator; commas stand in names and sentences too.
_LEAST: Final = {sign: 0.2 if sign == "," else 0.05 for sign in SIGNS}
_ALIKE: Final = 0.8


class Sample:
    """The cells of one column that hold anything; `by_row` has the text of every row, None where there is none."""

    def __init__(self, cells: Iterable[Cell | Parts]) -> None:
        every = list(cells)
        self.cells = [cell for cell in every if cell not in (None, "", ())]
        self.by_row = [_written(cell) for cell in every]
        self.texts = [written for written in self.by_row if written]

    def count(self, is_so: Callable[[str], bool]) -> int:
        """How many cells are so."""
        return sum(is_so(written) for written in self.texts)

    def examples(self, most: int = 3) -> tuple[str, ...]:
        """The first different values, each in short; none that looks like a personal identity number."""
        shown = (written for written in self.texts if not is_personal_number(written))
        return tuple(dict.fromkeys(written if len(written) <= 48 else f"{written[:47]}…" for written in shown))[:most]

    @property
    def repeats(self) -> bool:
        """Whether a value stands twice."""
        return len(set(self.texts)) < len(self.texts)

    def separator(self, *, of_names: bool) -> tuple[str, int]:
        """What stands between several values in a good share of the cells, and in how many; empty when nothing does.

        Of `names` the parts must look like some: a comma also stands inside the name of one organisation.
        """
        found: dict[str, int] = {}
        for sign, name in SIGNS.items():
            holding = [written for written in self.texts if sign in written]
            alike = [written for written in holding if not of_names or all(map(is_name, written.split(sign)))]
            if holding and share(len(alike), holding) >= _ALIKE and share(len(alike), self.texts) >= _LEAST[sign]:
                found[name] = len(alike)
        stopped = self.count(is_danish) if of_names else 0
        if stopped and share(stopped, self.texts) >= _LEAST[","]:
            found["."] = stopped
        if len(found) > 1 and of_names:
            return ANY_SIGN, max(self.count(has_sign), *found.values())
        return next(iter(found.items()), ("", 0))

    def date_order(self) -> DateOrder | None:
        """The one order by which every day and period can be read; None when several fit or none does.

        Cells that are none by any order say nothing. Days that show their order themselves – 31/12/2018, 1.9.2022 –
        tell that of others.
        """
        dates = [cell for cell in self.cells if not isinstance(cell, tuple)]
        read = [{order: _moment(cell, order) for order in (None, *DATE_ORDERS)} for cell in dates]
        read = [moments for moments in read if any(moments.values())]
        if read and all(len({moments[order] for order in DATE_ORDERS}) == 1 for moments in read):
            return "iso"
        orders: list[DateOrder] = [order for order in DATE_ORDERS if all(moments[order] for moments in read)]
        if all(moments[None] for moments in read):
            orders = [order for order in orders if all(moments[order] == moments[None] for moments in read)][-1:]
        return orders[0] if read and len(orders) == 1 else None

    def decimal(self) -> str:
        """The decimal sign that the amounts show; empty when they show none."""
        found = {
            match[1] for written in self.texts for sign in (_BOTH_MARKS, _DECIMALS) if (match := sign.search(written))
        }
        return found.pop() if len(found) == 1 else ""

    def is_ambiguous(self) -> bool:
        """Whether an amount can mean two numbers."""
        return any(_AMBIGUOUS.fullmatch(written) for written in self.texts)


def has_sign(written: str) -> bool:
    """Whether something stands in it that can separate values."""
    return any(sign in written for sign in SIGNS)


def is_name(written: str) -> bool:
    """Whether part of a list looks like a name: it begins with a capital or digit and is no mere legal form."""
    bare = written.strip()
    return len(bare) > 1 and (bare[0].isupper() or bare[0].isdigit()) and not is_legal_form(bare)


def is_org_number(written: str) -> bool:
    """Whether it is a Swedish organisation number with a right check digit, and no person's."""
    return orgnr.is_valid(written) and not is_personal_number(written)


def is_personal_number(written: str) -> bool:
    """Whether it has the form of a personal identity number."""
    return bool(_PERSONAL.fullmatch(re.sub(r"[\s+-]", "", written)))


def is_mail(written: str) -> bool:
    """Whether it is an e-mail address."""
    return bool(_MAIL.fullmatch(written))


def is_address(written: str) -> bool:
    """Whether it is the address of a web page."""
    return bool(_ADDRESS.fullmatch(written))


def is_day(written: str) -> bool:
    """Whether it is a day or a month, in any order."""
    return bool(_DAY.fullmatch(written)) and any(_is_date(written, order) for order in DATE_ORDERS)


def is_place(registry: Registry) -> Callable[[str], bool]:
    """Whether a register knows it as a place."""
    return lambda written: registry.place(written) is not None


def is_sum(written: str) -> bool:
    """Whether it is a number, with or without a currency."""
    try:
        return parse_amount(written, ",") is not None
    except CellError:
        return False


def is_amount(written: str) -> bool:
    """Whether it is a sum of money with its currency."""
    return is_sum(written) and parse_amount(written, ",").currency is not None


def share(count: int, texts: Sequence[str]) -> float:
    """The share of the cells that are so; 0 of an empty column."""
    return count / len(texts) if texts else 0.0


def _is_date(cell: Cell, order: DateOrder) -> bool:
    try:
        return bool(parse_date(cell, order))
    except CellError:
        return False


def _moment(cell: Cell, order: DateOrder | None) -> Hashable:
    """The day or period that a cell is by an order; None when it is none."""
    for parse_as in (parse_date, parse_period):
        try:
            return parse_as(cell, order)
        except CellError:
            continue
    return None


def _written(cell: Cell | Parts) -> str | None:
    if isinstance(cell, tuple):
        return " · ".join(cell)
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    try:
        return text(cell)
    except CellError:
        return None
