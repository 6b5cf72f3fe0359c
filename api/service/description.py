"""What somebody wants to do, in their own words: the themes, places and actors that a pasted text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.model.names import normalised
from graph.network.network import StakeholderNetwork

_SHORT: Final = 300  # letters up to which a text is read as a title, of which one word is enough
_MOST_THEMES: Final = 4
_LEAST_SHARE: Final = 1 / 3  # of the mentions of the theme that is named most
_WORD: Final = re.compile(r"[\w&/+-]+(?:\.[\w-]+)*")
_MOST_WORDS: Final = 7
_PLACE_WORDS: Final = 3
_LEVELS: Final = ("county", "municipality")
_IN: Final = frozenset({"i", "in", "inom", "på", "från"})


@dataclass(frozen=True, slots=True)
class Description:
    """Ids of what a text names: themes by how often, places and actors in the order of the text."""

    themes: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]


def read_description(text: str, whole: StakeholderNetwork) -> Description:
    """Read a text. Names count where a capital begins them; a municipality after "i" is a place, else an actor."""
    names = dict(_names(text, whole))
    return Description(
        _themes(text, whole),
        tuple(id for id, kind in names.items() if kind == "place"),
        tuple(id for id, kind in names.items() if kind == "actor"),
    )


def _themes(text: str, whole: StakeholderNetwork) -> tuple[str, ...]:
    from loaders.enrichment.themes import theme_words

    mentions = theme_words().mentions(text, is_title=len(text) <= _SHORT)
    counted = Counter(mention.word.theme for mention in mentions if mention.word.theme in whole.themes)
    most = max(counted.values(), default=0)
    return tuple(theme for theme, count in counted.most_common(_MOST_THEMES) if count >= most * _LEAST_SHARE)


def _names(text: str, whole: StakeholderNetwork) -> Iterator[tuple[str, str]]:
    """Id and kind of every place and actor named, the longest name at each word."""
    actors = whole.cached("actors by name", lambda: _by_name(whole))
    words = [found[0] for found in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        length, found = 1, None
        if words[at][0].isupper():
            is_place = at > 0 and words[at - 1].casefold() in _IN
            length, found = _longest(words[at : at + _MOST_WORDS], actors, whole, is_place)
        if found:
            yield found
        at += length


def _longest(
    words: list[str], actors: dict[str, str | None], whole: StakeholderNetwork, is_place: bool
) -> tuple[int, tuple[str, str] | None]:
    """How many of the words name something, and what; 1 and None when they name nothing."""
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        place = _place(name, whole) if length <= _PLACE_WORDS else None
        actor = actors.get(normalised(name)) if length > 1 or name.isupper() else None
        if place and (is_place or not actor):
            return length, (place, "place")
        if actor:
            return length, (actor, "actor")
    return 1, None


def _place(name: str, whole: StakeholderNetwork) -> str | None:
    from loaders.registers.registry import load_registry

    found = load_registry().place(name)
    return found.id if found and found.level in _LEVELS and found.id in whole.places else None


def _by_name(whole: StakeholderNetwork) -> dict[str, str | None]:
    """Name or alias → the actor it means; None where it means several."""
    found: dict[str, str | None] = {}
    for id, actor in whole.actors.items():
        for name in _spellings((actor.name, *actor.aliases)):
            found[name] = id if found.get(name, id) == id else None
    return found


def _spellings(names: Iterable[str]) -> set[str]:
    return {normalised(name) for name in names}
