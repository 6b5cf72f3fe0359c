"""The words of cell_words.yml: for months, seasons, quarters, sums, currencies, marks, and for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

import yaml

_DECLARED: Final[Mapping[str, Any]] = yaml.safe_load(
    files("loaders.documents").joinpath("cell_words.yml").read_text(encoding="utf-8")
)


def _words(name: str) -> frozenset[str]:
    return frozenset(_DECLARED[name].split())


def _numbered(name: str) -> dict[str, int]:
    return {word: number for number, words in enumerate(_DECLARED[name], start=1) for word in words.split()}


NOTHING: Final = frozenset(_DECLARED["nothing"])
MARKS: Final = frozenset(_DECLARED["marks"])
UNMARKED: Final = frozenset(_DECLARED["unmarked"])
MONTHS: Final[Mapping[str, int]] = _numbered("months")
ORDINALS: Final[Mapping[str, int]] = _numbered("ordinals")
QUARTERS: Final = _words("quarters")
HALVES: Final = _words("halves")
SEASONS: Final = _words("seasons")
BESIDE_DATES: Final = _words("beside_dates")
SCALES: Final[Mapping[str, float]] = {
    word: scale for name, scale in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9)) for word in _words(name)
}
APPROXIMATELY: Final = _words("approximately")
BESIDE_AMOUNTS: Final = _words("beside_amounts")
CURRENCY_CODES: Final = tuple(sorted(_words("currencies")))
