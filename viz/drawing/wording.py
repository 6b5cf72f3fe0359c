"""In which forms a name can stand beside its mark, from the fullest to the shortest that still says who it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from viz.drawing.text_width import Wrapped, shorten, text_width, wrap

LEAST_LETTERS: Final = 24
"""So many letters of a name are left when it is cut."""
_SHAPES: Final = ((8.0, 2), (12.0, 2), (8.0, 3), (12.0, 3), (18.0, 2), (6.0, 3))  # width in letter sizes, and lines
_ONE_LINE: Final = 8.5
_SHORT: Final = (10.0, 14.0, 18.0)  # widths of short names, the first in which nothing is cut


@lru_cache(maxsize=20_000)
def forms(name: str, short: str, bold: bool) -> Sequence[tuple[bool, Wrapped]]:
    """The name in lines at letter size 1, and whether nothing is left out; then its short form or its beginning."""
    found: dict[tuple[str, ...], tuple[bool, Wrapped]] = {}
    if text_width(name, 1, bold) <= _ONE_LINE:
        one_line = wrap(name, _ONE_LINE, 1, bold, most=1)
        found[one_line.lines] = (True, one_line)
    for width, most in _SHAPES:
        text = wrap(name, width, 1, bold, most)
        is_whole = _is_whole(text, name)
        if is_whole or (not short and len(" ".join(text.lines)) > LEAST_LETTERS):
            found.setdefault(text.lines, (is_whole, text))
    if short:
        wrapped = [wrap(short, width, 1, bold) for width in _SHORT]
        text = next((text for text in wrapped if _is_whole(text, short)), wrapped[-1])
        found.setdefault(text.lines, (False, text))
    ordered = sorted(found.values(), key=lambda form: not form[0])
    return ordered or [(False, _beginning(name, bold))]


def _is_whole(text: Wrapped, name: str) -> bool:
    return "".join(text.lines).replace(" ", "") == name.replace(" ", "")


def _beginning(name: str, bold: bool) -> Wrapped:
    """The first letters in two lines, where words are too long to be broken well."""
    half = shorten(name, text_width(name[: LEAST_LETTERS + 1], 1, bold), 1, bold)
    return wrap(half, text_width(half, 1, bold) * 0.6, 1, bold, most=3)
