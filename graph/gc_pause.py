"""Pausing Python's garbage collector while rows and networks that have no cycles are built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector, which takes a fifth of the time of a large load or of a question of a large network.

    May be entered by several threads at once; the pause ends when the first of them is done.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
