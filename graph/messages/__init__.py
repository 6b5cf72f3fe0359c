"""The one message catalogue: everything a person reads, in Swedish and English, one file a room.

An entry is `key: {sv: "…", en: "…"}` with `{placeholders}` as in str.format; its full key is `file.key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

LANGUAGES: Final = ("sv", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every message by full key, in both languages."""
    found: dict[str, Mapping[str, str]] = {}
    for file in files(__name__).iterdir():
        if file.name.endswith(".yml"):
            content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            found |= {f"{file.name.removesuffix('.yml')}.{key}": entry for key, entry in content.items()}
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
