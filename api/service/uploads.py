"""Files that have arrived and wait for somebody to say what their columns are."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final, NamedTuple
from weakref import WeakValueDictionary

from api.service.cache import Cache
from api.service.requests import LoadOrder
from graph.errors import InputError, NotFoundError
from graph.messages import Message
from loaders.files.sample import Sample
from loaders.tables.open_table import OpenTable, open_tables
from loaders.tables.table_cache import cached

_MOST_WAITING: Final = 20
_CACHED: Final = 2  # tables in memory; a step of the mapping of any other reads its file again


class Upload(NamedTuple):
    """What is to be loaded, and the folder that holds its files."""

    order: LoadOrder
    folder: Path


class Uploads:
    """The last files that wait; those before them are removed with their folders."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, Upload] = OrderedDict()
        self._samples: WeakValueDictionary[str, Sample] = WeakValueDictionary()  # those that tables are read from
        self._tables = Cache(_CACHED)
        self._cached_tables = Cache(_CACHED)

    def add(self, order: LoadOrder, folder: Path) -> str:
        """Let an order wait; returns its id."""
        id = secrets.token_urlsafe(12)
        with self._lock:
            self._waiting[id] = Upload(order, folder)
            gone = dict(self._waiting.popitem(last=False) for _ in range(len(self._waiting) - _MOST_WAITING))
        self._remove(gone)
        return id

    def get(self, id: str) -> Upload:
        """The waiting order with this id; NotFoundError when there is none (any more)."""
        with self._lock:
            upload = self._waiting.get(id)
        if upload is None:
            raise NotFoundError(Message("mapping.upload_gone"))
        return upload

    def tables(self, id: str) -> tuple[OpenTable, ...]:
        """The tables of the first waiting file; InputError when it holds none."""
        file = self.get(id).order.files[0]
        return self._tables.get(("tables", id), lambda: self._opened(id, file))

    def _opened(self, id: str, file: Path) -> tuple[OpenTable, ...]:
        sample = self._samples[id] = Sample(file)
        return open_tables(sample)

    def table(self, id: str, sheet: int) -> OpenTable:
        """One of the tables, cached while it is mapped; InputError when there are not so many."""
        tables = self.tables(id)
        if sheet >= len(tables):
            raise InputError(Message("mapping.no_sheet"))
        return self._cached_tables.get(("table", id, sheet), lambda: cached(tables[sheet]))

    def take(self, id: str) -> Upload:
        """The waiting order, which waits no longer: its folder is the taker's to remove."""
        upload = self.get(id)
        with self._lock:
            self._waiting.pop(id, None)
        self._release({id})
        return upload

    def close(self) -> None:
        """Remove everything that waits."""
        with self._lock:
            gone, self._waiting = self._waiting, OrderedDict()
        self._remove(gone)

    def _remove(self, gone: Mapping[str, Upload]) -> None:
        self._release(gone.keys())
        for upload in gone.values():
            shutil.rmtree(upload.folder, ignore_errors=True)

    def _release(self, ids: Set[str]) -> None:
        """Let go of their files and tables."""
        for id in ids:
            if sample := self._samples.pop(id, None):
                sample.close()
        for cache in (self._tables, self._cached_tables):
            cache.drop(lambda key: key[1] in ids)
