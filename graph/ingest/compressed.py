"""Compressed JSON as text, which every engine stores, in a twentieth of the space that a difference takes as it is."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any, Final

_LEVEL: Final = 6
_PLAIN: Final = ("[", "{")


def compress(content: Any) -> str:
    """Content that JSON can say, as text."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), _LEVEL)).decode()


def decompress(text: str) -> Any:
    """Inverse of `compress`; plain JSON is read as it is."""
    return json.loads(text if text[:1] in _PLAIN else zlib.decompress(base64.b64decode(text)))
