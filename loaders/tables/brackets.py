"""What stands in brackets after a name: a role, an abbreviation, or a part of the name."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.documents import words
from loaders.documents.cells import chosen

_BRACKETS: Final = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$", re.DOTALL)
_ABBREVIATION: Final = re.compile(r"[A-ZÅÄÖÆØÜ][\w&-]{1,9}")
_COUNTRIES: Final = frozenset({"USA", "UAE", "UK", "EU", "GBR", "SWE", "NOR", "DNK", "FIN", "DEU"})
_LEADING_ROLE: Final = re.compile(r"(?P<role>[^\W\d_]+(?: [^\W\d_]+)?): (?P<name>\S.*)", re.DOTALL)


class Bracketed(NamedTuple):
    """A name by itself, with the role and the abbreviation that stood beside it."""

    name: str
    role: str | None = None
    abbreviation: str | None = None


def bracketed(written: str) -> Bracketed:
    """`Region Norrbotten (koord.)` → its role, `Luleå tekniska universitet (LTU)` → its abbreviation.

    Other brackets are parts of names: `Visit Sweden (publ)`, `Fiskarnas förening (Sorsele)`.
    """
    found = Bracketed(written)
    if (leading := _LEADING_ROLE.fullmatch(written)) and (role := role_of(leading["role"])):
        found = Bracketed(leading["name"], role)
    while match := _BRACKETS.fullmatch(found.name):
        inside = match["inside"].strip()
        if (role := role_of(inside)) and not found.role:
            found = found._replace(name=match["name"], role=role)
        elif not found.abbreviation and _abbreviates(inside, match["name"]):
            found = found._replace(name=match["name"], abbreviation=inside)
        else:
            break
    return found


def without_brackets(written: str) -> str:
    """The name without role and abbreviation."""
    return bracketed(written).name


def role_of(word: str) -> str | None:
    """The role that a word means as it stands beside a name; None when it means none."""
    bare = word.strip(" .").casefold()
    return words.SHORT_ROLES.get(bare) or chosen(bare, words.ROLES)


def _abbreviates(inside: str, name: str) -> bool:
    """Whether it is in capitals and no country; two letters have to be the initials."""
    if not _ABBREVIATION.fullmatch(inside) or inside in _COUNTRIES or sum(map(str.isupper, inside)) < 2:
        return False
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).casefold()
    return len(inside) > 2 or inside.casefold() == initials
