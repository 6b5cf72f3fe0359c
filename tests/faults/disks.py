"""A disk that becomes full under an open store, and has room again: `python -m tests.faults.disks FOLDER LEFT WHEN`.

Run in a process of its own, which the engine may end. It says each write that was acknowledged or refused.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from unittest.mock import patch

from graph.errors import StoreFullError, StoreUnavailableError
from graph.ingest.ingest import ingest
from graph.store.embedded_room import check_room
from graph.store.ladybug import LadybugStore
from tests.contract.samples import revision, small_load
from tests.faults.cuts import large_load

When = Literal["before", "during", "until-the-end"]
"""From before the store looks for room, from just after that, or so and never any room again."""
ROOT = Path(__file__).parents[2]
MEBI = 1024 * 1024
DISK = 160 * MEBI
BEFORE = 3
"""Small loads before the disk is full."""


@dataclass(frozen=True)
class Outcome:
    """What the process said, how it ended, and what opens afterwards."""

    when: When
    said: tuple[str, ...]
    code: int
    revision: int

    @property
    def acknowledged(self) -> int:
        """How many writes were."""
        return sum(line == "acknowledged" for line in self.said)

    @property
    def failures(self) -> list[str]:
        """What went wrong; nothing, where all is well."""
        found = {
            "ended by a signal": self.code < 0,
            "failed or did not end": self.code > 0,
            "lost what was acknowledged": self.revision < self.acknowledged,
            "kept what was refused": self.revision > self.acknowledged,
            "did not read on": "read" not in self.said,
            "did not close": not self.said or self.said[-1] != "closed",
            "did not write again": self.when != "until-the-end" and self.acknowledged < BEFORE + 2,
        }
        return [name for name, is_so in found.items() if is_so]


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A small disk of its own, in memory; OSError where this user may mount none."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        raise OSError(done.stderr.decode())
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def run_full(folder: Path, left: int, when: When) -> Outcome:
    """Let a process write on a disk on which `left` bytes stay free, from before it looks or from just after that."""
    with disk(folder) as mounted:
        command = [sys.executable, "-m", "tests.faults.disks", str(mounted), str(left), when]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
            said, code = tuple(done.stdout.split()), done.returncode
        except subprocess.TimeoutExpired as hung:
            said, code = tuple((hung.stdout or b"").decode().split()), 1
        (mounted / "filling").unlink(missing_ok=True)
        store = LadybugStore(mounted / "graph", warn=lambda _: None)
        found = revision(store)
        store.close()
    return Outcome(when, said, code, found)


def main(folder: Path, left: int, when: When) -> None:
    """Write before, while and after the disk is full."""
    store = LadybugStore(folder / "graph")
    for number in range(BEFORE):
        _write(store, f"before{number}")
    if when == "before":
        _fill(folder, left)
        _write(store, "full", large=True)
    else:
        _write_while_it_fills(store, folder, left)
    _write(store, "still-full")
    say("read" if revision(store) >= BEFORE else "unread")
    try:
        store.check()
    except StoreUnavailableError:
        say("unready")
    if when != "until-the-end":
        (folder / "filling").unlink()
        _write(store, "after")
        _write(store, "after-large", large=True)
    store.close()
    say("closed")


def _write_while_it_fills(store: LadybugStore, folder: Path, left: int) -> None:
    """Somebody else fills the disk after the store has found room enough."""

    def found_room(where: Path, written: int = 0) -> None:
        check_room(where, written)
        if written:
            _fill(folder, left)

    with patch("graph.store.ladybug.check_room", found_room):
        _write(store, "full", large=True)


def _write(store: LadybugStore, dataset: str, *, large: bool = False) -> None:
    try:
        ingest(store, large_load(dataset) if large else small_load(dataset))
        say("acknowledged")
    except StoreFullError:
        say("refused")


def _fill(folder: Path, left: int) -> None:
    with (folder / "filling").open("wb") as filling:
        os.posix_fallocate(filling.fileno(), 0, max(shutil.disk_usage(folder).free - left, 1))


def say(word: str) -> None:
    """Tell the parent."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), cast(When, sys.argv[3]))
