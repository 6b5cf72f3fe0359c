"""What identity knows of the words in organisations' names, read from vocabulary.yml at first use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rigour.text import ascii_text

_DIGRAPHS = re.compile(r"ae|oe|ue|aa")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\ufeff"))


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """`text` in small ASCII letters, with ä, ae and a one letter: how keyboards without å, ä, ö write it."""
    small = unicodedata.normalize("NFC", text).translate(_INVISIBLE).casefold()
    return _DIGRAPHS.sub(lambda found: found.group()[0], small if small.isascii() else ascii_text(small).lower())


def stem(word: str) -> str:
    """A word without a final s, which is a genitive's or a plural's."""
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Static knowledge, folded; `phrases` leads from what may stand in a name to the words compared."""

    phrases: Mapping[str, str]
    phrase: re.Pattern[str]
    stop: frozenset[str]
    silent: Mapping[str, frozenset[str]]
    types: frozenset[str]
    cities: frozenset[str]
    compass: re.Pattern[str]
    common: frozenset[str]
    bodies: frozenset[str]
    department: re.Pattern[str]
    department_anywhere: re.Pattern[str]
    countries: frozenset[str]
    successors: frozenset[frozenset[str]]
    translated_forms: Mapping[str, Mapping[str, str]]
    legal_forms: Mapping[str, str]
    form_ends: frozenset[str]
    not_forms: frozenset[str]
    leading_forms: frozenset[str]
    exclusive_forms: frozenset[str]
    firm_forms: frozenset[str]
    national_forms: frozenset[str]
    neighbouring_forms: frozenset[str]
    grown_forms: Mapping[str, str]
    swedish_forms: frozenset[str]
    not_acronyms: frozenset[str]
    towns: Mapping[str, str]
    town_stop: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary."""
    content: dict[str, Any] = yaml.safe_load(
        files("graph.identity").joinpath("vocabulary.yml").read_text(encoding="utf-8")
    )
    phrases = _reversed(content["phrases"]) | _reversed(content["words"])
    legal_forms = _reversed(content["legal_forms"])
    departments = "|".join(sorted(_words(content["departments"])))
    return Vocabulary(
        phrases=phrases,
        phrase=_any_of(phrases),
        stop=_words(content["stop"]),
        silent={folded(word): frozenset(map(folded, silent)) for word, silent in content["silent"].items()},
        types=_words(content["types"]),
        cities=_words(content["cities"]),
        compass=re.compile(f"(?:{'|'.join(sorted(_words(content['compass']), key=len, reverse=True))})+"),
        common=_words(content["common"]) | {stem(word) for word in _words(content["common"])},
        bodies=_words(content["bodies"]),
        department=re.compile(rf"(?:{departments})\b|.+\b(?:{departments})$"),
        department_anywhere=_any_of(map(folded, content["departments_anywhere"])),
        countries=frozenset(content["countries"]),
        successors=frozenset(
            frozenset((new, former)) for new, formers in content["successors"].items() for former in formers
        ),
        translated_forms=content["translated_forms"],
        legal_forms=legal_forms,
        form_ends=frozenset(form.split()[-1] for form in legal_forms),
        not_forms=frozenset(content["not_forms"]),
        leading_forms=frozenset(content["leading_forms"]),
        exclusive_forms=frozenset(content["exclusive_forms"]),
        firm_forms=frozenset(content["firm_forms"]),
        national_forms=frozenset(content["national_forms"]),
        neighbouring_forms=frozenset(content["neighbouring_forms"]),
        grown_forms=content["grown_forms"],
        swedish_forms=frozenset((*content["exclusive_forms"], *content["swedish_forms"])),
        not_acronyms=frozenset(content["not_acronyms"]),
        towns=_reversed(content["towns"]),
        town_stop=_words(content["town_stop"]),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(map(folded, text.split()))


def _reversed(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {folded(spelling): folded(word) for word, spellings in groups.items() for spelling in (*spellings, word)}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
