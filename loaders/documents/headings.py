"""What the heading of a column can mean: a whole heading that people use, else the words that it is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import yaml

from graph.model.names import normalised
from loaders.documents.fields import RowKind, fields_of
from loaders.documents.form import headings_of, person_headings

UNKNOWN: Final = ""  # what a word means that heading_words.yml does not have
_LONGEST_PHRASE: Final = 4  # words
_SHORTEST_PART: Final = 3  # letters of a word that is written together with another
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d"})
_LINKS: Final = ("", "s", "n", "e", "en", "es")
_ENDINGS: Final = ("s", "n", "t", "e", "a", "r", "en", "et", "er", "es", "ens", "ets", "ar", "na", "arna", "erna")
_ROLES: Final = {"coordinator": "coordinator", "owner": "owner", "partner": "partner", "participant": "participant"}
_BODIES: Final = frozenset({*_ROLES, "applicant", "organisation"})
_NOTHING: Final = frozenset({"person", "address", "count", "flag", "status", "priority"})
_DATES: Final = frozenset({"date", "starts", "ends", "period"})
_MONEY: Final = {"cost": "budget", "grant": "amount"}
# What is said of something, in the order in which it tells more.
_SAID: Final = ("share", "currency", "role", "acronym", "summary", "url", "org_number", "number", "id", "kind")


@dataclass(frozen=True, slots=True)
class Heading:
    """The fields that a heading can mean, likeliest first: as a `whole`, or by its `words`.

    `role` is that of the actors it names. `is_just_name` where it says that a name stands there and not whose.
    """

    whole: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    role: str = ""
    is_just_name: bool = False
    is_of_persons: bool = False
    is_just_id: bool = False


@lru_cache(maxsize=4096)
def read_heading(heading: str, row: RowKind) -> Heading:
    """What a heading can mean in a table whose rows are of this kind."""
    parts = _parts(words_of(heading))
    said = [*_bare(parts), *(["share"] if "%" in heading else [])]
    head = _head(parts, said)
    allowed = {field.name for field in fields_of(row)}
    found = (field for field in _fields(head, said) if field in allowed)
    return Heading(
        tuple(field for field in _whole(heading, row) if field in allowed),
        tuple(dict.fromkeys(found)),
        next((role for concept, role in _ROLES.items() if concept in said), ""),
        set(said) == {"name"},
        "person" in said or _names_persons(heading),
        set(said) <= {"id", "number"},
    )


def words_of(heading: str) -> str:
    """The words of a heading, normalised; `projectTitle` is two."""
    return normalised(re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", heading))


def _names_persons(heading: str) -> bool:
    written = f" {words_of(heading)} "
    return any(f" {person_heading} " in written for person_heading in person_headings())


def _whole(heading: str, row: RowKind) -> Iterator[str]:
    """The fields that a heading means as it stands, or without what is in brackets."""
    without = words_of(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", heading))
    for name in dict.fromkeys((words_of(heading), without)):
        yield from (field.name for field in fields_of(row) if name in headings_of(field.name))


def _bare(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if part not in ("filler", "of")]


def _head(parts: Sequence[str], said: Sequence[str]) -> list[str]:
    """What stands before the first "of": in "Percent of project funded by EU" it is the percent."""
    before = _bare(parts[: parts.index("of")]) if "of" in parts else []
    return before if any(part not in (UNKNOWN, "date") for part in before) else list(said)


def _fields(head: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    everything = set(said)
    if everything & _NOTHING or ("other_date" in everything and not everything & _MONEY.keys()):
        return
    of_body = bool(everything & _BODIES)
    attributes = list(_attributes(set(head), everything, of_body=of_body))
    # In "Beviljat belopp till projektet" the "till" ends nothing; the values tell which it is.
    if not attributes or (set(head) & _DATES and "date" not in head):
        attributes += _money(head, of_body=of_body)
    yield from attributes
    if not attributes or attributes == ["amount"]:
        yield from _named(set(head), everything, said.count(UNKNOWN))


def _money(head: Sequence[str], *, of_body: bool) -> Iterator[str]:
    """What the last word for money in a heading means; what a project costs one of its partners is no field."""
    last = next((word for word in reversed(head) if word in _MONEY), None)
    if last and not (of_body and last == "cost"):
        yield _MONEY[last]


def _attributes(head: set[str], everything: set[str], *, of_body: bool) -> Iterator[str]:
    first = next((word for word in _SAID if word in head), None)
    if first in ("number", "id"):
        yield from _numbered(first, everything, of_body=of_body)
    elif first == "url":
        yield from ("website", "url") if of_body else ("url", "website")
    elif first == "kind":
        yield from ("kind",) if of_body or everything == {"kind"} else ()
    elif first is not None:
        yield from () if of_body and first in ("acronym", "summary") else (first,)
    elif head & _DATES:
        yield from _dated(head)
    elif head & {"place", "town"} and "country" not in head:
        yield from _placed("town" in head, everything, of_body=of_body)
    elif "country" in head:
        yield "country"
    elif "theme" in head:
        yield "themes"


def _placed(is_town: bool, everything: set[str], *, of_body: bool) -> Iterator[str]:
    """A town alone is where somebody sits, a region alone where a project is."""
    if of_body or "project" in everything:
        yield "place" if of_body else "places"
    else:
        yield from ("place", "places") if is_town else ("places", "place")


def _numbered(word: str, everything: set[str], *, of_body: bool) -> Iterator[str]:
    if "project" not in everything and everything & {"place", "town", "theme", "country", UNKNOWN}:
        return  # of a municipality, a branch, or nobody knows what
    if "project" in everything or not of_body:
        yield from ("project_number", "project_id") if word == "number" else ("project_id", "project_number")
    else:
        yield "org_number"


def _dated(head: set[str]) -> Iterator[str]:
    if "period" in head or {"starts", "ends"} <= head:
        yield "period"
    yield from (name for name in ("starts", "ends") if name in head)


def _named(head: set[str], everything: set[str], unknown: int) -> Iterator[str]:
    """The body or the project that a heading names; words that nobody knows may change whom it means."""
    is_name = bool(head & {"name", "title"})
    if unknown > (1 if is_name else 0) or "cost" in head:
        return
    meant = everything if is_name else head
    if meant & _BODIES and not ("organisation" in meant and "funder" in meant):
        yield "actor"
    elif "funder" in meant:
        yield "funder"
    elif "project" in meant or ("grant" in meant and is_name) or "title" in head:
        yield "project"
    elif is_name and "theme" in everything:
        yield "themes"
    elif is_name and everything & {"place", "town"}:
        yield from ("places", "place")


def _parts(written: str) -> list[str]:
    """What the words of a heading mean, one by one; `of` and `filler` among them."""
    known, tokens, parts = _words(), written.split(), list[str]()
    while tokens:
        for length in range(min(_LONGEST_PHRASE, len(tokens)), 0, -1):
            if meaning := known.get(" ".join(tokens[:length])):
                parts.append(meaning)
                break
        else:
            parts += _compound(tokens[0])
        tokens = tokens[length:]
    return parts


def _compound(token: str) -> list[str]:
    """What a word means that no list has: one with an ending, several written together, or nothing known."""
    if token.isdigit():
        return ["filler"]
    if meaning := _inflected(token):
        return [meaning]
    known = _words()
    for end in range(len(token) - 2, _SHORTEST_PART - 1, -1):
        if (first := known.get(token[:end])) is None:
            continue
        for link in _LINKS:
            rest = token[end:].removeprefix(link) if token[end:].startswith(link) else ""
            if second := _second_part(rest):
                return [first, second]
    return [UNKNOWN]


def _second_part(rest: str) -> str:
    known = _words().get(rest, "")
    if len(rest) < _SHORTEST_PART:
        return known if known in ("number", "id") else ""
    return known or _inflected(rest)


def _inflected(token: str) -> str:
    known = _words()
    stems = (token.removesuffix(ending) for ending in _ENDINGS if token.endswith(ending))
    return next((known[stem] for stem in stems if len(stem) > _SHORTEST_PART and stem in known), "")


@cache
def _words() -> Mapping[str, str]:
    text = files("loaders.documents").joinpath("heading_words.yml").read_text(encoding="utf-8")
    document: dict[str, str] = yaml.safe_load(text)
    words = {
        normalised(word): meaning for meaning, listed in document.items() for word in listed.split(",") if word.strip()
    }
    # As they are written where the letters are not at hand: Tytul, Beneficiaire.
    plain = {_plain(word): meaning for word, meaning in words.items() if len(word) > _SHORTEST_PART}
    return plain | words


def _plain(word: str) -> str:
    """The word without marks on its letters."""
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
