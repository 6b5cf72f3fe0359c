"""Names as keys: what two spellings of one name have in common, and the index that looks them up."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_NOT_A_NAME = re.compile(r"[^\w+]+")
_LEGAL_FORM = re.compile(r" (?:ab|aktiebolag|ab publ|ab svb|ek för|ekonomisk förening|ideell förening)$")


def name_key(name: str) -> str:
    """`name` composed (NFC), case-folded, with punctuation and runs of space made one space.

    A plus sign stays, for "ESF+" is not "ESF"; an English article in front goes.
    """
    composed = unicodedata.normalize("NFC", name).translate(_INVISIBLE).casefold().replace("_", " ")
    return _NOT_A_NAME.sub(" ", composed).strip().removeprefix("the ")


def plain_key(name: str) -> str:
    """The key of `name` with its marks removed, as keyboards without å, ä, ö write it."""
    decomposed = unicodedata.normalize("NFD", name_key(name))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def without_legal_form(key: str) -> str:
    """A key without its last legal form: "boliden ab" → "boliden"."""
    return _LEGAL_FORM.sub("", key)


def without_genitive(key: str) -> str:
    """A key without a final s: "norrbottens" → "norrbotten"; such a key is tried after the whole one."""
    return key[:-1] if len(key) > 3 and key.endswith("s") else key


class NameIndex:
    """Names → ids. A name that two ids bear is ambiguous and finds nothing.

    A name written without å, ä, ö is also found when only one id has a name that reads so; a name written with
    them must match as it stands: Håbo is not Habo.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        for name, entry_id in entries:
            if key := name_key(name):
                self._exact[key].add(entry_id)
                self._plain[plain_key(name)].add(entry_id)

    def find(self, name: str) -> str | None:
        """The id that bears `name`, also in the genitive; None when unknown or ambiguous."""
        key = name_key(name)
        for candidate in dict.fromkeys((key, without_genitive(key))):
            if found := self._look_up(candidate):
                return next(iter(found)) if len(found) == 1 else None
        return None

    def ambiguous(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The keys that two or more ids bear, with these ids."""
        yield from ((key, frozenset(ids)) for key, ids in self._exact.items() if len(ids) > 1)

    def _look_up(self, key: str) -> set[str]:
        exact = self._exact.get(key, set())
        return exact or (self._plain.get(key, set()) if key.isascii() else set())
