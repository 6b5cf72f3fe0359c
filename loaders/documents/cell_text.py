"""A cell as text, and the words by which people say that they leave it empty."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

from graph.messages import Message
from loaders.cell_errors import CellError
from loaders.documents.cell_words import NOTHING
from loaders.files.table import LONGEST_CELL, Cell

_SPACES: Final = re.compile(r"\s+")  # also the no-break and thin spaces of Swedish typography
_LONGEST: Final = max(map(len, NOTHING))


def text(cell: Cell) -> str | None:
    """A cell as text, composed and without space around it; whole numbers without decimals; None when empty."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    written = unicodedata.normalize("NFC", str(cell)).strip().strip("\ufeff").strip()
    if "\x00" in written:
        raise CellError(Message("loading.nul_in_cell"))
    if len(written) > LONGEST_CELL:
        raise CellError(Message("loading.long_cell", count=len(written), most=LONGEST_CELL))
    return written or None


def says_nothing(written: str) -> bool:
    """Whether the text is a word for an empty cell: a dash, `okänt`, `N/A`, `TBD`."""
    return len(written) <= _LONGEST and written.casefold() in NOTHING


def evened(written: str) -> str:
    """The text on one line, every run of space one space, with the plain minus sign and apostrophe."""
    return _SPACES.sub(" ", written.replace("\u2212", "-").replace("\u2019", "'")).strip()
