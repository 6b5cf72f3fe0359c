"""What the service has done since it started, in numbers."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Answered:
    """How many requests of one kind, and the seconds that they took together."""

    count: int = 0
    seconds: float = 0.0


Asked = tuple[str, str, str]
"""Method, address as the routes write it, and status."""


class Figures:
    """Counts of requests. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.under_way = 0
        self._answered: defaultdict[Asked, Answered] = defaultdict(Answered)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request among those under way."""
        with self._lock:
            self.under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self.under_way -= 1

    def count(self, asked: Asked, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            answered = self._answered[asked]
            answered.count += 1
            answered.seconds += seconds

    def answered(self) -> dict[Asked, Answered]:
        """All that was counted."""
        with self._lock:
            return {asked: Answered(found.count, found.seconds) for asked, found in self._answered.items()}
