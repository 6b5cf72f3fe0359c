"""Words by which the name of an organisation is told from that of a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from graph.identity.names import name_form

_WORD: Final = re.compile(r"[^\W\d_][\w.'’-]*|&")
_PARTICLES: Final = frozenset(
    {"af", "av", "van", "von", "de", "da", "di", "del", "der", "den", "el", "al", "bin", "la"}
)
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame"})
_WORDS_OF_A_PERSON: Final = range(2, 5)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of name_words.yml, in lower case."""

    organisation: frozenset[str]
    joining: frozenset[str]
    organisation_ends: tuple[str, ...]
    given: frozenset[str]


@cache
def name_words() -> NameWords:
    """The words; read once a process."""
    text = files("loaders.registers").joinpath("name_words.yml").read_text("utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    words = {name: frozenset(said.casefold().split()) for name, said in found.items()}
    return NameWords(words["organisation"], words["joining"], tuple(sorted(words["organisation_ends"])), words["given"])


def names_organisation(name: str) -> bool:
    """Whether the name, of several words or a compound, says by its legal form or kind that it is an organisation's."""
    known, form, words = name_words(), name_form(name), _words(name)
    is_compound = any(word.endswith(known.organisation_ends) and word not in known.organisation for word in words)
    return is_compound or (len(words) > 1 and bool(form.legal_form or form.types))


def may_name_organisation(name: str) -> bool:
    """Whether a word of the name is seldom a person's: what an organisation is, does or owns."""
    known, form = name_words(), name_form(name)
    of_organisations = known.organisation | known.joining
    return bool(form.legal_form or form.types) or any(
        word in of_organisations or word.endswith(known.organisation_ends) for word in _words(name)
    )


def _words(name: str) -> list[str]:
    return [word.casefold().strip(".'’-") for word in _WORD.findall(name)]


def may_be_person(name: str) -> bool:
    """Whether the name is two to four capitalised words that begin with a given name, none of an organisation.

    "Lind, Anna" is turned. A person whose given name is not in the list is not found.
    """
    family, comma, given = name.partition(",")
    words = (f"{given} {family}" if comma else name).split()
    while words and words[0].casefold().strip(".") in _TITLES:
        words = words[1:]
    if len(words) not in _WORDS_OF_A_PERSON or may_name_organisation(name):
        return False
    first = re.split(r"[-‐]", words[0].casefold())[0]
    return first in name_words().given and all(_is_of_a_person(word) for word in words)


def _is_of_a_person(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    return letters.isalpha() and (word[0].isupper() or word.casefold() in _PARTICLES)
