"""The running service: a store, asked at its moments, loaded, judged and backed up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.service.backups import Backups
from api.service.figures import Figures
from api.service.moment import Moment
from api.service.moments import Moments
from api.service.opening import Older
from api.service.picture import AS_USUAL, Picture
from api.service.preparation import Step, common_answers
from api.service.prepared_load import PreparedLoad
from api.service.requests import Asked, CandidatesAsked, LoadOrder
from api.service.stories import exported_story, save_story, stories, story
from api.service.unmoved import Seen, if_unmoved
from api.service.verdicts import give_verdict, take_back_verdict
from graph.errors import BusyError, Problem, StoreError
from graph.ingest.ingest import forget
from graph.ingest.load import Load, LoadReport
from graph.ingest.revisions import sign_revisions
from graph.ingest.write import Progress
from graph.messages import Message
from graph.network.facts import Verdict
from graph.network.view import AS_OF
from graph.settings import Settings
from graph.store import state
from graph.store.joined import JoinedStore
from graph.store.protocol import GraphStore, Transaction

if TYPE_CHECKING:
    from api.service.child import Limits
    from api.service.jobs import Jobs
    from api.service.review_queue import ReviewQueue
    from api.service.uploads import Uploads
    from graph.identity import Decision, Pair
    from loaders.documents.saved_mappings import SavedMappings
    from loaders.tables.rejects import RejectedRow

_PATIENCE_FOR_ALL: Final = 5.0
_POLITE_SECONDS: Final = 10.0
_LOOK_SECONDS: Final = 0.05
_LOG: Final = logging.getLogger("hur")


class Service(Moments):
    """A store, what can be asked of it at its moments, and what can be done to it.

    Safe to use from several threads. Reads never wait for a write; writes wait for each other.
    """

    def __init__(self, settings: Settings, store: GraphStore) -> None:
        super().__init__(settings, store)
        self.older = Older()
        self.figures = Figures()
        self._reading_all = threading.Lock()
        self.backups = Backups(settings, store)

    def after_figures(self, moment: Moment) -> Iterator[Step]:
        """What pages without a view show, and who may be one, so that nobody waits for it, nor the first decision."""
        yield from common_answers(moment, self.settings.language)
        yield "review queue", self._review_queue.warm

    def let_callers_pass(self) -> None:
        """Wait while somebody is being answered, though not for ever."""
        until = time.monotonic() + _POLITE_SECONDS
        while self.figures.under_way and not self._closing and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope at the newest revision, or at the one whose figures are at hand where that will do."""
        moment = self.at_hand() if asked.stale_ok else self.now()
        return moment.as_of(asked.options.get(AS_OF)).ask(asked)

    def export(self, format: str, options: Mapping[str, Any], language: str, picture: Picture = AS_USUAL) -> bytes:
        """The view as a file in one of the formats of viz/exports, at the newest revision."""
        return self.now().as_of(options.get(AS_OF)).export(format, options, language, picture)

    def stories(self) -> list[dict[str, Any]]:
        """Every story, without its text."""
        return stories(self.store)

    def story(self, id: str) -> dict[str, Any]:
        """One story with its text; NotFoundError when there is none of this id."""
        return story(self.store, id)

    def save_story(self, content: str, made_by: str | None, *, frozen: bool, replacing: bool) -> dict[str, Any]:
        """Keep a story; see `api.service.stories.save_story`."""
        return save_story(self.store, self.now(), content, made_by, frozen=frozen, replacing=replacing)

    def export_story(
        self, id: str, format: str, language: str, *, anonymous: bool = False, template: bytes | None = None
    ) -> bytes:
        """A story as a file; see `api.service.stories.exported_story`."""
        return exported_story(self.store, self.now(), id, format, language, anonymous=anonymous, template=template)

    def give_verdict(
        self,
        question: str,
        pair: tuple[str, str],
        verdict: str,
        decided_by: str,
        reason: str | None,
        seen: Seen = None,
        also: Iterable[tuple[str, str]] = (),
    ) -> Verdict:
        """Store what a person decided about a pair; see `api.service.verdicts.give_verdict` and `if_unmoved`."""
        said = (self.now(), question, pair, verdict, decided_by, reason, also)
        return if_unmoved(self.store, seen, lambda store: give_verdict(store, *said))

    def take_back_verdict(
        self,
        question: str,
        pair: tuple[str, str],
        made_by: str | None = None,
        seen: Seen = None,
        *,
        together: bool = False,
    ) -> None:
        """Withdraw what was decided about a pair, and `together` with it; NotFoundError when nothing was."""
        if_unmoved(self.store, seen, lambda store: take_back_verdict(store, question, pair, made_by, together=together))

    def prepare(self, order: LoadOrder, progress: Progress | None = None) -> PreparedLoad:
        """Read files here, within the limits of the settings; nothing is written."""
        from api.service.child import limited_here
        from api.service.reading import read_order

        with limited_here(self._limits):
            return self._pending(order, read_order(order, self.settings.mappings_folder, progress))

    def prepare_apart(self, order: LoadOrder, progress: Progress, stop: threading.Event) -> PreparedLoad:
        """Read a stranger's files in a process of their own, until `stop` is set; nothing is written.

        Raises:
            InputError: they cannot be used, took more time or memory than the settings allow, or it was stopped.
        """
        from api.service.child import run_limited
        from api.service.reading import read_order

        folder = self.settings.mappings_folder
        if not order.files:  # the demo network is our own
            return self._pending(order, read_order(order, folder, progress))
        load = run_limited(read_order, order, folder, limits=self._limits, progress=progress, stop=stop)
        return self._pending(order, load)

    def rejected_apart(self, files: Sequence[Path], problems: Sequence[Problem]) -> tuple[RejectedRow, ...]:
        """The rows that a load of a stranger's files leaves out, read in a process of their own."""
        from api.service.child import run_limited
        from api.service.reading import rejected_of

        return run_limited(rejected_of, files, problems, limits=self._limits)

    def _pending(self, order: LoadOrder, load: Load) -> PreparedLoad:
        named_by_file = not order.dataset and not order.new and bool(order.files)
        before = self.backups.before_load
        return PreparedLoad(self.store, load, order.made_by, before=before, named_by_file=named_by_file)

    @property
    def _limits(self) -> Limits:
        from api.service.child import Limits

        return Limits(self.settings.read_seconds, self.settings.read_memory)

    @cached_property
    def jobs(self) -> Jobs:
        """The loads under way and those just done."""
        from api.service.jobs import Jobs

        return Jobs(self.prepare_apart, self.rejected_apart)

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
        return self._after_withdrawing(lambda store: forget(store, dataset), made_by)

    def undo(self, number: int, made_by: str | None = None) -> LoadReport:
        """Undo the load that made a revision, which `made_by` does."""
        from graph.ingest.undo import undo

        return self._after_withdrawing(lambda store: undo(store, number), made_by)

    def _after_withdrawing(self, withdraw: Callable[[GraphStore], LoadReport], made_by: str | None) -> LoadReport:
        """Withdraw something, and bring in line what is read from the rest."""
        from loaders.enrichment.events import with_events
        from loaders.enrichment.rereading import with_themes

        def work(transaction: Transaction) -> LoadReport:
            joined, before = JoinedStore(self.store, transaction), state.revision(transaction)
            report = with_themes(joined, with_events(joined, withdraw(joined)))
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
            "preparing": self.preparation.item(),
            "notices": [notice.say(self.settings.language) for notice in self.store.notices],
        }

    def datasets(self) -> list[dict[str, Any]]:
        """Every dataset with its number of facts."""
        return [dict(item) for item in self.now().lists().items("datasets", self.settings.language)]

    def backup(self, file: Path) -> int:
        """Write the whole graph to `file`, one at a time; BusyError while another backup is being written."""
        from graph.ingest.backup import write_backup

        with self._everything():
            return write_backup(self.store, file)

    def verify(self, language: str) -> dict[str, Any]:
        """Whether the graph holds what was written, and the kept backups too; BusyError as for `backup`."""
        from graph.ingest.verify import verified

        with self._everything():
            return verified(self.store, self.settings.backups_folder).item(language)

    @contextmanager
    def _everything(self) -> Iterator[None]:
        """Read all that the graph holds, one at a time."""
        if not self._reading_all.acquire(timeout=_PATIENCE_FOR_ALL):
            raise BusyError(Message("errors.busy"))
        try:
            yield
        finally:
            self._reading_all.release()

    def close(self) -> None:
        """Finish the load under way and let go of the store."""
        self.backups.stop()
        super().close()
        if "jobs" in self.__dict__:
            self.jobs.close()
        if "uploads" in self.__dict__:
            self.uploads.close()
        self.store.close()
