"""JSON as text, which every engine stores: compressed, or compressed where it is long."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any, Final

_LEVEL: Final = 6
_LONG: Final = 100_000
_PLAIN: Final = ("[", "{")


def compress(content: Any) -> str:
    """Content that JSON can say, as compressed text."""
    return _compressed(_text(content))


def compress_long(content: Any) -> str:
    """Content as plain JSON, or compressed where that has more than 100,000 characters."""
    text = _text(content)
    return _compressed(text) if len(text) > _LONG else text


def decompress(text: str) -> Any:
    """Inverse of both."""
    return json.loads(text if text.startswith(_PLAIN) else zlib.decompress(base64.b64decode(text)))


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _compressed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), _LEVEL)).decode()
