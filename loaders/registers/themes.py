"""Which of our themes a source's phrase means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.registers.entries import Theme
from loaders.registers.names import name_key


class ThemeIndex:
    """Finds the theme of a phrase: by its id or name, else by the longest keyword in it.

    Of keywords equally long the first in the phrase wins: what stands first is usually what it is about.
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = tuple(themes)
        self._by_name = {
            name_key(name): theme for theme in self.themes for name in (theme.id, theme.name_sv, theme.name_en)
        }
        by_keyword = {keyword: theme for theme in self.themes for keyword in theme.headings}
        self._patterns = [(_pattern(keyword), len(keyword), theme) for keyword, theme in by_keyword.items()]

    def find(self, phrase: str) -> Theme | None:
        """The theme of `phrase`; None when no keyword occurs in it."""
        key = name_key(phrase)
        if key in self._by_name:
            return self._by_name[key]
        hits = [
            (-length, hit.start(), theme) for pattern, length, theme in self._patterns if (hit := pattern.search(key))
        ]
        return min(hits, key=lambda hit: hit[:2])[2] if hits else None


def _pattern(keyword: str) -> re.Pattern[str]:
    ending = r"" if keyword.endswith("*") else r"\b"
    return re.compile(rf"\b{re.escape(name_key(keyword))}{ending}")
