"""The words a reader of a map sees: `map.yml` of the message catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from graph import messages


def say(key: str, language: str = "sv", **values: object) -> str:
    """The words for `key` in `language`, with the values filled in; raises KeyError for an unknown key."""
    return messages.message(f"map.{key}", language, **values)


def pattern(key: str, language: str) -> str:
    """The words for `key` with their placeholders, for a script that fills them in."""
    return messages.catalogue()[f"map.{key}"][language]


def is_known(key: str) -> bool:
    """Whether the catalogue has words for `key`."""
    return f"map.{key}" in messages.catalogue()


def number(value: float, language: str = "sv") -> str:
    """A number as people of the language write it: 23 974 594 or 23,974,594."""
    return messages.number(value, language, decimals=0 if value == int(value) else 2)


def listed(names: Sequence[str], language: str) -> str:
    """`a, b och c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {say('and', language)} {names[-1]}"


def spelled(count: int, language: str) -> str:
    """A number up to twelve as a word, a greater one in figures."""
    words = say("numbers", language).split()
    return words[count] if count < len(words) else number(count, language)
