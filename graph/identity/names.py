"""An organisation's name made comparable: words without legal form, language, marks, acronym and department."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rigour.names import extract_org_types

from graph.identity.vocabulary import Vocabulary, folded, stem, vocabulary

_WORD: Final = re.compile(r"[^\W_]+\+?")
_DOTTED: Final = re.compile(r"\b\w(?:\.\w)+\b\.?")
_SLASHED: Final = re.compile(r"\b([aikp])/([sf])\b")  # Danish forms: A/S, I/S, K/S, P/F
_POSSESSIVE: Final = re.compile(r"['’`´]s\b")
_SEPARATOR: Final = re.compile(r" ?[(),;:/|] ?| [-–—]+ | ?[–—] ?")
_LONGEST: Final = 500  # characters of a name that are compared
_NUMBER: Final = re.compile(r"\d+")
_ROMAN: Final = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_CAPITALS: Final = re.compile(r"\b[^\W\d_]{2,}\b")
_SWEDISH: Final = re.compile("[åäö]")
_NORDIC: Final = str.maketrans("øæ", "öä")
_AROUND: Final = " .,;:()-–&/"
_ACRONYM: Final = range(2, 9)
_SHORT_NAME: Final = range(2, 13)  # beside the whole one: Skogforsk of Skogsbrukets forskningsinstitut
MUNICIPALITY: Final = "kommun"
"""The word that every language's word for a municipality becomes."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """What of a name is compared.

    `words` stand in the name's order; `key` has them in alphabetical order and without a genitive's s: equal keys are
    equal names. `legal_form` is a form's short name ("ab"); `acronyms` stand in the name beside what they abbreviate;
    `marked` is the words as written where the name has letters beyond ASCII, else empty: a name without any may have
    lost them. `whole` is the key of the organisation where the name says it is a part of one. `letters` is the name
    without spaces, small words and all; `capitals` are the words written in capitals in a name that is not, which may
    abbreviate; `order` is the words that say what it is about, in the name's order; `is_city` whether the municipality
    of the name is called a city or town, None where there is none.
    """

    written: str
    words: tuple[str, ...]
    key: str
    compact: str
    legal_form: str | None
    acronyms: frozenset[str]
    numbers: frozenset[str]
    types: frozenset[str]
    marked: str
    whole: str | None
    letters: str
    capitals: frozenset[str]
    order: tuple[str, ...]
    is_city: bool | None

    @property
    def bare(self) -> str | None:
        """The key of the place whose municipality the name is of; None where it is of none."""
        return " ".join(sorted(self.order)) or None if self.types == {MUNICIPALITY} else None

    @property
    def is_acronym(self) -> bool:
        """Whether the name is one short word, which may abbreviate others."""
        return len(self.words) == 1 and len(self.compact) in _ACRONYM and not self.types


@lru_cache(maxsize=100_000)
def name_form(written: str) -> NameForm:
    """The comparable form of a name as it was written."""
    known = vocabulary()
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFC", written[:_LONGEST]).casefold())
    text = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)
    text, legal_form = _without_legal_form(_SLASHED.sub(r"\1\2", text), known)
    segments, acronyms = _without_acronyms([part for part in _SEPARATOR.split(" ".join(text.split())) if part], known)
    head = _organisation_of(segments, known)
    raw = _tokens(" ".join(segments))
    if len(raw) > 2 and (short := _leading_or_trailing_acronym(raw)):
        acronyms |= {short}
        raw = raw[1:] if raw[0] == short else raw[:-1]
    words = _compared(raw, known)
    types = known.types.intersection(words)
    return NameForm(
        written=written,
        words=words,
        key=_key(words),
        compact="".join(words),
        legal_form=legal_form,
        acronyms=frozenset(acronyms),
        numbers=_numbers(words),
        types=types,
        marked=_marked(text, known),
        whole=_key(_compared(_tokens(head), known)) if head else None,
        letters=folded("".join(raw)),
        capitals=_capitals(written),
        order=tuple(dict.fromkeys(stem(word) for word in words if word not in types)),
        is_city=not known.cities.isdisjoint(raw) if MUNICIPALITY in types else None,
    )


def _tokens(text: str) -> list[str]:
    """Folded words; letters with points or spaces between them are one word."""
    tokens: list[str] = []
    single = False
    for token in _WORD.findall(folded(text)):
        if single and len(token) == 1 and not token.isdigit():
            tokens[-1] += token
        else:
            tokens.append(token)
            single = len(token) == 1 and not token.isdigit()
    return tokens


def _compared(tokens: Sequence[str], known: Vocabulary) -> tuple[str, ...]:
    words = known.phrase.sub(lambda match: known.phrases[match.group()], " ".join(tokens)).split()
    silent = {silenced for word in words for silenced in known.silent.get(word, ())}
    if words[-1:] == ["i"]:
        words[-1] = "1"  # the Roman number: no name ends in a preposition
    words[1:] = [_ROMAN.get(word, known.towns.get(word, word)) for word in words[1:]]
    last = len(words) - 1
    compared = tuple(
        word
        for position, word in enumerate(words)
        if (word not in known.stop or _numbers_it(word, position, last)) and word not in silent
    )
    return compared or tuple(words)


def _numbers_it(word: str, position: int, last: int) -> bool:
    """Whether a small word is a letter that ends the name, as in Fond A: no name ends in an article."""
    return len(word) == 1 and position == last > 0


def _numbers(words: Sequence[str]) -> frozenset[str]:
    """The numbers, and the letters that stand by themselves, in a name."""
    letters = (word for word in words[1:] if len(word) == 1)
    return frozenset((*_NUMBER.findall(" ".join(words)), *letters))


def _capitals(written: str) -> frozenset[str]:
    if written.isupper():
        return frozenset()
    return frozenset(stem(folded(word)) for word in _CAPITALS.findall(written) if word.isupper())


def _key(words: tuple[str, ...]) -> str:
    return " ".join(sorted({stem(word) for word in words}))


def _without_legal_form(text: str, known: Vocabulary) -> tuple[str, str | None]:
    """Take legal forms off the end and the beginning; the first found is the one it has."""
    found = None
    while True:
        bare = text.strip(_AROUND)
        rest, form = _outer_form(bare, known)
        if form is None or not _WORD.search(rest):
            return bare, found
        text, found = rest, found or form


def _outer_form(text: str, known: Vocabulary) -> tuple[str, str | None]:
    """The text without the legal form at its end or beginning, and that form; None when there is none."""
    words = text.split()
    # Most names end in no form of ours, which one look tells.
    lengths = (4, 3, 2, 1) if words and folded(words[-1].strip(_AROUND)) in known.form_ends else ()
    for length in lengths:
        last = " ".join(_tokens(" ".join(words[-length:])))
        if len(words) > length and last in known.legal_forms:
            return " ".join(words[:-length]), known.legal_forms[last]
    for matched, target in extract_org_types(text):
        form = known.legal_forms.get(target.strip("."), target.strip("."))
        if form in known.not_forms:
            continue
        if text.endswith(matched):
            return text[: -len(matched)], form
        if text.startswith(matched) and form in known.leading_forms:
            return text[len(matched) :], form
    first = known.legal_forms.get(folded(words[0])) if words else None
    return (" ".join(words[1:]), first) if first in known.leading_forms else (text, None)


def _without_acronyms(segments: list[str], known: Vocabulary) -> tuple[list[str], set[str]]:
    """Tell the segments that only abbreviate the others."""
    if len(segments) < 2:
        return segments, set()
    acronyms: set[str] = set()
    remaining: list[str] = []
    for number, segment in enumerate(segments):
        tokens = _tokens(segment)
        others = _tokens(" ".join(segments[:number] + segments[number + 1 :]))
        if len(tokens) == 1 and len(others) > 1 and _abbreviates(tokens[0], others, known):
            acronyms.add(tokens[0])
        elif number == 0 or len(tokens) != 1 or tokens[0] not in known.countries:
            remaining.append(segment)
    return (remaining, acronyms) if remaining else (segments, set())


def _abbreviates(short: str, tokens: list[str], known: Vocabulary) -> bool:
    if len(short) not in _SHORT_NAME or short in known.not_acronyms or short in tokens:
        return False
    if len(short) == 2:
        return any(_initials(words).startswith(short) for words in (tokens, _without_stop(tokens)))
    return any(_runs_through(short, words) for words in (tokens, _compared(tokens, known))) or _is_of_initials(
        short, tokens
    )


def _is_of_initials(short: str, tokens: list[str]) -> bool:
    """Whether every letter is a word's first, in any order, as in VHIO of the Institut d'Oncologia de Vall d'Hebron."""
    return not Counter(short) - Counter(_initials(tokens))


