"""The log of an embedded store that was not closed: replayed, or set aside as far as that cannot be done.

The engine refuses a log whose last record is torn, as a kill, a power cut or a full disk leaves it, and some torn
records end the process that reads them. So a log that is left is tried in a process of its own, read up to the tear,
and kept beside the store: nothing is deleted.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import ladybug

from graph.store import probe

LOCKED: Final = "Could not set lock"
# A write cut short is told with whatever error came before it, so its words say nothing.
NO_ROOM: Final = ("No space left", "Disk quota exceeded", "File too large", "Cannot write to file")
_HINDRANCES: Final = (LOCKED, *NO_ROOM, "Killed", "Buffer manager exception")
_ASIDE: Final = ".aside-"
_STEP: Final = 512
_PATIENCE_SECONDS: Final = 600

How = Literal["whole", "part", "look"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """How opening in a process of its own went; `reason` is what the engine said, None when it took that down."""

    opened: bool
    reason: str | None = None

    @property
    def is_hindered(self) -> bool:
        """Whether somebody else holds the store, or there is no room or memory: it says nothing about the log."""
        return not self.opened and any(word in (self.reason or "") for word in _HINDRANCES)


def log_of(file: Path) -> Path:
    """The log beside a store's file."""
    return file.with_name(f"{file.name}.wal")


def log_size(file: Path) -> int:
    """Bytes in the log; 0 when there is none."""
    try:
        return log_of(file).stat().st_size
    except FileNotFoundError:
        return 0


def logs_set_aside(file: Path) -> list[Path]:
    """The logs kept beside the store because they could not be read to their end, the oldest first."""
    return sorted(file.parent.glob(f"{file.name}.wal*{_ASIDE}*"))


def settle_log(file: Path) -> list[Path]:
    """Bring what a left log holds into the store's file; returns the copies kept when not all of it could be read.

    Every write that was acknowledged is whole in the log, and what is torn was not: so the store comes to be as it was
    after the last acknowledged write. Where somebody else holds the store, or there is no room, nothing is done:
    opening will say so.

    Raises:
        OSError: there is no room for the copy.
    """
    if not any(log.stat().st_size for log in _left(file)):
        return []
    whole = _attempt(file, "whole")
    if whole.opened or whole.is_hindered:
        return []
    kept = [_copied(log) for log in _left(file)]
    part = _attempt(file, "part")
    if part.reason is None and not part.opened and log_of(file).exists():
        shorten_log(file, _readable(file))
        part = _attempt(file, "part")
    if not part.opened:
        if not _opens_without_log(file):  # then it is not the log: what opens the store next says what it is
            return []
        shorten_log(file, 0)
    return kept


def set_logs_aside(file: Path) -> list[Path]:
    """Move logs out of the engine's way, unread: those of a store whose file is gone."""
    return [log.rename(aside_of(log)) for log in _left(file)]


def is_held(file: Path) -> bool:
    """Whether another process holds the store."""
    return LOCKED in (_attempt(file, "look").reason or "")


def shorten_log(file: Path, size: int) -> None:
    """Cut the log to its first `size` bytes, whole or not at all; to nothing is to remove it."""
    log = log_of(file)
    if size == 0:
        log.unlink(missing_ok=True)
    elif log.exists():
        os.truncate(log, size)


def _left(file: Path) -> list[Path]:
    """The logs there are: the one written to, and the one that a checkpoint was working through."""
    logs = (log_of(file), file.with_name(f"{file.name}.wal.checkpoint"))
    return [log for log in logs if log.exists()]


def aside_of(log: Path) -> Path:
    """The name under which a file is kept that is no longer used."""
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return log.with_name(f"{log.name}{_ASIDE}{at}")


def _copied(log: Path) -> Path:
    copy = aside_of(log)
    try:
        shutil.copy2(log, copy)
    except OSError:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _attempt(file: Path, how: How) -> Attempt:
    command = [sys.executable, "-I", "-S", probe.__file__, str(file), str(Path(ladybug.__file__).parents[1]), how]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return Attempt(False)
    said = done.stdout.decode(errors="replace") if done.returncode == probe.REFUSED else None
    if done.returncode == -signal.SIGKILL:  # by the system, for want of memory: the engine itself ends otherwise
        said = "Killed"
    return Attempt(done.returncode == probe.OPENED, said)


@contextmanager
def _scratch(file: Path) -> Iterator[Path]:
    """The store's file under another name, beside which there is no log."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".log-") as folder:
        linked = Path(folder) / file.name
        linked.symlink_to(file)
        yield linked


def _opens_without_log(file: Path) -> bool:
    """Whether the log alone is to blame. While a checkpoint is half done the file is not whole without its log."""
    if _left(file) != [log_of(file)]:
        return False
    with _scratch(file) as linked:
        return _attempt(linked, "look").opened


def _readable(file: Path) -> int:
    """Where to cut a log so that the engine bears it: as far back as the torn record begins.

    Tried on a copy, with the store's file linked and only looked at. The bytes before which it fails lie together.
    """
    log = log_of(file)
    with _scratch(file) as linked:
        trial = log_of(linked)

        def is_readable(size: int) -> bool:
            shutil.copyfile(log, trial)
            os.truncate(trial, size)
            return _attempt(linked, "look").opened

        return _last(is_readable, log.stat().st_size)


def _last(holds: Callable[[int], bool], beyond: int) -> int:
    """The greatest size below `beyond` for which it holds, found in steps that double, then between two; else 0."""
    step, fails, works = _STEP, beyond, 0
    while step < beyond:
        if holds(beyond - step):
            works = beyond - step
            break
        fails, step = beyond - step, 2 * step
    while works and fails - works > 1:
        middle = (works + fails) // 2
        works, fails = (middle, fails) if holds(middle) else (works, middle)
    return works
