"""A bounded cache of computed values."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from copy import copy
from typing import Any, TypeVar, cast

from api.service.turns import Turns
from graph.errors import HurError

Value = TypeVar("Value")
Key = tuple[Any, ...]


def result_of(work: Future[Value], seconds: float | None = None) -> Value:
    """What others work out too; each raises an error of its own, since threads that share one garble its traceback."""
    try:
        return work.result(seconds)
    except HurError as error:
        raise copy(error) from error


class Cache:
    """The values used last, up to a sum of weights. One is computed once, however many threads ask at the same time.

    A key begins with what it leads to, so that every value under it has one type.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._turns = Turns()
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, tuple[Future[Any], int]] = OrderedDict()
        self._weight = 0

    def get(self, key: Key, compute: Callable[[], Value], weight: int = 1) -> Value:
        """The value of `key`; an error in `compute` reaches everyone who waits and is not cached."""
        with self._lock:
            entry = self._entries.get(key)
            if is_ours := entry is None:
                entry = self._entries[key] = (Future(), weight)
                self._weight += weight
            self._entries.move_to_end(key)
            while self._weight > self._capacity and len(self._entries) > 1:
                self._weight -= self._entries.popitem(last=False)[1][1]
        assert entry is not None
        if is_ours:
            self._fill(key, entry[0], compute)
            return cast(Value, entry[0].result())
        return cast(Value, result_of(entry[0]))

    def get_in_turn(self, key: Key, compute: Callable[[], Value], weight: int = 1) -> Value:
        """As `get`, but what is not known yet waits in a queue with other heavy work; BusyError when that is full."""
        with self._lock:
            entry = self._entries.get(key)
        if entry is not None and entry[0].done():
            return self.get(key, compute, weight)
        with self._turns.place():
            return self.get(key, lambda: self._turns.run(compute), weight)

    def drop(self, is_past: Callable[[Key], bool]) -> None:
        """Forget every value under such a key; who waits for one still gets it."""
        with self._lock:
            for key in [key for key in self._entries if is_past(key)]:
                self._weight -= self._entries.pop(key)[1]

    def _fill(self, key: Key, future: Future[Any], compute: Callable[[], Any]) -> None:
        try:
            future.set_result(compute())
        except BaseException as error:
            with self._lock:
                if key in self._entries and self._entries[key][0] is future:
                    self._weight -= self._entries.pop(key)[1]
            future.set_exception(error)
