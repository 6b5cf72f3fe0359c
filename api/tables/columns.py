"""What a column of a table is, and what it says of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Final, Literal

from graph.messages import catalogue, clean, message
from queries.wording.names import country_name

Row = Mapping[str, Any]
Cell = str | int | float | bool | date | None
Kind = Literal["text", "code", "country", "whole", "number", "share", "money", "date", "flag", "many"]

NUMBERS: Final = ("whole", "number", "share", "money")
_DECIMALS: Final = 6
_DAY: Final = len("2026-11-29")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a table says of each row: its fixed English name, and where in a row it stands.

    `at` is a path in the row (`projects.0.name`), the name when empty. `words` are what the message keys of a code
    begin with. `link` is the path of the node, or of the address, that the cell leads to on a page. `filtered`: a page
    offers its values to choose from. `shown`: a page shows it before anybody chooses columns. A `share` is 0 to 1. Of
    `many` there may be several for a row: they have rows of their own, whose columns are `parts`.
    """

    name: str
    kind: Kind = "text"
    at: str = ""
    words: tuple[str, ...] = ()
    link: str = ""
    filtered: bool = False
    shown: bool = True
    parts: tuple[Column, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.kind in NUMBERS

    def heading(self, language: str | None) -> str:
        """What stands above it: the fixed name without a language."""
        return message(f"tables.column_{self.name}", language) if language else self.name

    def raw(self, row: Row) -> Any:
        """What the row holds, codes as they are; None when it says nothing."""
        value = at(row, self.at or self.name)
        return None if value in ("", []) else value

    def cell(self, row: Row, language: str | None) -> Cell:
        """One thing: codes as words of the language, or as they are without one; whole dates as dates."""
        value = self.raw(row)
        if value is None:
            return None
        if self.kind == "date":
            return _day(value)
        if self.is_number:
            return round(value, _DECIMALS) if isinstance(value, float) and not value.is_integer() else int(value)
        if self.kind == "flag":
            return message(f"tables.said_{'yes' if value else 'no'}", language) if language else bool(value)
        if self.kind == "country" and language:
            return country_name(value, language)
        return self.word(str(value), language) if self.kind == "code" and language else clean(value)

    def word(self, code: str, language: str) -> str:
        """What a code is called; a code without a word is its own."""
        if self.kind == "country" and len(code) == len("SE"):
            return country_name(code, language)
        keys = (f"{beginning}{code}" for beginning in self.words)
        return next((message(key, language) for key in keys if key in catalogue()), code)


def at(row: Any, path: str) -> Any:
    """What stands at a path of names and positions; None where it ends before."""
    return reduce(_step, path.split(".") if path != "." else (), row)


def _step(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str) and name.isdecimal():
        return value[int(name)] if int(name) < len(value) else None
    return None


def _day(value: date | str) -> date | str:
    """A date; a month or year, as a source gave it, stays a text."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:_DAY])
    except ValueError:
        return value
