"""Files that have arrived and wait for somebody to say what their columns are."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, NamedTuple

from api.access import LoadOrder
from graph.errors import NotFoundError
from graph.messages import Message

_KEPT: Final = 20


class Upload(NamedTuple):
    """What is to be loaded, and the folder that holds its files."""

    order: LoadOrder
    folder: Path


class Uploads:
    """The last files that wait; those before them are removed with their folders."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, Upload] = OrderedDict()

    def add(self, order: LoadOrder, folder: Path) -> str:
        """Let an order wait; returns its id."""
        id = secrets.token_urlsafe(12)
        with self._lock:
            self._waiting[id] = Upload(order, folder)
            gone = [self._waiting.popitem(last=False)[1] for _ in range(len(self._waiting) - _KEPT)]
        for each in gone:
            shutil.rmtree(each.folder, ignore_errors=True)
        return id

    def get(self, id: str) -> Upload:
        """The waiting order with this id; NotFoundError when there is none (any more)."""
        with self._lock:
            found = self._waiting.get(id)
        if found is None:
            raise NotFoundError(Message("mapping.upload_gone"))
        return found

    def take(self, id: str) -> Upload:
        """The waiting order, which waits no longer: its folder is the taker's to remove."""
        found = self.get(id)
        with self._lock:
            self._waiting.pop(id, None)
        return found

    def close(self) -> None:
        """Remove everything that waits."""
        with self._lock:
            gone, self._waiting = list(self._waiting.values()), OrderedDict()
        for each in gone:
            shutil.rmtree(each.folder, ignore_errors=True)
