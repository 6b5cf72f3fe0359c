"""Opening the file of an embedded store: one process at a time, whatever the last one left behind."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

import ladybug

from graph.errors import SettingsError, StoreBusyError, StoreError, StoreFullError
from graph.messages import Message
from graph.store.embedded_log import LOCKED, NO_ROOM, aside_of, is_held, set_logs_aside, settle_log
from graph.store.embedded_room import reserve
from graph.store.embedded_seal import break_seal, is_changed

FILE_NAME: Final = "graph.lbug"
_RETRY_SECONDS: Final = 0.1
# The engine's lock is between processes only: a file opened twice in one process loses what one of the two writes.
_opened_here: Final[WeakValueDictionary[Path, ladybug.Database]] = WeakValueDictionary()
_opening: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, and the copies of logs that were kept because they could not be read to their end."""

    database: ladybug.Database
    kept: tuple[Path, ...]
    is_changed: bool
    """Whether the file is another than HUR closed: then its seal stays as it is, so that this is told again."""


def file_in(folder: Path) -> Path:
    """The store's file in `folder`, which is created when missing, for its owner only.

    Raises:
        SettingsError: there can be no such folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder.resolve() / FILE_NAME
    except OSError as error:
        raise SettingsError(Message("errors.settings_folder", folder=folder, reason=error.strerror)) from error


def open_file(file: Path, wait: float, fill: Callable[[ladybug.Database], None]) -> Opened:
    """Open the file, made with `fill` where there is none, waiting up to `wait` seconds for who holds it.

    Raises:
        StoreBusyError: it is still held.
        StoreFullError: there is no room to mend what the last process left.
        StoreError: it is damaged.
    """
    deadline = time.monotonic() + wait
    while True:
        holder = Message("errors.this_process")
        try:
            with _opening, alone_in(file.parent) as is_alone:
                opened = _opened_here.get(file)
                if not is_alone:
                    holder = Message("errors.opening_process")
                elif opened is None or opened.is_closed:
                    return _opened(file, fill)
        except RuntimeError as error:
            if LOCKED not in str(error):
                raise failed(file, error) from error
            holder = Message("errors.another_process", told=str(error).splitlines()[0])
        except OSError as error:
            raise failed(file, error) from error
        if time.monotonic() >= deadline:
            raise StoreBusyError(Message("errors.store_in_use", file=file, holder=holder))
        time.sleep(_RETRY_SECONDS)


def failed(file: Path, error: Exception, key: str = "errors.store_unopened") -> StoreError:
    """What kept the file from being opened, or written."""
    if any(word in str(error) for word in NO_ROOM):
        return StoreFullError(Message("errors.store_no_room", folder=file.parent))
    return StoreError(Message(key, file=file, reason=error))


@contextmanager
def alone_in(folder: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold the folder against others that open its store, who let go of it soon; whether that could be had."""
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(held)


def reopen(file: Path) -> ladybug.Database:
    """Open a file again that this process has just closed, while it is `alone_in` the folder.

    Raises:
        StoreFullError: there is no room, not even for that.
        StoreError: it is damaged.
    """
    try:
        return _database(file)
    except RuntimeError as error:
        raise failed(file, error) from error


def set_store_aside(folder: Path) -> tuple[Path, ...]:
    """Keep the store of a folder under other names, whatever is wrong with it, so that a new one can be made there.

    Raises:
        StoreBusyError: another process holds it.
    """
    file = file_in(folder)
    with alone_in(folder, wait=True):
        if file.exists() and is_held(file):
            holder = Message("errors.another_process", told=file.name)
            raise StoreBusyError(Message("errors.store_in_use", file=file, holder=holder))
        own = ("", ".wal", ".wal.checkpoint", ".shadow", ".digest")
        parts = (file.with_name(f"{file.name}{suffix}") for suffix in own)
        return tuple(part.rename(aside_of(part)) for part in parts if part.exists())


def copy_beside(file: Path, suffix: str) -> None:
    """Keep the closed file, and what belongs to it, as they are under names that end in `suffix`."""
    for part in file.parent.glob(f"{file.name}*"):
        if part.name.removeprefix(file.name) in ("", ".wal"):
            shutil.copy2(part, part.with_name(f"{part.name}{suffix}"))


def _opened(file: Path, fill: Callable[[ladybug.Database], None]) -> Opened:
    may_write = os.access(file.parent, os.W_OK)
    if not file.exists():
        break_seal(file)  # of a file that is gone
        _create(file, fill)
    elif file.stat().st_size == 0:
        raise StoreError(Message("errors.store_empty", file=file))
    changed = is_changed(file)
    if may_write and not changed:
        break_seal(file)
    kept = settle_log(file) if may_write else []
    return Opened(_database(file, read_only=not may_write), tuple(kept), changed)


def _database(file: Path, *, read_only: bool = False) -> ladybug.Database:
    # Checkpoints are asked for by the store: one that fails must not look like a failed write.
    database = _opened_here[file] = ladybug.Database(str(file), auto_checkpoint=False, read_only=read_only)
    if not read_only:
        reserve(file)
    return database


def _create(file: Path, fill: Callable[[ladybug.Database], None]) -> None:
    """Make the file under another name first, so that it is there whole or not at all."""
    set_logs_aside(file)
    begun = file.with_name(f"{file.name}.new")
    for left in file.parent.glob(f"{begun.name}*"):
        left.unlink()
    with ladybug.Database(str(begun)) as database:
        fill(database)
    begun.rename(file)
