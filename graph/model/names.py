"""Names and addresses as people write them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit


@lru_cache(maxsize=1 << 17)
def normalised(name: str) -> str:
    """`name` in NFC, case folded, with punctuation and runs of white space as one space.

    Two spellings with the same normalised form are the same name: `Luleå  Tekniska universitet` and
    `LULEÅ TEKNISKA UNIVERSITET`, composed or decomposed. Letters keep their dots and rings: Håbo is not Habo.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    return re.sub(r"(?:[^\w&+]|_)+", " ", unicodedata.normalize("NFC", text)).strip()


def own_page(url: str | None) -> str | None:
    """The address of a page, without what browsers add; None for a bare home page, which is nobody's own."""
    parts = urlsplit((url or "").strip().casefold())
    page = (parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")).removesuffix("/index.html")
    return parts.netloc.removeprefix("www.") + page if parts.netloc and page else None


class Bilingual(Protocol):
    """What has a Swedish and an English name."""

    @property
    def name_sv(self) -> str:
        """In Swedish."""
        ...

    @property
    def name_en(self) -> str:
        """In English."""
        ...


def theme_name(theme: Bilingual, language: str) -> str:
    """What a theme is called in `language`."""
    return theme.name_sv if language == "sv" else theme.name_en
