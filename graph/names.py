"""Names as people write them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def normalised(name: str) -> str:
    """`name` in NFC, case folded, with punctuation and runs of white space as one space.

    Two spellings with the same normalised form are the same name: `Luleå  Tekniska universitet` and
    `LULEÅ TEKNISKA UNIVERSITET`, composed or decomposed. Letters keep their dots and rings: Håbo is not Habo.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    return re.sub(r"(?:[^\w&+]|_)+", " ", unicodedata.normalize("NFC", text)).strip()