def _runs_through(short: str, words: Sequence[str]) -> bool:
    """Whether the letters stand in the words in this order, the first at their beginning, as KTH's do."""
    letters = iter("".join(words))
    return short[0] == words[0][0] and all(letter in letters for letter in short)


def _leading_or_trailing_acronym(tokens: list[str]) -> str | None:
    for short, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if len(short) > 2 and short in (_initials(rest), _initials(_without_stop(rest))):
            return short
        if 3 < len(short) <= len(rest) and short.isalpha() and _is_of_initials(short, rest):
            return short
    return None


def _without_stop(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token not in vocabulary().stop]


def _initials(tokens: list[str]) -> str:
    return "".join(token[0] for token in tokens)


def _organisation_of(segments: list[str], known: Vocabulary) -> str | None:
    """The segment that names the organisation where another names a department of it."""
    plain = [" ".join(_tokens(segment)) for segment in segments]
    parts = [bool(known.department.match(segment)) for segment in plain]
    if len(segments) > 1 and any(parts) and not all(parts):
        return plain[parts.index(False)]
    if match := known.department_anywhere.search(" ".join(plain)):
        before = " ".join(plain)[: match.start()].strip()
        return before or None
    return None


def _marked(text: str, known: Vocabulary) -> str:
    """The words that no vocabulary translates as written, where they have å, ä or ö."""
    if text.isascii():
        return ""
    written = (word for word in _WORD.findall(text.translate(_NORDIC)) if _SWEDISH.search(word))
    return " ".join(sorted({stem(word) for word in written if not _is_translated(folded(word), known)}))


def _is_translated(word: str, known: Vocabulary) -> bool:
    return word in known.phrases or word in known.stop or any(word in silent for silent in known.silent.values())
