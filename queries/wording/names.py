"""Putting names into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.messages import message, number
from graph.model.names import theme_name
from graph.network.facts import Project, Theme

_SHOWN = 3
_MOST_LETTERS = 60
_LETTERS = re.compile(r"[^\W\d_]{2}")
# How applications begin in registers of grants; in a sentence it says nothing.
_APPLICATION = re.compile(r"^(?:ansökan|application)\s*:\s*", re.IGNORECASE)


def listed(names: Iterable[str], language: str, shown: int = _SHOWN) -> str:
    """`A`, `A och B`, `A, B och C`, `A, B, C och 4 till`; empty for none."""
    parts = list(names)
    if len(parts) > shown + 1:
        parts = [*parts[:shown], message("questions.more", language, count=len(parts) - shown)]
    if len(parts) < 2:
        return "".join(parts)
    return message("questions.and", language, first=", ".join(parts[:-1]), last=parts[-1])


def counted(key: str, count: int, language: str) -> str:
    """`1 projekt`, `2 projects`: the message `key_one` or `key_many`."""
    return message(f"questions.{key}_{'one' if count == 1 else 'many'}", language, count=count)


def theme_in_sentence(theme: Theme, language: str) -> str:
    """The theme's name inside a sentence, where it begins with a small letter."""
    name = theme_name(theme, language)
    return name[:1].lower() + name[1:]


def country_name(code: str, language: str) -> str:
    """What a country is called, by its ISO 3166-1 code; from Unicode's CLDR."""
    import icu

    return str(icu.Locale("", code).getDisplayCountry(icu.Locale(language)))


def place_heading(name: str, wider: bool, language: str) -> str:
    """What a column of coverage is called; a wider place has only what names no place below it."""
    return message("questions.wider_place", language, place=name) if wider else name


def short_name(project: Project) -> str:
    """The acronym where there is one, else the name without what is no name, cut after sixty letters.

    A register's running number in the place of an acronym names nothing.
    """
    acronym = project.acronym if project.acronym and _LETTERS.search(project.acronym) else None
    return cut(acronym or _APPLICATION.sub("", project.name) or project.name)


def cut(name: str, letters: int = _MOST_LETTERS) -> str:
    """A name as far as whole words fit into so many letters, with … where some is left out."""
    name = " ".join(name.split())
    return name if len(name) <= letters else name[:letters].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def rounded(value: float, language: str) -> str:
    """A number that is not whole as people say it: `ungefär 330` of 327.4, `färre än ett` of 0.3."""
    if value < 1:
        return message("questions.less_than_one", language)
    return message("questions.about", language, number=number(float(f"{value:.2g}"), language))
