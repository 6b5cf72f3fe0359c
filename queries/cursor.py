"""Cursors: a position in a list as opaque text, which a client sends back for what follows."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from typing import Final

from graph.errors import InputError
from graph.messages import Message

_LARGEST: Final = 2**62


def write_cursor(key: Iterable[str | int]) -> str:
    """The cursor of what comes after `key`."""
    parts = [str(part) for part in key]
    return urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")


def read_cursor(text: str, length: int) -> tuple[str, ...]:
    """Inverse of `write_cursor`; InputError when HUR wrote no such cursor."""
    try:
        key = json.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
    except ValueError as error:
        raise _refused(text) from error
    if not isinstance(key, list) or len(key) != length or not all(isinstance(part, str) for part in key):
        raise _refused(text)
    return tuple(key)


def read_numbers(text: str, length: int) -> tuple[int, ...]:
    """The whole numbers that a cursor was written from; InputError when it is none of ours."""
    key = read_cursor(text, length)
    if not all(part.isascii() and part.isdigit() and int(part) < _LARGEST for part in key):
        raise _refused(text)
    return tuple(map(int, key))


def _refused(text: str) -> InputError:
    return InputError(Message("errors.cursor", cursor=text))
