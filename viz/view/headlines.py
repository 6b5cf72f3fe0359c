"""The sentences above and below a map: they claim no more than the named actors in the data support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.network.network import REFERENCE, StakeholderNetwork
from viz.view.network_view import SourceText
from viz.view.words import say

_NAMED_AT_MOST: Final = 3
_SOURCES_AT_MOST: Final = 3


def subtitle(network: StakeholderNetwork, language: str) -> str:
    """Who of the named actors takes part in more than one project; groups expanded from a phrase do not count."""
    if len(network.projects) < 2:
        return ""
    projects: dict[str, set[str]] = {}
    for fact in network.participations:
        if fact.discriminator != REFERENCE and fact.expanded_from is None:
            projects.setdefault(fact.start, set()).add(fact.end)
    several = sorted((network.actors[actor].name for actor, of in projects.items() if len(of) > 1), key=str.casefold)
    if not several:
        return say("sub_none", language)
    if len(several) == 1:
        return say("sub_one", language, names=several[0])
    if len(several) <= _NAMED_AT_MOST:
        return say("sub_some", language, names=listed(several, language))
    return say("sub_many", language, count=len(several))


def source_line(sources: Mapping[str, SourceText], language: str) -> str:
    """The titles of the sources that are cited, the first few of many."""
    titles = list(dict.fromkeys(source.title for source in sources.values()))
    if not titles:
        return say("sources_none", language)
    if len(titles) <= _SOURCES_AT_MOST + 2:
        return say("sources_few", language, names="; ".join(titles))
    return say("sources_many", language, names="; ".join(titles[:_SOURCES_AT_MOST]), count=len(titles))


def listed(names: Sequence[str], language: str) -> str:
    """`a, b och c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {say('and', language)} {names[-1]}"
