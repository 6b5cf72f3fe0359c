"""Backups that the service takes by itself: before a load, and daily while it runs."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Final

from graph.errors import HurError
from graph.ingest.rotation import keep_backup
from graph.settings import Settings
from graph.store.protocol import GraphStore

BEFORE_LOADS: Final = timedelta(hours=1)
"""So old the newest must be before a load takes another: several files of one hour are loaded after one backup."""
_DAILY: Final = timedelta(days=1)
_LOOK_SECONDS: Final = 900
_LOG: Final = logging.getLogger("hur")


class Backups:
    """The backups of one store. One that cannot be taken is logged, and hinders nothing."""

    def __init__(self, settings: Settings, store: GraphStore) -> None:
        self._settings, self._store = settings, store
        self._taking = threading.Lock()
        self._stopped = threading.Event()

    def before_load(self) -> None:
        """Take one unless the newest is less than an hour old."""
        self._keep(BEFORE_LOADS)

    def start(self) -> None:
        """Take one a day, as long as the graph changes, until stopped."""
        threading.Thread(target=self._daily, name="backups", daemon=True).start()

    def stop(self) -> None:
        """Take no more; waits for one under way."""
        self._stopped.set()
        with self._taking:
            pass

    def _daily(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            self._keep(_DAILY)

    def _keep(self, older_than: timedelta) -> None:
        with self._taking:
            if self._stopped.is_set():
                return
            try:
                keep_backup(self._store, self._settings.backups_folder, self._settings.backups_kept, older_than)
            except HurError as error:
                _LOG.warning("no backup was taken: %s", error.detail)
