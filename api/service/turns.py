"""Heavy answers are worked out a few at a time; some wait for their turn, and who finds the queue full is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from graph.errors import BusyError
from graph.messages import Message

# More at once would not be done sooner: Python works on one at a time.
AT_ONCE: Final = 2
# Each that waits holds a thread of the web server's 40: the rest are left to what is quick.
WAITING: Final = 16
PATIENCE: Final = 30.0
"""Seconds that one waits for its turn."""
Value = TypeVar("Value")


class Turns:
    """A queue before heavy work. Work that has its turn must not ask for another."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place in the queue; raises BusyError when it is full."""
        if not self._places.acquire(blocking=False):
            raise BusyError(Message("errors.busy"))
        try:
            yield
        finally:
            self._places.release()

    def run(self, work: Callable[[], Value]) -> Value:
        """Wait for a turn, and do the work; raises BusyError when others take too long."""
        if not self._turns.acquire(timeout=PATIENCE):
            raise BusyError(Message("errors.busy"))
        try:
            return work()
        finally:
            self._turns.release()
