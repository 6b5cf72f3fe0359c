"""Projects whose summary names another as their programme or parent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from graph.model.names import normalised
from graph.network.facts import Project

_BELONGING: Final = re.compile(
    r"\b(?:(?:en )?del av|delprojekt (?:av|i|inom|till)|ingår i|inom ramen för|part of|sub ?project (?:of|in)"
    r"|within the (?:framework|scope) of|belongs to)\s+"
    r"(?:(?:det|den|the|större|larger|gemensamma|joint) )*(?:(?:projektet|programmet|project|programme|program) )?"
)
_LONGEST_NAME: Final = 15  # words
_SHORTEST_NAME: Final = 4  # letters: shorter acronyms are words too


def parents_named(projects: Mapping[str, Project]) -> Iterator[tuple[str, str]]:
    """(part, whole) for each summary that says "del av …", "part of …" followed by the name of exactly one other.

    Cost grows with the length of the summaries, not with the number of pairs.
    """
    called = _called(projects)
    for id, project in sorted(projects.items()):
        text = normalised(project.summary or "")
        for match in _BELONGING.finditer(text):
            words = text[match.end() :].split(" ", _LONGEST_NAME)[:_LONGEST_NAME]
            whole = next(
                (found for end in range(len(words), 0, -1) if (found := called.get(" ".join(words[:end])))), None
            )
            if whole and whole != id:
                yield id, whole


def _called(projects: Mapping[str, Project]) -> dict[str, str]:
    """Normalised name or acronym → the one project called so."""
    found: dict[str, str | None] = {}
    for id, project in projects.items():
        for name in {normalised(text) for text in (project.name, project.acronym) if text}:
            if len(name) >= _SHORTEST_NAME:
                found[name] = id if found.get(name, id) == id else None
    return {name: id for name, id in found.items() if id}
