"""What the texts of a row say of its being none of a table's: a total, a footnote, the heading of a section."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml

from graph.model.names import normalised

_MARKED: Final = re.compile(r"\s*(?:[*†‡]|[¹²³⁴⁵]|\(?\d\)\s|OBS\b)")
_MARK: Final = re.compile(r"\s*(?:\*+|[†‡¹²³⁴⁵]|\(?\d\))\s*")
_BEFORE_COLON: Final = re.compile(r"([^:!.]{1,40})[:!.]")
_AROUND: Final = ":;.,!()[]-–*\"'"
_LONGEST: Final = 3  # words of a phrase for a total


def total_in(text: str) -> Literal["", "plain", "of something"]:
    """Whether a text is a total's (*Summa*, *Totalt 2024*), or begins or ends as if it was one of something.

    The latter may be a name: *Totalt utanförskap*.
    """
    words = normalised(text).split()
    if not words or len(text) > 80:
        return ""
    found: Literal["", "of something"] = ""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for phrase, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            if " ".join(phrase) in _words("subtotals"):
                return "plain"
            if " ".join(phrase) in _words("totals"):
                if all(is_unit(word) or word in _words("totals") or word.isdigit() for word in rest):
                    return "plain"
                found = "of something"
    return found


def is_unit(word: str) -> bool:
    """Whether a word says what a total is of, or in."""
    return normalised(word) in _words("total_of")


def is_note(text: str) -> bool:
    """Whether a text says itself that it is a note: *Källa: …*, *Obs! …*."""
    before = _BEFORE_COLON.match(text)
    return before is not None and normalised(before[1].rstrip(" 0123456789")) in _words("notes")


def is_marked(text: str) -> bool:
    """Whether a text begins with a mark as footnotes do."""
    return bool(_MARKED.match(text))


def is_mark(text: str) -> bool:
    """Whether a text is nothing but the mark of a footnote."""
    return bool(_MARK.fullmatch(text))


def begins_section(text: str) -> bool:
    """Whether a text begins as the headings of sections do: *Pågående projekt*."""
    words = normalised(text).split()
    return 0 < len(words) <= 3 and words[0] in _words("sections")


def is_no_value(text: str) -> bool:
    """Whether a text stands where a value is not known."""
    return not (plain := normalised(text)) or plain in _words("no_values")


def may_be_total(text: str) -> bool:
    """Whether `total_in` can find anything: to be asked first, since it costs little."""
    words = text.casefold().split()
    return bool(words) and (words[0].strip(_AROUND) in _total_words() or words[-1].strip(_AROUND) in _total_words())


@cache
def _total_words() -> frozenset[str]:
    return frozenset(word for phrase in _words("totals") | _words("subtotals") for word in phrase.split())


@cache
def _words(name: str) -> frozenset[str]:
    document = yaml.safe_load(files("loaders.documents").joinpath("row_words.yml").read_text(encoding="utf-8"))
    return frozenset(map(normalised, document[name]))
