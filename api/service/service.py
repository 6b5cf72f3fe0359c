"""The running service's one object: the store, and what is kept in memory of its newest revision."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.service.cache import Cache
from api.service.prepared_load import PreparedLoad
from api.service.requests import Asked, DoubtsAsked, LoadOrder
from api.service.resolve_names import with_ids
from graph.errors import HurError
from graph.ingest.ingest import forget
from graph.ingest.load import LoadReport
from graph.ingest.write import Progress
from graph.network.network import StakeholderNetwork
from graph.network.snapshot import Snapshot, read_snapshot
from graph.network.view import View
from graph.settings import Settings
from graph.store import state
from graph.store.protocol import GraphStore

if TYPE_CHECKING:
    from api.service.details import Relations
    from api.service.jobs import Jobs
    from api.service.lists import Lists
    from api.service.review_queue import Steward
    from api.service.uploads import Uploads
    from loaders.files.sample import Sample
    from loaders.tables.document import TableMapping
    from loaders.tables.saved_mappings import SavedMappings
    from queries.answer import Answer
    from queries.answers import Desk
    from queries.reconciliation.actors import Reconciler

_VIEWS_KEPT: Final = 16
_ANSWERS_KEPT: Final = 256
_LOG: Final = logging.getLogger("hur")


class Service:
    """A store with everything computed from its newest revision kept for the next one who asks.

    Safe to use from several threads. Reads never wait for a write; writes wait for each other.
    """

    def __init__(self, settings: Settings, store: GraphStore) -> None:
        self.settings = settings
        self.store = store
        self._snapshots: Cache[Snapshot] = Cache(2)
        self._desks: Cache[Desk] = Cache(1)
        self._turns: Cache[threading.Lock] = Cache(_ANSWERS_KEPT)
        self._lists: Cache[Lists] = Cache(_VIEWS_KEPT)
        self._relations: Cache[Relations] = Cache(1)
        self._reconcilers: Cache[Reconciler] = Cache(1)
        self._exports: Cache[bytes] = Cache(_VIEWS_KEPT)
        self._warming: threading.Thread | None = None
        self._closing = False

    @cached_property
    def jobs(self) -> Jobs:
        """The loads under way and those just done."""
        from api.service.jobs import Jobs

        return Jobs(self)

    @cached_property
    def _steward(self) -> Steward:
        from api.service.review_queue import Steward

        return Steward(self.store)

    def revision(self) -> int:
        """Number of the newest revision, read from the store."""
        return self.store.read(state.revision)

    def snapshot(self) -> Snapshot:
        """The newest revision whole."""
        return self._snapshots.get(self.revision(), lambda: read_snapshot(self.store))

    def view(self, options: Mapping[str, Any]) -> View:
        """A view from its public options; InputError for an unknown option, value or name."""
        return View.of(with_ids(options, self.snapshot()))

    def desk(self) -> Desk:
        """Where questions about the newest revision are asked; it remembers views and answers."""
        from queries.answers import Desk

        snapshot = self.snapshot()
        return self._desks.get(snapshot.revision, lambda: Desk(snapshot))

    def network(self, view: View) -> StakeholderNetwork:
        """What the view shows of the newest revision."""
        return self.desk().network(view)

    def lists(self, view: View) -> Lists:
        """Actors, projects and the rest as the view lists them."""
        from api.service.lists import Lists

        desk = self.desk()
        return self._lists.get((desk.snapshot.revision, view), lambda: Lists(desk.snapshot, desk.network(view)))

    def reconciler(self) -> Reconciler:
        """Where names are matched with the actors of the newest revision."""
        from queries.reconciliation.actors import Reconciler

        snapshot = self.snapshot()
        return self._reconcilers.get(snapshot.revision, lambda: Reconciler(snapshot))

    def detail(self, resource: str, id: str, language: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """One node with what each source claims of it and a page of its relations.

        Raises:
            NotFoundError: there is none.
        """
        from api.service.details import LABEL, Relations, claims, missing

        snapshot = self.snapshot()
        item = self.lists(View()).item(resource, language, id)
        if item is None:
            raise missing(resource, id)
        relations = self._relations.get(snapshot.revision, lambda: Relations(snapshot))
        return {
            **item,
            "claims": claims(self.store, resource, id) if resource in LABEL else [],
            **relations.page(id, language, limit, cursor),
            "revision": snapshot.revision,
        }

    def answer(self, question: str, options: Mapping[str, Any], language: str) -> Answer:
        """The answer to a question, whose parameters and view options stand together in `options`.

        Who asks the same while it is worked out waits for that one answer.

        Raises:
            InputError: an option that neither the question nor a view has, or a value that makes no sense.
            NotFoundError: a question, actor or project that is not there.
        """
        desk = self.desk()
        given = with_ids(options, desk.snapshot)
        asked = json.dumps([question, given, language], sort_keys=True, default=list)
        with self._turns.get((desk.snapshot.revision, asked), threading.Lock):
            return desk.ask(question, given, language)

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope."""
        answer = self.answer(asked.question, asked.options, asked.language)
        return answer.envelope(limit=asked.limit, cursor=asked.cursor)

    def export(self, format: str, options: Mapping[str, Any], language: str) -> bytes:
        """The view as a file in one of the formats of viz/exports."""
        from api.service.exports import exported

        desk = self.desk()
        view = View.of(with_ids(options, desk.snapshot))
        key = (desk.snapshot.revision, format, view, language)
        return self._exports.get(key, lambda: exported(desk.network(view), format, language))

    def prepare(self, order: LoadOrder, progress: Progress | None = None) -> PreparedLoad:
        """Read files; nothing is written."""
        from loaders.files.sample import samples
        from loaders.run import DEMO, read_files

        with samples(order.files) as files:
            load = read_files(
                files or [DEMO],
                loader=order.loader,
                dataset=order.dataset,
                skip_bad_rows=order.skip_bad_rows,
                progress=progress,
                mapping=self.mapping_of(order, files),
            )
        return PreparedLoad(self.store, load)

    def mapping_of(self, order: LoadOrder, files: Sequence[Sample]) -> TableMapping | None:
        """The mapping that the order gives, else the one kept for its first file; None when it needs none."""
        from loaders.catalogue import find_loaders
        from loaders.recognition import saved_for

        if order.mapping is not None:
            return order.mapping
        if order.loader is not None or not files or not files[0].path.is_file():
            return None
        return saved_for(files[0], self.mappings, find_loaders())

    @cached_property
    def mappings(self) -> SavedMappings:
        """What people said that the columns of their tables are."""
        from loaders.tables.saved_mappings import SavedMappings

        return SavedMappings(self.settings.mappings_folder)

    def needs_mapping(self, order: LoadOrder) -> bool:
        """Whether somebody must say what the columns of the first file are, or what a new phrase in it means."""
        from loaders.catalogue import find_loaders
        from loaders.files.sample import Sample
        from loaders.recognition import has_new_categories, is_unknown_table
        from loaders.registers.registry import load_registry

        with Sample(order.files[0]) as file:
            mapping = self.mapping_of(order, [file])
            if mapping is None:
                return is_unknown_table(file, find_loaders())
            return has_new_categories(file, mapping, load_registry())

    @cached_property
    def uploads(self) -> Uploads:
        """Files that wait for a mapping."""
        from api.service.uploads import Uploads

        return Uploads()

    def forget(self, dataset: str) -> LoadReport:
        """Withdraw a dataset."""
        from loaders.enrichment.events import with_events

        return with_events(self.store, forget(self.store, dataset))

    def doubts(
        self, language: str, asked: DoubtsAsked, limit: int | None = None, cursor: str | None = None
    ) -> dict[str, Any]:
        """The pairs that may be one, from the cursor on."""
        return self._steward.doubts(language, asked, limit, cursor)

    def doubts_known(self) -> int | None:
        """How many pairs of actors wait for a decision, when that is known."""
        return self._steward.waiting()

    def decide_identities(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Store decisions about who is who."""
        return self._steward.decide(order)

    def withdraw_identities(self, pairs: Mapping[str, Any]) -> dict[str, Any]:
        """Take decisions about who is who back."""
        return self._steward.withdraw(pairs)

    def identity_decisions(self, of: str = "actors") -> list[dict[str, Any]]:
        """Every decision about who is who, the newest first."""
        return self._steward.decisions(of)

    def status(self) -> dict[str, Any]:
        """Engine, revision and counts."""
        snapshot = self.snapshot()
        counted = ("actors", "projects", "themes", "places", "sources", "datasets", "facts")
        return {
            "engine": self.store.engine,
            "revision": snapshot.revision,
            "counts": {name: len(getattr(snapshot, name)) for name in counted},
        }

    def datasets(self) -> list[dict[str, Any]]:
        """Every dataset with its number of facts."""
        return [dict(item) for item in self.lists(View()).items("datasets", self.settings.language)]

    def warm(self) -> None:
        """Begin to read the snapshot and import what questions need, so that who asks first does not wait for it."""
        self._warming = threading.Thread(target=self._warm, name="warm")
        self._warming.start()

    def _warm(self) -> None:
        try:
            self.lists(View())
            from queries.question import questions

            first = next(iter(questions()))
            if not self._closing and self.snapshot().facts:
                self.answer(first, {}, self.settings.language)
        except HurError as error:
            _LOG.warning("nothing was prepared: %s", error.detail)

    def backup(self, file: Path) -> int:
        """Write the whole graph to `file`."""
        from graph.ingest.backup import write_backup

        return write_backup(self.store, file)

    def close(self) -> None:
        """Finish the load under way and let go of the store."""
        self._closing = True
        if self._warming:
            self._warming.join()
        if "jobs" in self.__dict__:
            self.jobs.close()
        if "uploads" in self.__dict__:
            self.uploads.close()
        self.store.close()
