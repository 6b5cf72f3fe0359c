"""Whether a database server answers, without waiting for ever for one that has stopped in the middle."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from graph.errors import StoreUnavailableError
from graph.messages import Message

SECONDS: Final = 15.0
"""What a request waits at most for a database server."""
_AFTER_FAILURE: Final = 2.0
_AT_ONCE: Final = 8


class Pulse:
    """Asks a store which revision is its newest, and after a failure says for two seconds that it is away."""

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pulse")
        self._away_until = 0.0

    def revision(self, seconds: float = SECONDS) -> int:
        """The newest revision.

        Raises:
            StoreUnavailableError: it does not answer within so many seconds, or did not a moment ago.
        """
        if time.monotonic() < self._away_until:
            raise StoreUnavailableError(Message("errors.store_away"))
        try:
            return self._workers.submit(self._ask).result(seconds)
        except TimeoutError as error:
            self._away_until = time.monotonic() + _AFTER_FAILURE
            raise StoreUnavailableError(Message("errors.store_away")) from error
        except StoreUnavailableError:
            self._away_until = time.monotonic() + _AFTER_FAILURE
            raise

    def close(self) -> None:
        """Wait for nobody."""
        self._workers.shutdown(wait=False, cancel_futures=True)
