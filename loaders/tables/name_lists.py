"""The names in a cell: lists with signs and words between them, taken apart where registers or grammar tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.documents.cell_text import says_nothing
from loaders.registers.registry import Registry
from loaders.tables.brackets import without_brackets

ANY_SIGN: Final = "list"  # commas, semicolons, line breaks, strokes and words between the names of one column
_SIGNS: Final = {"newline": "\\n", ".": "\\.(?:\\s+|$)", "": "$^", ANY_SIGN: "[;|\\n]| / |,"}
_WORDS: Final = "och|samt|and|og|und|ja|sekä|oraz|et|&"
_AND: Final = re.compile(rf" (?:{_WORDS}|as well as) ", re.IGNORECASE)
_NEVER_INSIDE: Final = frozenset({"samt", "as well as"})  # a name
_LEADING: Final = re.compile(rf"(?:[•·*▪–-]|\d{{1,2}}[.)]|(?:{_WORDS}) )\s*(?=\w)", re.IGNORECASE)
_FORM: Final = (
    r"AB|Aktiebolag|AB \(publ\)|HB|KB|Ek\.? ?för\.?|Ekonomisk förening|Ideell förening|Ltd\.?|Limited|plc|GmbH|AG|"
    r"e\.? ?V\.?|"
    r"A/S|AS|ASA|ApS|I/S|K/S|F\.?M\.?B\.?A\.?|Oy|Oyj|Ab|ry|B\.?V\.?|N\.?V\.?|S\.?A\.?|S\.?L\.?|SpA|S\.?r\.?l\.?|Inc\.?|"
    r"LLC|OÜ|SIA|UAB|Sp\. z o\.?o\.?"
)
_ONLY_FORM: Final = re.compile(rf"(?:{_FORM})", re.IGNORECASE)
# Words that say that a name is whole: what stands before or after them belongs to nobody else.
_WHOLE: Final = re.compile(
    rf"(?:Region|Länsstyrelsen(?: i)?|Högskolan(?: i)?|Municipality of|City of|University of|Ministry of|Gmina|Miasto|"
    rf"Universität|Technische Universität|Hochschule|Universitetet i|Høgskolen i|Uniwersytet) [^\W\d_].*|"
    rf".+ (?:{_FORM}|(?i:kommun|kommune|fylkeskommune|stad|landsting|län|universitet|universitetet|högskola|høgskole|"
    rf"tingsrätt|university|municipality|county|council|institute|kunta|kaupunki|yliopisto|universität|hochschule))"
)
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|ek|för|fören|fl|st|nr|dr|univ|tekn)|\.\w+)\.$", re.IGNORECASE
)
_BETWEEN_TWO: Final = re.compile(" (?:och|samt|and) ")
_COMMUNES: Final = " kommuner"


@dataclass(slots=True)
class NameLists:
    """Takes cells apart; `divided` are phrases taken for two names by grammar alone, `kept` those left as one."""

    registry: Registry
    divided: dict[str, None] = field(default_factory=dict)
    kept: dict[str, None] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def names(self, written: str, separator: str) -> tuple[str, ...]:
        """The names in a cell, each once, where `separator` is what a mapping says stands between them."""
        key = written, separator
        if key not in self._known:
            found = self._names(written.strip(), separator)
            self._known[key] = tuple(dict.fromkeys(name for name in found if name and not says_nothing(name)))
        return self._known[key]

    def _names(self, written: str, separator: str) -> Iterator[str]:
        if separator == ANY_SIGN and is_danish(written):
            separator = "."
        is_list = re.search(_pattern(separator), written) or _AND.search(written)
        if not is_list or self._is_known(written):
            yield _without_stop(written)
            return
        parts = _parts(written, separator)
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            yield from self._conjoined(_without_stop(part) if is_last else part, closes=is_last and len(parts) > 1)

    def _conjoined(self, phrase: str, *, closes: bool) -> Iterator[str]:
        """The names on both sides of "och"; `closes` where it stands before the last name of a list."""
        if not (signs := list(_AND.finditer(phrase))) or self._is_known(phrase):
            yield phrase
            return
        for sign in reversed(signs):
            one, other = _around(phrase, sign)
            if self.is_whole(one) and self.is_whole(other):
                yield from self._conjoined(one, closes=False)
                yield other
                return
        if municipalities := self._municipalities(phrase):
            yield from municipalities
            return
        words = [sign for sign in signs if "&" not in sign[0]]
        if closes and len(words) == 1 and self._are_two(two := _around(phrase, words[0]), words[0][0]):
            self.divided[phrase] = None
            yield from two
            return
        if words and all(part[:1].isupper() for part in _AND.split(phrase)):
            self.kept[phrase] = None
        yield phrase

    def _are_two(self, names: Sequence[str], between: str) -> bool:
        """Whether the last "och" of a list stands between two names: none of them a word that could be half a name."""
        one, other = names
        if not (one[:1].isupper() and other[:1].isupper()):
            return False
        if between.strip() in _NEVER_INSIDE:
            return True
        is_half = " " not in one and _WHOLE.fullmatch(other) is not None  # Bygg och Miljö AB
        topics = (name for name in names if " " not in name and self.registry.theme(name) is not None)
        return not is_half and not any(topics)

    def _municipalities(self, phrase: str) -> tuple[str, ...]:
        """Both of "Luleå och Piteå kommuner", where the registers know them."""
        halves = _BETWEEN_TWO.split(phrase.removesuffix(_COMMUNES), maxsplit=1) if phrase.endswith(_COMMUNES) else []
        if len(halves) == 2:
            named = [self.registry.organisation(f"{half} kommun") for half in halves]
            return tuple(entry.name for entry in named if entry) if all(named) else ()
        return ()

    def _is_known(self, name: str) -> bool:
        return self.registry.organisation(name) is not None or self.registry.group(name) is not None

    def is_whole(self, name: str) -> bool:
        """Whether a name is known to the registers, or has a word that only names of one body have."""
        bare = without_brackets(name)
        return bare[:1].isupper() and (self._is_known(bare) or _WHOLE.fullmatch(bare) is not None)


def is_legal_form(written: str) -> bool:
    """Whether it only says what sort of body a name before it is: AB, Ideell förening, Ltd."""
    return _ONLY_FORM.fullmatch(written) is not None


def _around(phrase: str, sign: re.Match[str]) -> tuple[str, str]:
    return phrase[: sign.start()].strip(), phrase[sign.end() :].strip()


def _pattern(separator: str) -> str:
    return _SIGNS.get(separator) or re.escape(separator)


def _parts(written: str, separator: str) -> list[str]:
    """What stands between the signs; a comma inside brackets, or before a legal form or a small letter, is none."""
    pattern = _pattern(separator)
    found: list[str] = []
    for part, sign in _pieces(written, pattern):
        bare = part.strip()
        leading = _LEADING.match(bare) if found or separator in ("newline", ANY_SIGN) else None
        bare = bare[leading.end() :] if leading else bare
        is_open = found and found[-1].count("(") > found[-1].count(")")
        is_tail = (
            sign == "," and found and (_ONLY_FORM.fullmatch(bare) or (separator == ANY_SIGN and bare[:1].islower()))
        )
        if is_open or is_tail:
            found[-1] = f"{found[-1]}{sign} {bare}"
        elif bare:
            found.append(bare)
    return found


def _pieces(written: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The pieces with the sign before each."""
    start, before = 0, ""
    for sign in re.finditer(pattern, written):
        if "." in sign[0] and _ABBREVIATED.search(written[start : sign.start() + 1]):
            continue
        yield written[start : sign.start()], before
        start, before = sign.end(), sign[0].strip()
    yield written[start:], before


def is_danish(written: str) -> bool:
    """Whether it is a list with full stops: one at its end, and others before capitals."""
    return written.endswith(".") and len(list(_pieces(written, _SIGNS["."]))) > 2 and "," not in written


def _without_stop(name: str) -> str:
    return name[:-1].rstrip() if name.endswith(".") and not _ABBREVIATED.search(name) else name
