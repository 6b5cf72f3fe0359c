"""A log that ends anywhere, as a kill, a power cut or a full disk leaves it."""

from __future__ import annotations

import os
import random
import shutil
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.model.records import Node, Relation
from graph.store.embedded_log import log_of, log_size, logs_set_aside
from graph.store.ladybug import FILE_NAME, LadybugStore
from tests.contract.samples import actor, load, project, revision, small_load, takes_part

LARGE = 400
"""Projects of the large load: some of its records are longer than what the engine reads at once."""


@dataclass(frozen=True)
class Written:
    """A store with a log: its file, the log, and how long that was after each acknowledged write."""

    file: Path
    log: bytes
    ends: tuple[int, ...]

    def acknowledged(self, cut: int) -> int:
        """How many of the writes are whole in the first `cut` bytes: each made one revision."""
        return bisect_right(self.ends, cut)


@dataclass(frozen=True)
class Cut:
    """The first `size` bytes of the log, and what stands where the rest was."""

    size: int
    tail: bytes = b""


@dataclass(frozen=True)
class Outcome:
    """What opening made of a cut log."""

    expected: int
    revision: int
    kept: int
    """Copies of the log that stand beside the store afterwards."""


def large_load(dataset: str) -> Load:
    """A load of many projects."""
    records: list[Node | Relation] = []
    for number in range(LARGE):
        who, where = actor(f"Aktör {dataset} {number}"), project(f"{dataset}:{number}", summary="Längre text. " * 20)
        records += [who, where, takes_part(who, where)]
    return load(dataset, *records)


def write(folder: Path) -> Written:
    """Acknowledge small and large loads without a checkpoint, and keep what lies on the disk then."""
    kept = folder / "as-it-was"
    kept.mkdir()
    with patch("graph.store.ladybug._MOST_LOG", 2**40):
        store = LadybugStore(folder / "written")
        file = folder / "written" / FILE_NAME
        ends = []
        for number in range(8):
            ingest(store, large_load(f"d{number}") if number in (3, 6) else small_load(f"d{number}"))
            ends.append(log_size(file))
        shutil.copy(file, kept)
        log = log_of(file).read_bytes()
        store.close()
    return Written(kept / FILE_NAME, log, tuple(ends))


def cuts(written: Written, count: int, seed: int) -> Iterator[Cut]:
    """Cuts at random places, just before and after what was acknowledged, some with zeros or noise behind them."""
    choose = random.Random(seed)
    edges = [end + offset for end in written.ends for offset in (-1, 0, 1)]
    for number in range(count):
        size = edges[number // 5 % len(edges)] if number % 5 == 0 else choose.randrange(1, len(written.log))
        size = min(size, len(written.log))
        missing = min(len(written.log) - size, 64 * 1024)
        tail = {3: bytes(missing), 4: os.urandom(missing)}.get(number % 5, b"")
        yield Cut(size, tail)


def open_cut(written: Written, cut: Cut, folder: Path) -> Outcome:
    """Open a store with the cut log twice: the second time nothing is left to mend."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = folder / FILE_NAME
    shutil.copy(written.file, file)
    log_of(file).write_bytes(written.log[: cut.size] + cut.tail)
    store = LadybugStore(folder, warn=lambda _: None)
    first = revision(store)
    ingest(store, small_load("afterwards"))
    store.close()
    store = LadybugStore(folder, warn=lambda _: None)
    assert revision(store) == first + 1
    store.close()
    return Outcome(written.acknowledged(cut.size), first, len(logs_set_aside(file)))
