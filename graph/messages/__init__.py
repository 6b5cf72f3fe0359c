"""The one message catalogue: everything a person reads, in Swedish and English, one file a room.

An entry is `key: {sv: "…", en: "…"}` with `{placeholders}` as in str.format; its full key is `file.key`. A room's file
lies in its folder; a room uses its own keys and those of the rooms below it (tests/unit/graph/test_messages.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

LANGUAGES: Final = ("sv", "en")
FOLDERS: Final[Mapping[str, str]] = {
    "errors": "graph",
    "model": "graph/model",
    "identity": "graph/identity",
    "questions": "queries",
    "stories": "queries/stories",
    "loading": "loaders",
    "mapping": "loaders/documents",
    "map": "viz",
    "reconciliation": "api/http",
    "tables": "api/tables",
    "pages": "api/pages",
    "cli": "api/cli",
}
"""The folder of each room that has messages, by the first part of their keys."""

_FULL_STOPS: Final = re.compile(r"(?<=[^.])(\.|…)\.(?![.])")
# characters that XML 1.0 forbids, and those that turn the direction of the text around them
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def chosen_language(*languages: str | None) -> str:
    """The first of these that HUR speaks; Swedish when none is."""
    return next((language for language in languages if language in LANGUAGES), LANGUAGES[0])


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every message by full key, in both languages."""
    root = Path(__file__).parents[2]
    found: dict[str, Mapping[str, str]] = {}
    for room, folder in FOLDERS.items():
        text = (root / folder / f"{room}.yml").read_text("utf-8")
        found |= {f"{room}.{key}": entry for key, entry in (yaml.load(text, yaml.CSafeLoader) or {}).items()}
    return found


def message(key: str, language: str, **values: object) -> str:
    """The text of `key` in `language` with its placeholders filled; the caller escapes it for its medium.

    Raises:
        KeyError: for an unknown key or a placeholder without a value; a test finds those.
    """
    return catalogue()[key][language].format(**values)


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number as people write it: `3 800 000` and `0,25` in Swedish, `3,800,000` and `0.25` in English."""
    text = f"{value:,.{decimals}f}"
    if language == "sv":
        return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return text


def clean(text: object) -> str:
    """The text without characters that no document may hold."""
    return _FORBIDDEN.sub("", str(text))


def ended(text: str) -> str:
    """Sentences that end once, also after a name that ends with a full stop or was cut: "… Ltd.", "… Musik …"."""
    return _FULL_STOPS.sub(r"\1", text)


class Message(str):
    """A sentence of the catalogue with its values: as text it is the English one, `say` gives it in a language.

    A value is a text, a number, a text by language, another message, or a tuple of these, which becomes a list with
    commas. As a `str` it may be used wherever English text is: in an error, a problem, a note.

    Raises:
        KeyError: as `message`.
    """

    __slots__ = ("key", "values")

    key: str
    values: Mapping[str, object]

    def __new__(cls, key: str, /, **values: object) -> Message:
        """Fill the message `key` with its values."""
        made = super().__new__(cls, _filled(key, values, "en"))
        made.key, made.values = key, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.key,), dict(self.values)

    def say(self, language: str) -> str:
        """The sentence in `language`."""
        return _filled(self.key, self.values, language)

    def item(self) -> dict[str, Any]:
        """The message as JSON; `Message.of` reads it back."""
        return {"key": self.key, "values": {name: _serialized(value) for name, value in self.values.items()}}

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Message:
        """Inverse of `item`."""
        return cls(item["key"], **{name: _deserialized(value) for name, value in item["values"].items()})


def said(text: str, language: str) -> str:
    """`text` in `language` where it is a message of the catalogue; any other text unchanged."""
    return text.say(language) if isinstance(text, Message) else text


def _filled(key: str, values: Mapping[str, object], language: str) -> str:
    return message(key, language, **{name: _worded(value, language) for name, value in values.items()})


def _worded(value: object, language: str) -> str:
    match value:
        case Message():
            return value.say(language)
        case int():
            return number(value, language)
        case float():
            return f"{value:g}".replace(".", "," if language == "sv" else ".")
        case tuple():
            return ", ".join(_worded(part, language) for part in value)
        case Mapping():
            return str(value[language])
        case _:
            return str(value)


def _serialized(value: object) -> object:
    match value:
        case Message():
            return value.item()
        case tuple():
            return [_serialized(part) for part in value]
        case str() | int() | float() | Mapping():
            return value
        case _:
            return str(value)


def _deserialized(value: object) -> object:
    match value:
        case {"key": key, "values": values}:
            return Message.of({"key": key, "values": values})
        case list():
            return tuple(_deserialized(part) for part in value)
        case _:
            return value
