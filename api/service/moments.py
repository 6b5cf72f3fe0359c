"""The moments at which a store can be asked: its newest revision, and the one whose figures are at hand."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from typing import Final

from api.service.cache import Cache, result_of
from api.service.contents import read_contents
from api.service.kept import Kept
from api.service.moment import CAPACITY, SEARCH, Moment
from api.service.positions import Positions
from api.service.preparation import Preparation, Step
from api.service.pulse import Pulse
from api.service.saved_positions import SavedPositions
from graph.settings import Settings
from graph.store import state
from graph.store.protocol import GraphStore
from queries.finding.encoder import installed_encoder

PATIENCE: Final = 1.0
"""Seconds that a page waits for a new revision to be worked out before it shows the one before."""
_SOON: Final = 2.0  # what watches the service does not wait longer
_PREPARED: Final = (SEARCH, "brokers", "overlaps", "gaps")


class Moments:
    """The newest revision of a store with a cache of everything computed from it. Safe to use from several threads."""

    def __init__(self, settings: Settings, store: GraphStore) -> None:
        self.settings, self.store = settings, store
        self.kept = Kept()
        self._cache = Cache(CAPACITY)
        self._positions = Positions(saved=SavedPositions(settings.positions_folder))
        self._pulse = Pulse(lambda: store.read(state.revision)) if settings.is_server else None
        self._reading, self._starting = threading.Lock(), threading.Lock()
        self._newest: Moment | None = None
        self._shown: Moment | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="moment")
        self._queue_worker = ThreadPoolExecutor(1, thread_name_prefix="queue")  # no page waits for the queue
        self._under_way: tuple[int, Future[Moment]] | None = None
        self.preparation = Preparation()
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
        return min(self.preparation.done, len(_PREPARED)), len(_PREPARED)

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
        is_known = self._shown is not None and self._shown.facts_revision == moment.facts_revision
        is_new = bool(moment.whole.facts) and not is_known
        if is_new:
            later = tuple(self.after_figures(moment))
            self.preparation = preparation = Preparation(len(_PREPARED) + len(later))
            for question in _PREPARED:
                if self._closing:
                    break
                preparation.take((question, partial(moment.prepare, question, self.settings.language)))
        if self._cache is not cache:  # the store was restored meanwhile: this revision is no more
            return moment
        self._shown = moment
        self._cache.drop(lambda key: key[1] < moment.facts_revision)
        if is_new and not self._closing:
            self._queue_worker.submit(self._take, later, preparation, moment.facts_revision)
        return moment

    def _take(self, steps: Iterable[Step], preparation: Preparation, facts_revision: int) -> None:
        for step in steps:
            self.let_callers_pass()
            if self._closing or self._newest is None or self._newest.facts_revision != facts_revision:
                return
            preparation.take(step)

    def after_figures(self, moment: Moment) -> Iterable[Step]:  # noqa: ARG002
        """What no page waits for, by name: worked out beside the pages once the figures of new facts are known."""
        return ()

    def let_callers_pass(self) -> None:
        """Wait while somebody is being answered, though not for ever."""

    def close(self) -> None:
        """Work nothing more out."""
        self._closing = True
        if self._pulse:
            self._pulse.close()
        for worker in (self._worker, self._queue_worker):
            worker.shutdown(cancel_futures=True)


def _has_failed(work: Future[Moment]) -> bool:
    return work.done() and work.exception() is not None
