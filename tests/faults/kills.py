"""A process killed while it writes, at a file call or at any moment."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from graph.ingest.ingest import ingest
from graph.store.ladybug import LadybugStore
from graph.store.protocol import rows
from tests.contract.samples import revision, small_load
from tests.faults.cuts import LARGE, large_load

CALLS: Final = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "openat")
LOADS: Final = 6
_LARGE: Final = (1, 4)
_WHO: Final = (
    "MATCH (:Actor)-[r:PARTICIPATES_IN]->(:Project) RETURN r.dataset AS dataset, count(*) AS n ORDER BY dataset"
)
# Children are forked from a process that has imported everything and opened nothing.
_CONTEXT: Final = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.kills"])


@dataclass(frozen=True)
class Moment:
    """When to kill: at the `number`-th `call` on the store's files, or so many seconds after writing began."""

    call: str | None = None
    number: int = 0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The kind of moment."""
        return self.call or "any moment"


@dataclass(frozen=True)
class Outcome:
    """How many writes were acknowledged, and what opens afterwards."""

    acknowledged: int
    revision: int
    is_whole: bool
    kept: int

    @property
    def failures(self) -> list[str]:
        """What went wrong; nothing, where all is well."""
        found = {
            "lost what was acknowledged": self.revision < self.acknowledged,
            "opens between two revisions": not self.is_whole,
            "has what nobody wrote": self.revision > self.acknowledged + 1,
        }
        return [name for name, is_so in found.items() if is_so]


def template(folder: Path) -> Path:
    """An empty store, to begin with."""
    LadybugStore(folder / "template").close()
    return folder / "template"


def file_calls(begin_with: Path, folder: Path) -> dict[str, int]:
    """How often each file call is made on the store's files from opening to closing, when nobody is killed."""
    traced = folder / "calls"
    _killed(begin_with, folder / "counted", lambda process: _strace(process, folder / "counted", str(traced)))
    found = Counter(re.findall(rf"({'|'.join(CALLS)})\(", traced.read_text("utf-8", "replace")))
    return {call: found[call] for call in CALLS if found[call]}


def kill(begin_with: Path, folder: Path, moment: Moment) -> Outcome:
    """Let a process write six loads, kill it, and open what is left in another."""

    def end(process: Any) -> subprocess.Popen[bytes] | None:
        if moment.call:
            inject = f"inject={moment.call}:signal=KILL:when={moment.number}"
            return _strace(process, folder, "/dev/null", "-e", inject)
        return None

    acknowledged = _killed(begin_with, folder, end, None if moment.call else moment.seconds)
    reading, telling = _CONTEXT.Pipe(duplex=False)
    reader = _CONTEXT.Process(target=_look, args=(folder, telling))
    reader.start()
    telling.close()
    try:
        found, is_whole, kept = reading.recv()
    except EOFError:
        raise AssertionError(f"{folder} does not open") from None
    finally:
        reader.join()
    return Outcome(acknowledged, found, is_whole, kept)


def _killed(
    begin_with: Path,
    folder: Path,
    watch: Callable[[Any], subprocess.Popen[bytes] | None],
    seconds: float | None = None,
) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(begin_with, folder)
    said, saying = _CONTEXT.Pipe(duplex=False)
    waiting, going = _CONTEXT.Pipe(duplex=False)
    writer = _CONTEXT.Process(target=_write, args=(folder, waiting, saying))
    writer.start()
    saying.close()
    watcher = watch(writer)
    going.send("go")
    if seconds is not None:
        said.recv()  # that it has opened the store
        time.sleep(seconds)
        writer.kill()
    count = -1 if seconds is None else 0
    try:
        while True:
            said.recv()
            count += 1
    except EOFError:
        writer.join()
    if watcher:
        watcher.communicate()
    return max(count, 0)


def _strace(process: Any, folder: Path, out: str, *more: str) -> subprocess.Popen[bytes]:
    """Attach strace to a process that waits; it sees the file calls on what lies in `folder`."""
    names = ("graph.lbug", "graph.lbug.wal", "graph.lbug.wal.checkpoint", "graph.lbug.shadow")
    paths = [part for name in names for part in ("-P", str(folder / name))]
    command = ["strace", "-f", "-p", str(process.pid), "-o", out, "-e", f"trace={','.join(CALLS)}", *more, *paths]
    watcher = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert watcher.stderr is not None
    first = watcher.stderr.readline()
    assert b"attached" in first, first
    return watcher


def _write(folder: Path, waiting: Connection, saying: Connection) -> None:
    waiting.recv()
    store = LadybugStore(folder, warn=lambda _: None)
    saying.send("open")
    for number in range(LOADS):
        name = f"d{number}"
        ingest(store, large_load(name) if number in _LARGE else small_load(name))
        saying.send(name)
    store.close()


def _look(folder: Path, telling: Connection) -> None:
    store = LadybugStore(folder, warn=lambda _: None)
    found = revision(store)
    expected = [{"dataset": f"d{number}", "n": LARGE if number in _LARGE else 3} for number in range(found)]
    is_whole = rows(store, _WHO) == expected
    kept = len(store.notices)
    is_whole = is_whole and ingest(store, small_load("e")).revision == found + 1
    store.close()
    telling.send((found, is_whole, kept))
