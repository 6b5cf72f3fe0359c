"""The running service: the store, and the moments at which it can be asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.service.backups import Backups
from api.service.cache import Cache, result_of
from api.service.contents import read_contents
from api.service.figures import Figures
from api.service.kept import Kept
from api.service.moment import CAPACITY, Moment
from api.service.opening import Older
from api.service.positions import Positions
from api.service.prepared_load import PreparedLoad
from api.service.pulse import Pulse
from api.service.requests import Asked, CandidatesAsked, LoadOrder
from api.service.unmoved import Seen, if_unmoved
from api.service.verdicts import give_verdict, take_back_verdict
from graph.errors import BusyError, HurError, StoreError
from graph.ingest.ingest import forget
from graph.ingest.load import LoadReport
from graph.ingest.revisions import sign_revisions
from graph.ingest.write import Progress
from graph.messages import Message
from graph.network.facts import Verdict
from graph.network.view import AS_OF
from graph.settings import Settings
from graph.store import state
from graph.store.joined import JoinedStore
from graph.store.protocol import GraphStore, Transaction
from queries.finding.encoder import installed_encoder

if TYPE_CHECKING:
    from api.service.child import Limits
    from api.service.jobs import Jobs
    from api.service.review_queue import ReviewQueue
    from api.service.uploads import Uploads
    from graph.identity import Decision, Pair
    from loaders.documents.saved_mappings import SavedMappings

PATIENCE: Final = 1.0
"""Seconds that a page waits for a new revision to be worked out before it shows the one before."""
_PATIENCE_FOR_BACKUP: Final = 5.0
_SOON: Final = 2.0  # what watches the service does not wait longer
_PREPARED: Final = ("brokers", "overlaps", "gaps")
_LOG: Final = logging.getLogger("hur")


class Service:
    """A store, with a cache of everything computed from its newest revision.

    Safe to use from several threads. Reads never wait for a write; writes wait for each other.
    """

    def __init__(self, settings: Settings, store: GraphStore) -> None:
        self.settings = settings
        self.store = store
        self.older = Older()
        self._cache = Cache(CAPACITY)
        self.kept = Kept()
        self.figures = Figures()
        self._dumping = threading.Lock()
        self._positions = Positions()
        self.backups = Backups(settings, store)
        self._load_of = partial(PreparedLoad, store, before=self.backups.before_load)
        self._pulse = Pulse(lambda: store.read(state.revision)) if settings.is_server else None
        self._reading, self._starting = threading.Lock(), threading.Lock()
        self._newest: Moment | None = None
        self._shown: Moment | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="moment")
        self._queue_worker = ThreadPoolExecutor(1, thread_name_prefix="queue")  # no page waits for the queue
        self._under_way: tuple[int, Future[Moment]] | None = None
        self._done = 0
        self._closing = False

    def revision(self) -> int:
        """Number of the newest revision, read from the store; StoreUnavailableError when a server is long silent."""
        return self._pulse.revision() if self._pulse else self.store.read(state.revision)

    def check(self) -> None:
        """Raises StoreUnavailableError when the store cannot be reached, and soon."""
        if self._pulse:
            self._pulse.revision(_SOON)
        else:
            self.store.check()

    def now(self) -> Moment:
        """The newest revision; who asks for it first waits until it is read."""
        return self._at(self.revision())

    def shown(self) -> tuple[Moment, bool]:
        """The newest revision whose figures are at hand, and whether a newer one is being worked out meanwhile.

        Waits a second for the newer one. While there is none before it, the newest is shown as far as it is known.
        """
        revision, shown = self.revision(), self._shown
        if shown is not None and shown.revision == revision:
            return shown, False
        work = self._work_out(revision)
        if shown is None:
            return self._at(revision), False
        try:
            return result_of(work, PATIENCE), False
        except NotYet:
            return shown, True

    def at_hand(self) -> Moment:
        """The revision whose figures are at hand; nobody waits for a newer one, nor is that begun."""
        return self._shown or self.now()

    def warm(self) -> Future[Moment]:
        """Begin to work out the newest revision, so that who asks first does not wait for it."""
        return self._work_out(self.revision())

    def preparing(self, revision: int) -> tuple[int, int] | None:
        """How many of how many steps are done until pages show this revision or a later one; None when they do.

        Begins with it where nobody has.
        """
        if self._shown is not None and self._shown.revision >= revision:
            return None
        self.warm()
        return self._done, len(_PREPARED)

    def _at(self, revision: int) -> Moment:
        moment = self._newest
        if moment is None or moment.revision != revision:
            with self._reading:
                moment = self._newest
                if moment is None or moment.revision != revision:
                    contents = read_contents(self.store, moment.contents if moment else None)
                    contents.whole.cached("encoder", lambda: installed_encoder(self.settings.vectors_folder))
                    if moment and contents.revision < moment.revision:
                        self._begin_anew()
                    moment = self._newest = Moment(contents, self._cache, self._positions, self.store)
        return moment

    def _begin_anew(self) -> None:
        """Forget what is known by revision: the store was restored, and will give the same numbers to others."""
        self._cache = Cache(CAPACITY)
        self.kept.clear()
        self._shown = self._under_way = None

    def _work_out(self, revision: int) -> Future[Moment]:
        with self._starting:
            under_way = self._under_way
            if under_way is None or under_way[0] != revision or _has_failed(under_way[1]):
                under_way = self._under_way = revision, self._worker.submit(self._prepared, revision)
            return under_way[1]

    def _prepared(self, revision: int) -> Moment:
        moment, cache = self._at(revision), self._cache
        self._done = 0
        is_known = self._shown is not None and self._shown.facts_revision == moment.facts_revision
        for self._done, question in enumerate(_PREPARED if moment.whole.facts and not is_known else ()):
            if self._closing:
                break
            try:
                moment.prepare(question, self.settings.language)
            except HurError as error:
                _LOG.warning("%s was not prepared: %s", question, error.detail)
            except Exception:  # the pages of this question tell it; all others can be shown
                _LOG.exception("%s was not prepared", question)
        if self._cache is not cache:  # the store was restored meanwhile: this revision is no more
            return moment
        self._shown = moment
        self._cache.drop(lambda key: key[1] < moment.facts_revision)
        if not is_known and not self._closing:
            self._queue_worker.submit(self._review_queue.warm)
        return moment

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope at the newest revision, or at the one whose figures are at hand where that will do."""
        moment = self.at_hand() if asked.stale_ok else self.now()
        return moment.as_of(asked.options.get(AS_OF)).ask(asked)

    def export(self, format: str, options: Mapping[str, Any], language: str) -> bytes:
        """The view as a file in one of the formats of viz/exports, at the newest revision."""
        return self.now().as_of(options.get(AS_OF)).export(format, options, language)

    def give_verdict(
        self,
        question: str,
        pair: tuple[str, str],
        verdict: str,
        decided_by: str,
        reason: str | None,
        seen: Seen = None,
    ) -> Verdict:
        """Store what a person decided about a pair; see `api.service.verdicts.give_verdict` and `if_unmoved`."""
        moment = self.now()
        return if_unmoved(
            self.store, seen, lambda store: give_verdict(store, moment, question, pair, verdict, decided_by, reason)
        )

    def take_back_verdict(
        self, question: str, pair: tuple[str, str], made_by: str | None = None, seen: Seen = None
    ) -> None:
        """Withdraw what was decided about a pair; NotFoundError when nothing was."""
        if_unmoved(self.store, seen, lambda store: take_back_verdict(store, question, pair, made_by))

    def prepare(self, order: LoadOrder, progress: Progress | None = None) -> PreparedLoad:
        """Read files here, within the limits of the settings; nothing is written."""
        from api.service.child import limited_here
        from api.service.reading import read_order

        with limited_here(self._limits):
            return self._load_of(read_order(order, self.settings.mappings_folder, progress), order.made_by)

    def prepare_apart(self, order: LoadOrder, progress: Progress, stop: threading.Event) -> PreparedLoad:
        """Read a stranger's files in a process of their own, until `stop` is set; nothing is written.

        Raises:
            InputError: they cannot be used, took more time or memory than the settings allow, or it was stopped.
        """
        from api.service.child import run_limited
        from api.service.reading import read_order

        folder = self.settings.mappings_folder
        if not order.files:  # the demo network is our own
            return self._load_of(read_order(order, folder, progress), order.made_by)
        load = run_limited(read_order, order, folder, limits=self._limits, progress=progress, stop=stop)
        return self._load_of(load, order.made_by)

    @property
    def _limits(self) -> Limits:
        from api.service.child import Limits

        return Limits(self.settings.read_seconds, self.settings.read_memory)

    @cached_property
    def jobs(self) -> Jobs:
        """The loads under way and those just done."""
        from api.service.jobs import Jobs

        return Jobs(self.prepare_apart)

    @cached_property
    def _review_queue(self) -> ReviewQueue:
        from api.service.review_queue import ReviewQueue

        return ReviewQueue(self.store)

    @cached_property
    def mappings(self) -> SavedMappings:
        """The saved mappings of tables."""
        from loaders.documents.saved_mappings import SavedMappings

        return SavedMappings(self.settings.mappings_folder)

    def needs_mapping(self, order: LoadOrder) -> bool:
        """Whether somebody must say what the columns of the first file are, or what a new phrase in it means.

        Raises:
            InputError: looking through the file took more time or memory than the settings allow.
        """
        from api.service.child import run_limited
        from api.service.reading import needs_mapping

        return run_limited(needs_mapping, order, self.settings.mappings_folder, limits=self._limits)

    @cached_property
    def uploads(self) -> Uploads:
        """Files that wait for a mapping."""
        from api.service.uploads import Uploads

        return Uploads()

    def forget(self, dataset: str, made_by: str | None = None) -> LoadReport:
        """Withdraw a dataset, which `made_by` does."""
        from loaders.enrichment.events import with_events
        from loaders.enrichment.rereading import with_themes

        def work(transaction: Transaction) -> LoadReport:
            joined, before = JoinedStore(self.store, transaction), state.revision(transaction)
            report = with_themes(joined, with_events(joined, forget(joined, dataset)))
            sign_revisions(transaction, before, made_by)
            return report

        return self.store.write(work)

    def reread_themes(self) -> None:
        """Read themes anew if the words they were read by have changed; a store that may not be written is let be."""
        from loaders.enrichment.rereading import reread_themes

        try:
            reread_themes(self.store)
        except StoreError as error:
            _LOG.warning("themes were not read anew: %s", error.detail)

    def candidates(
        self, language: str, asked: CandidatesAsked, limit: int | None = None, cursor: str | None = None
    ) -> dict[str, Any]:
        """The pairs that may be one, from the cursor on."""
        return self._review_queue.candidates(language, asked, limit, cursor)

    def candidates_known(self, revision: int) -> int | None:
        """How many pairs of actors wait for a decision, when that is known."""
        return self._review_queue.waiting(revision)

    def decide_identities(
        self,
        decisions: Sequence[Decision],
        decided_by: str,
        reason: str | None = None,
        of: str = "actors",
        seen: Seen = None,
    ) -> dict[str, Any]:
        """Store decisions about who is who."""
        return self._review_queue.decide(decisions, decided_by, reason, of, seen)

    def withdraw_identities(
        self,
        pairs: Sequence[Pair],
        of: str = "actors",
        only_by: str | None = None,
        made_by: str | None = None,
        seen: Seen = None,
    ) -> dict[str, Any]:
        """Take decisions about who is who back; with `only_by` those of this person alone."""
        return self._review_queue.withdraw(pairs, of, made_by or only_by, only_by, seen)

    def identity_decisions(self, of: str = "actors") -> list[dict[str, Any]]:
        """Every decision about who is who, the newest first."""
        return self._review_queue.decisions(of)

    def status(self, moment: Moment | None = None) -> dict[str, Any]:
        """Engine, revision and counts of the moment, the newest when None, and what whoever runs it should know."""
        moment = moment or self.now()
        return {
            "engine": self.store.engine,
            "revision": moment.revision,
            "counts": moment.counts(),
            "notices": [notice.say(self.settings.language) for notice in self.store.notices],
        }

    def datasets(self) -> list[dict[str, Any]]:
        """Every dataset with its number of facts."""
        return [dict(item) for item in self.now().lists().items("datasets", self.settings.language)]

    def backup(self, file: Path) -> int:
        """Write the whole graph to `file`, one at a time; BusyError while another backup is being written."""
        from graph.ingest.backup import write_backup

        if not self._dumping.acquire(timeout=_PATIENCE_FOR_BACKUP):
            raise BusyError(Message("errors.busy"))
        try:
            return write_backup(self.store, file)
        finally:
            self._dumping.release()

    def close(self) -> None:
        """Finish the load under way and let go of the store."""
        self._closing = True
        self.backups.stop()
        if self._pulse:
            self._pulse.close()
        for worker in (self._worker, self._queue_worker):
            worker.shutdown(cancel_futures=True)
        if "jobs" in self.__dict__:
            self.jobs.close()
        if "uploads" in self.__dict__:
            self.uploads.close()
        self.store.close()


def _has_failed(work: Future[Moment]) -> bool:
    return work.done() and work.exception() is not None
