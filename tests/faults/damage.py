"""A store's file in which one byte is another, with no digest of the file beside it, as after a kill."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import orjson

from api.service.opening import open_graph
from graph.errors import HurError
from graph.ingest.backup import read_records
from graph.ingest.ingest import ingest
from graph.ingest.verify import verified
from graph.messages import Message
from graph.model.vocabulary import REVISION
from graph.settings import read_settings
from graph.store.embedded_seal import break_seal
from graph.store.ladybug import FILE_NAME, LadybugStore
from tests.contract.samples import everything
from tests.faults.cuts import large_load

RIGHT: Final = ("refused", "told at opening", "found by verify", "the same graph")
_SECONDS: Final = 60
_FORK: Final = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Content:
    """Digests of what the graph says, and of its revisions, by another way than the one that is tried."""

    facts: str
    revisions: str


def write(folder: Path) -> tuple[bytes, Content]:
    """The bytes of a whole store, and what it says."""
    _in_a_child(_written, folder)
    return (folder / FILE_NAME).read_bytes(), _in_a_child(_content_of, folder)


def places(whole: bytes, count: int, seed: int) -> list[tuple[int, int]]:
    """Places at random, and by what the byte there is changed."""
    choose = random.Random(seed)
    return [(choose.randrange(len(whole)), 1 << choose.randrange(8)) for _ in range(count)]


def tried(whole: bytes, place: tuple[int, int], content: Content, folder: Path) -> str:
    """What comes of a store with one bit that is another: one of `RIGHT`, or how it went wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    position, bit = place
    damaged = bytearray(whole)
    damaged[position] ^= bit
    (folder / FILE_NAME).write_bytes(damaged)
    return str(_in_a_child(_outcome, folder, content) or "ended the process")


def _outcome(folder: Path, content: Content) -> str:
    told: list[Message] = []
    try:
        store = open_graph(read_settings(graph=str(folder)), warn=told.append)
        if told:
            return "told at opening"
        if verified(store, folder / "backups").problems:
            return "found by verify"
        found = _content(store.read(read_records)[1])
    except (HurError, UnicodeDecodeError):
        return "refused"
    if found == content:
        return "the same graph"
    return "other facts" if found.facts != content.facts else "other revisions"


def _written(folder: Path) -> None:
    store = LadybugStore(folder)
    for records in (everything(), large_load("a")):
        ingest(store, records)
    store.close()
    open_graph(read_settings(graph=str(folder))).close()  # its datasets come to say what they show
    break_seal(folder / FILE_NAME)


def _content_of(folder: Path) -> Content:
    store = LadybugStore(folder)
    return _content(store.read(read_records)[1])


def _content(records: Iterable[dict[str, Any]]) -> Content:
    lines = sorted(orjson.dumps(record, option=orjson.OPT_SORT_KEYS) for record in records)
    mark = orjson.dumps({"node": REVISION.label})[1:-1]
    apart = [[line for line in lines if (mark in line) is wanted] for wanted in (False, True)]
    return Content(*(hashlib.sha256(b"\n".join(part)).hexdigest() for part in apart))


def _in_a_child(work: Any, *arguments: Any) -> Any:
    """What the work returns in a process of its own; None when that ends in its place, or takes too long."""
    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_sent, args=(there, work, arguments))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(_SECONDS) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def _sent(there: Connection, work: Any, arguments: Any) -> None:
    there.send(work(*arguments))
