"""A load in two steps: what it would change, then exactly that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.service.same_list import check_resemblance
from api.service.unmoved import check_unmoved
from graph import gc_pause
from graph.errors import ConflictError
from graph.ingest.ingest import ingest
from graph.ingest.load import Load, LoadReport
from graph.ingest.revisions import sign_revisions
from graph.ingest.write import Progress
from graph.store import state
from graph.store.joined import JoinedStore
from graph.store.protocol import GraphStore, Transaction


@dataclass(slots=True)
class PreparedLoad:
    """Files that have been read. `apply` after `compare` does what `compare` showed or nothing."""

    store: GraphStore
    load: Load
    made_by: str | None = None
    shown: LoadReport | None = None
    before: Callable[[], None] | None = None
    """What is done before anything is written: a backup."""
    named_by_file: bool = False
    """Whether nobody said which dataset it is: then one that it resembles is asked about."""

    def compare(self) -> LoadReport:
        """What the load would change.

        Raises:
            ResemblanceError: it may be a dataset that is loaded under another name.
        """
        self.store.read(self._check_name)
        self.shown = ingest(self.store, self.load, apply=False)
        return self.shown

    def apply(self, progress: Progress | None = None) -> LoadReport:
        """Change it, with the events and themes that follow from it, all or nothing.

        Raises:
            ConflictError: the graph is not as it was when the difference was shown.
            ResemblanceError: no difference was shown, and it may be a dataset that is loaded under another name.
        """
        from loaders.enrichment.events import with_events
        from loaders.enrichment.rereading import with_themes

        def work(transaction: Transaction) -> LoadReport:
            if self.shown:
                check_unmoved(transaction, frozenset({self.shown.revision}), ConflictError)
            else:
                self._check_name(transaction)
            joined, before = JoinedStore(self.store, transaction), state.revision(transaction)
            report = with_themes(joined, with_events(joined, ingest(joined, self.load, progress=progress)))
            sign_revisions(transaction, before, self.made_by)
            return report

        if self.before:
            self.before()
        with gc_pause.paused():
            return self.store.write(work)

    def _check_name(self, transaction: Transaction) -> None:
        if self.named_by_file:
            check_resemblance(transaction, self.load)
