"""Loads that arrive over HTTP: read and compared in the background, applied when somebody has seen what changes."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from api.service.prepared_load import PreparedLoad
from api.service.requests import LoadOrder
from graph.errors import (
    BusyError,
    ConflictError,
    HurError,
    InputError,
    NotFoundError,
    OpenQuestionsError,
    Problem,
    ResemblanceError,
)
from graph.ingest.load import LoadReport
from graph.ingest.write import Progress
from graph.messages import Message

if TYPE_CHECKING:
    from loaders.tables.rejects import RejectedRow

State = Literal["running", "ready", "applied", "failed"]

_MOST_JOBS: Final = 20
_ASKING: Final = (OpenQuestionsError, ResemblanceError)
_LOG: Final = logging.getLogger("hur")


@dataclass(slots=True)
class Job:
    """One load on its way.

    `running` → `ready` (the difference is in `report`, nothing is written) → `running` → `applied`; or `failed` with
    `error`. `rejects` are the rows it leaves out, or is refused for. `step`, `done` and `total` are the progress of a
    running one.
    """

    id: str
    order: LoadOrder
    state: State = "running"
    step: str = "read"
    done: int = 0
    total: int = 0
    report: LoadReport | None = None
    error: HurError | None = None
    pending: PreparedLoad | None = field(default=None, repr=False)
    rejects: tuple[RejectedRow, ...] = field(default=(), repr=False)
    folder: Path | None = field(default=None, repr=False)
    stop: threading.Event = field(default_factory=threading.Event, repr=False)
    work: Future[None] | None = field(default=None, repr=False)

    def progress(self, step: str, done: int, total: int) -> None:
        """Record how far it has come."""
        self.step, self.done, self.total = step, done, total


class Jobs:
    """The last loads, one worked on at a time. The oldest are dropped, applied or not.

    `done` counts those that were applied, and those that failed.
    """

    def __init__(
        self,
        prepare: Callable[[LoadOrder, Progress, threading.Event], PreparedLoad],
        reject: Callable[[Sequence[Path], Sequence[Problem]], tuple[RejectedRow, ...]] = lambda *_: (),
    ) -> None:
        self._prepare, self._reject = prepare, reject
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self.done: Counter[str] = Counter()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load")

    def start(self, order: LoadOrder, folder: Path | None, *, apply: bool) -> Job:
        """Read the order's files, then compare or apply; `folder` holds them and is removed once they are read.

        Raises:
            BusyError: as many loads as are kept wait already; the folder is removed.
        """
        job = Job(secrets.token_urlsafe(12), order, folder=folder)
        with self._lock:
            if sum(other.state == "running" for other in self._jobs.values()) >= _MOST_JOBS:
                _remove(folder)
                raise BusyError(Message("errors.busy_loading"))
            self._jobs[job.id] = job
            gone = [self._jobs.popitem(last=False)[1] for _ in range(len(self._jobs) - _MOST_JOBS)]
        for dropped in gone:  # whose question nobody answered
            if dropped.state == "failed":
                _remove(dropped.folder)
        job.work = self._worker.submit(self._run, job, lambda: self._read(job, apply=apply))
        return job

    def get(self, id: str) -> Job:
        """The load with this id; NotFoundError when there is none (any more)."""
        with self._lock:
            job = self._jobs.get(id)
        if job is None:
            raise NotFoundError(Message("errors.no_load", id=id, kept=_MOST_JOBS))
        return job

    def apply(self, id: str) -> Job:
        """Make exactly the change that was shown.

        Raises:
            ConflictError: it is not ready, or the graph has moved on (also while it runs; the job then has failed).
        """
        job = self.get(id)
        with self._lock:
            if job.state != "ready" or job.pending is None:
                state = Message(f"errors.state_{job.state}")
                raise ConflictError(Message("errors.not_ready", id=id, state=state))
            job.state, job.step, job.done, job.total = "running", "write", 0, 0
        pending = job.pending
        job.work = self._worker.submit(self._run, job, lambda: self._apply(job, pending))
        return job

    def stop(self, id: str) -> Job:
        """Read no further; ConflictError when the job has gone past reading."""
        job = self.get(id)
        if job.state != "running" or job.step != "read":
            raise ConflictError(Message("errors.not_reading", id=id))
        job.stop.set()
        return job

    def answered(self, id: str, answer: Callable[[LoadOrder], LoadOrder]) -> Job:
        """Read the files of a load again about which something is asked; `answer` puts the answer into its order.

        Raises:
            ConflictError: nothing is asked about it (any more).
        """
        job = self.get(id)
        with self._lock:
            if not isinstance(job.error, _ASKING) or job.folder is None:
                raise ConflictError(Message("errors.not_asked", id=id))
            folder, job.folder = job.folder, None
        return self.start(answer(job.order), folder, apply=False)

    def finished(self, job: Job, seconds: float) -> bool:
        """Whether the job's work is done within so many seconds."""
        return job.work is None or bool(wait([job.work], timeout=seconds).done)

    def close(self) -> None:
        """Finish what is being written, and let go of what is read and what waits."""
        with self._lock:
            jobs = tuple(self._jobs.values())
        for job in jobs:
            job.stop.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        for job in jobs:  # those that never began
            _remove(job.folder)

    def _run(self, job: Job, work: Callable[[], None]) -> None:
        try:
            work()
        except HurError as error:
            job.error, job.pending, job.state = error, None, "failed"
        except Exception:
            _LOG.exception("load %s", job.id)
            job.error, job.pending = HurError(Message("errors.defect")), None
            job.state = "failed"
        if job.state in ("applied", "failed"):
            self.done[job.state] += 1

    def _read(self, job: Job, *, apply: bool) -> None:
        """Read and compare or apply; the files stay where something is asked about them."""
        try:
            pending = self._prepare(job.order, job.progress, job.stop)
            if apply:
                self._apply(job, pending)
                self._keep_rejects(job, job.report.rejected if job.report else ())
            else:
                job.step = "compare"
                job.report = pending.compare()
                self._keep_rejects(job, job.report.rejected)
                job.pending = pending
                job.state = "ready"
        except _ASKING:
            raise
        except InputError as error:
            self._keep_rejects(job, error.problems)
            _remove(job.folder)
            raise
        except BaseException:
            _remove(job.folder)
            raise
        _remove(job.folder)
        job.order = replace(job.order, files=())

    def _keep_rejects(self, job: Job, problems: Sequence[Problem]) -> None:
        """Keep the rows that these problems are about, for whoever asks for them; the load goes on without."""
        if any(problem.row for problem in problems) and job.order.files:
            with suppress(HurError):
                job.rejects = self._reject(job.order.files, problems)

    def _apply(self, job: Job, pending: PreparedLoad) -> None:
        job.report = pending.apply(job.progress)
        job.pending = None
        job.state = "applied"


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
