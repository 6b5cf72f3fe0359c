"""Projects whose title or summary names another as their programme or parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from graph.model.names import normalised
from graph.network.facts import Project
from queries.finding.text import text_of

_BELONGING: Final = re.compile(
    r"\b(?:(?:en )?del av|delprojekt (?:av|i|inom|till)|ingår i|inom ramen för"
    r"|tillägg till|tilläggsansökan(?: till| för)?"
    r"|part of|sub ?project (?:of|in)|within the (?:framework|scope) of|belongs to)[\s:–-]+"
    r"(?:(?:det|den|the|redan|beviljade|större|larger|gemensamma|joint) )*"
    r"(?:(?:projektet|programmet|project|programme|program) )?",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 15  # words
_SHORTEST_NAME: Final = 4  # letters: shorter acronyms are words too
_WORD: Final = re.compile(r"\S+")


def parents_named(projects: Mapping[str, Project]) -> Iterator[tuple[str, str]]:
    """(part, whole) for each text that says "del av …", "part of …" followed by the name of exactly one other.

    What some text writes in small letters is an ordinary word or phrase and names nobody: "part of the circular
    economy", "ingår i visit". Cost grows with the length of the texts, not with the number of pairs.
    """
    called = _called(projects)
    texts = {id: text_of(project) for id, project in projects.items()}
    ordinary: dict[str, bool] = {}
    for id, text in sorted(texts.items()):
        for match in _BELONGING.finditer(text):
            found = _first_name(text[match.end() :], called)
            if not found or found[1] == id or found[0] == found[0].casefold():
                continue
            name, whole = found
            small = name.casefold()
            if small not in ordinary:
                ordinary[small] = _is_ordinary(small, texts.values())
            if not ordinary[small]:
                yield id, whole


def _first_name(text: str, called: Mapping[str, str]) -> tuple[str, str] | None:
    """The longest name of a project that the text begins with, as it is written there, and whose it is."""
    words = [match.group() for match in islice(_WORD.finditer(text), _LONGEST_NAME)]
    for end in range(len(words), 0, -1):
        written = " ".join(words[:end])
        if whole := called.get(normalised(written)):
            return written.strip(".,;:()\"”'"), whole
    return None


def _is_ordinary(small: str, texts: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(small)}\b", text) for text in texts)


def _called(projects: Mapping[str, Project]) -> dict[str, str]:
    """Normalised name or acronym → the one project called so."""
    found: dict[str, str | None] = {}
    for id, project in projects.items():
        for name in {normalised(text) for text in (project.name, project.acronym) if text}:
            if len(name) >= _SHORTEST_NAME:
                found[name] = id if found.get(name, id) == id else None
    return {name: id for name, id in found.items() if id}
