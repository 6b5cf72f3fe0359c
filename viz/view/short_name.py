"""The short name that an organisation is known by, of all names it goes by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 8
_CAPITALS: Final = 2


def short_name(name: str, aliases: Iterable[str]) -> str:
    """The abbreviation among the aliases that its name explains best, `""` when there is none.

    An abbreviation is one word of at most eight letters with two capitals or more: LTU, UmU, SLU. One whose letters
    come in this order in the name is taken before one of a name in another language.
    """
    found = [alias for alias in aliases if _is_short(alias) and len(alias) < len(name)]
    return min(found, key=lambda alias: (not _explains(name, alias), len(alias), alias), default="")


def _is_short(alias: str) -> bool:
    return alias.isalpha() and len(alias) <= _LONGEST and sum(map(str.isupper, alias)) >= _CAPITALS


def _explains(name: str, alias: str) -> bool:
    letters = iter(name.casefold())
    return all(letter in letters for letter in alias.casefold())
