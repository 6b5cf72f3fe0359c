"""Who uses an open store, for the one who must have it alone for a moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from graph.errors import StoreUnavailableError
from graph.messages import Message

_PATIENCE_SECONDS: Final = 30.0


class Users:
    """A count of the transactions under way."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    @contextmanager
    def another(self) -> Iterator[None]:
        """Be one of them; waits while somebody has the store alone."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    @contextmanager
    def none(self) -> Iterator[None]:
        """Have the store alone, as soon as the others have finished.

        Raises:
            StoreUnavailableError: they do not within half a minute.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._count == 0, _PATIENCE_SECONDS):
                raise StoreUnavailableError(Message("errors.store_read_on"))
            yield
