"""Answers as they were sent, kept while their revision is the newest, so that what is worded is worded once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

KEPT_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The body and headers of one answer."""

    body: bytes
    headers: Mapping[str, str]


class Kept:
    """The answers asked for last, up to so many bytes. Safe for several threads."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Hashable, KeptAnswer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> KeptAnswer | None:
        """What is kept under this key."""
        with self._lock:
            if answer := self._answers.get(key):
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Hashable, answer: KeptAnswer) -> None:
        """Keep an answer in place of those not asked for longest; one larger than all may be is not kept."""
        with self._lock:
            if key in self._answers or len(answer.body) > self._most:
                return
            self._answers[key] = answer
            self._size += len(answer.body)
            while self._size > self._most:
                self._size -= len(self._answers.popitem(last=False)[1].body)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._answers.clear()
            self._size = 0
