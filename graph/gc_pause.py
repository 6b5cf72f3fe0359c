"""Python's search for cycles, put to rest while rows and networks that have none are built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Keep Python from looking for cycles: a fifth of the time of a large load or of a question of a large network.

    May be entered by several threads at once; then it rests until the first of them is done.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
