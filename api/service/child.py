"""Work on a stranger's file in a process of its own, with limits of time and memory, which can be stopped.

Whatever a file does to that process – it runs on for ever, takes all memory, is ended by a library's abort – becomes an
error here. The processes are forked from one that has imported what they need and nothing else, neither threads nor an
opened store; on Windows each starts anew, and its memory is not limited.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, TypeVar

from graph import gc_pause
from graph.errors import HurError, InputError
from graph.ingest.write import Progress
from graph.messages import Message
from graph.model.records import Evidence, Node, Relation

Result = TypeVar("Result")

_LOOK_SECONDS: Final = 0.2
_GRACE_SECONDS: Final = 2.0
_NEEDED: Final = "api.service.read_ahead"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds by the clock, and megabytes of memory in all."""

    seconds: float
    megabytes: int


def run_limited(
    work: Callable[..., Result],
    *arguments: object,
    limits: Limits,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Result:
    """The result of `work(*arguments, progress)`, which like its arguments can be pickled; found in a child process.

    Raises:
        InputError: it took too much time or memory, ended its process, or was stopped.
        HurError: whatever it raised itself.
    """
    receiving, sending = _context().Pipe(duplex=False)
    child = _context().Process(target=_run, args=(sending, limits, work, arguments), daemon=True)  # type: ignore[attr-defined]
    child.start()
    sending.close()
    try:
        result: Result = _outcome(child, receiving, limits, progress, stop)
        return result
    finally:
        child.kill()
        child.join()
        receiving.close()


@contextmanager
def limited_here(limits: Limits) -> Iterator[None]:
    """The same limits for what is done in this process, where the system and the thread allow it.

    Raises:
        InputError: it took too much time or memory.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    def too_long(_number: int, _frame: object) -> None:
        raise InputError(Message("errors.read_too_long", seconds=round(limits.seconds)))

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + (limits.megabytes << 20), hard))
    try:
        yield
    except MemoryError:
        raise InputError(Message("errors.read_too_large", megabytes=limits.megabytes)) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _outcome(
    child: BaseProcess, receiving: Connection, limits: Limits, progress: Progress | None, stop: threading.Event | None
) -> Any:
    until = time.monotonic() + limits.seconds
    while (left := until - time.monotonic()) > 0:
        if stop is not None and stop.is_set():
            raise InputError(Message("errors.read_stopped"))
        if not wait([receiving], min(left, _LOOK_SECONDS)):
            continue
        try:
            with gc_pause.paused():
                told, value = pickle.loads(receiving.recv_bytes())
        except (EOFError, OSError):
            raise _broken_off(child, limits) from None
        if told == "result":
            return value
        if told == "error":
            raise value
        if progress:
            progress(*value)
    raise InputError(Message("errors.read_too_long", seconds=round(limits.seconds)))


def _broken_off(child: BaseProcess, limits: Limits) -> InputError:
    """The error of a child that is gone without a word."""
    child.join(_GRACE_SECONDS)
    if child.exitcode == _NO_MEMORY:
        return InputError(Message("errors.read_too_large", megabytes=limits.megabytes))
    return InputError(Message("errors.read_broke_off", code=str(child.exitcode)))


@cache
def _context() -> BaseContext:
    """How children are made. What they need is imported once, by the process they are forked from."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_NEEDED])
    return context


_NO_MEMORY: Final = 77  # exit code


def _run(sending: Connection, limits: Limits, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    """In the child: limit it, do the work, tell how it went."""
    _limit(limits)

    def told(step: str, done: int, total: int) -> None:
        sending.send_bytes(pickle.dumps(("progress", (step, done, total))))

    try:
        sending.send_bytes(_packed("result", work(*arguments, told)))
    except HurError as error:
        sending.send_bytes(_packed("error", error))
    except MemoryError:
        os._exit(_NO_MEMORY)
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(1)
    except BaseException as error:  # what libraries in other languages raise is no Exception
        defect = HurError(Message("errors.defect_here", told=f"{type(error).__name__}: {error}"))
        sending.send_bytes(_packed("error", defect))


def _limit(limits: Limits) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        size = limits.megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        # Should the parent die, nobody looks at the clock any more.
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 1, int(limits.seconds) + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Bytes that this process has reserved: the embedded store alone takes eight terabytes, used or not."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 1 << 46


_FIELDS: Final[dict[type, tuple[str, ...]]] = {kind: tuple(kind.__slots__) for kind in (Evidence, Node, Relation)}
_VALUES: Final = {kind: attrgetter(*fields) for kind, fields in _FIELDS.items()}


class _Pickler(pickle.Pickler):
    """Pickles records by their fields, more quickly than dataclasses do it themselves."""

    def reducer_override(self, record: Any) -> Any:
        values = _VALUES.get(type(record))
        return (_record, (type(record), *values(record))) if values else NotImplemented


def _record(kind: type, *values: object) -> object:
    """A record that was checked when it was first made."""
    record: object = object.__new__(kind)
    for name, value in zip(_FIELDS[kind], values, strict=True):
        object.__setattr__(record, name, value)
    return record


def _packed(told: str, value: object) -> bytes:
    content = io.BytesIO()
    with gc_pause.paused():
        _Pickler(content, pickle.HIGHEST_PROTOCOL).dump((told, value))
    return content.getvalue()
