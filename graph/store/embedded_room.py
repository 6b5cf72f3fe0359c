"""Room on the disk of an embedded store.

The engine ends the process when it closes on a full disk, so there must be room before anything is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from graph.errors import StoreFullError
from graph.messages import Message
from graph.store.protocol import Row

LEAST: Final = 64 * 1024 * 1024
"""Bytes that must be free whatever is written."""
_TIMES: Final = 8
_LOOKED_AT: Final = 16
_MEBI: Final = 1024 * 1024
_RESERVE: Final = 64 * 1024


def check_room(folder: Path, written: int = 0) -> None:
    """Raise StoreFullError unless there is room for `written` bytes of rows in the log, the file and its shadow."""
    needed = max(LEAST, _TIMES * written)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreFullError(Message("errors.store_full", folder=folder, free=free // _MEBI, needed=needed // _MEBI))


def size_of(rows: Sequence[Row]) -> int:
    """About how many bytes the rows hold, by some of them."""
    some = rows[:: max(1, len(rows) // _LOOKED_AT)]
    return len(rows) * sum(len(repr(row)) for row in some) // len(some) if some else 0


def reserve(file: Path) -> None:
    """Keep a little room beside the file, for closing it when there is no other."""
    held = _reserve_of(file)
    with suppress(OSError):
        if not held.exists():
            held.write_bytes(os.urandom(_RESERVE))


def release(file: Path) -> None:
    """Give up the room kept beside the file."""
    _reserve_of(file).unlink(missing_ok=True)


def _reserve_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.reserve")
