"""A load in two steps: what it would change, then exactly that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import ConflictError
from graph.ingest.ingest import ingest
from graph.ingest.load import Load, LoadReport
from graph.ingest.write import Progress
from graph.messages import Message
from graph.store import state
from graph.store.protocol import GraphStore, Result, Transaction


class StoreAtRevision:
    """A store that refuses to write once the graph has left `revision`."""

    def __init__(self, store: GraphStore, revision: int) -> None:
        self._store, self._revision = store, revision

    @property
    def engine(self) -> str:
        """Name and version of the engine."""
        return self._store.engine

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` on one consistent state."""
        return self._store.read(work)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work`; raises ConflictError, with nothing written, when the graph has another revision."""

        def guarded(transaction: Transaction) -> Result:
            now = state.lock(transaction, "guard")
            if now != self._revision:
                raise ConflictError(Message("errors.moved_on", then=str(self._revision), now=str(now)))
            return work(transaction)

        return self._store.write(guarded)

    def close(self) -> None:
        """Leave the store open: it belongs to whoever opened it."""


@dataclass(slots=True)
class PreparedLoad:
    """Files that have been read. `apply` after `compare` does what `compare` showed or nothing."""

    store: GraphStore
    load: Load
    shown: LoadReport | None = None

    def compare(self) -> LoadReport:
        """What the load would change."""
        self.shown = ingest(self.store, self.load, apply=False)
        return self.shown

    def apply(self, progress: Progress | None = None) -> LoadReport:
        """Change it.

        Raises:
            ConflictError: the graph is not as it was when the difference was shown.
        """
        from loaders.enrichment.events import with_events
        from loaders.enrichment.rereading import with_themes

        store = StoreAtRevision(self.store, self.shown.revision) if self.shown else self.store
        report = ingest(store, self.load, progress=progress)
        return with_themes(self.store, with_events(self.store, report))
