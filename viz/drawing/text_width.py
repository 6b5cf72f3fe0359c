"""The width of a text without a browser: from a table that is valid for every font of the stack."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

FONT_STACK: Final = "'Open Sans','Segoe UI',Arial,sans-serif"
LINE_HEIGHT: Final = 1.2
ASCENT: Final = 1.07  # of Open Sans, the tallest of the stack; its descent is 0.29
_OVERHANG: Final = 0.17  # ascent and descent beyond the height of the lines
_UNKNOWN: Final = 1000


class Wrapped(NamedTuple):
    """A text broken into lines, with the size of its box."""

    lines: tuple[str, ...]
    width: float
    height: float


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in the units of `size`; a character the table lacks counts as one em."""
    table = _widths()["bold" if bold else "regular"]
    return sum(map(table.__getitem__, text)) * size / 1000


def wrap(text: str, width: float, size: float, bold: bool = False, most: int = 3) -> Wrapped:
    """Break `text` between words into at most `most` lines no wider than `width`; the last one may end in an ellipsis.

    For a long word the box widens, at most twofold; a still longer one is cut.
    """
    longest = max((text_width(word, size, bold) for word in text.split()), default=0.0)
    width = max(width, min(longest, 2 * width))
    lines: list[str] = []
    for word in _words(text, width, size, bold):
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size, bold)]
    widest = max((text_width(line, size, bold) for line in lines), default=0.0)
    return Wrapped(tuple(lines), widest, (len(lines) * LINE_HEIGHT + _OVERHANG) * size if lines else 0.0)


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits in `width` with an ellipsis."""
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def _words(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words, those wider than a line cut into pieces."""
    words: list[str] = []
    for word in text.split():
        while len(word) > 1 and text_width(word, size, bold) > width:
            cut = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n] + "-", size, bold) <= width
            )
            words.append(word[:cut] + "-")
            word = word[cut:]
        words.append(word)
    return words


@cache
def _widths() -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = json.loads(
        files("viz.drawing.fonts").joinpath("widths.json").read_text("utf-8")
    )
    return {weight: defaultdict(lambda: _UNKNOWN, table) for weight, table in tables.items()}
