"""Reads damaged files: `python -m tests.faults.mutate 100000` makes so many of the seeds and tells what became of them.

Each is read as `hur load` reads it, in a child process with 1 GB beyond what it has and 20 s. What is wrong is an
exception that is no error of HUR's, a child that dies, and too much time or memory; every such input is kept.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.errors import HurError
from loaders.base import SourceSettings
from loaders.catalogue import Catalogue, Entry, find_loaders
from loaders.registers.registry import load_registry
from loaders.run import read_files
from tests.faults.seeds import write_seeds

SECONDS: Final = 20
MEMORY: Final = 1 << 30
BATCH: Final = 250  # inputs of one child
RIGHT: Final = ("accepted", "refused")
TOKENS: Final = (
    b"1" * 5000, b"1e999", b"-1e308", b"NaN", b"Infinity", b"null", b"\0", b"\\u0000", b"\\ud800", b"\xff\xfe",
    b"\xef\xbb\xbf",     b'<?xml version="1.0" encoding="klingon"?>', b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"<!a>" * 30, b"<!---->" * 30, b"&a;",     b"]]>", b"[" * 2000, b'{"a":' * 500, b'"', b"'", b";" * 3000, b"\r",
    b"\n" * 50, b"\t", b" " * 5000, b"A" * 40,     b"XFD1048576", b"-" * 300, b"(" * 300, b"@" * 300, b"a@a." * 100,
    b"9999-99-99", b"0000-00-00", b"2024-02-30", b"1900",     b"=1+1", b"#REF!", "å".encode("latin-1"),
    "\u202e".encode(), "\U0001f600".encode(), b"true", b"[]", b"{}", b"\x1f\x8b",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four damages; of an archive mostly inside one of its parts."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _part_mutated(content, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(_DAMAGES)(content, chance)
    return content


def _part_mutated(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    for _ in range(chance.choice((1, 1, 2, 4))):
        parts[name] = chance.choice(_DAMAGES)(parts[name], chance)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, bytes_of in parts.items():
            if part != name or chance.random() < 0.95:
                archive.writestr(part, bytes_of)
    return written.getvalue()


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 2, 8, 64, 512)))


def _flip(content: bytes, chance: random.Random) -> bytes:
    start, _ = _place(content, chance)
    return content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + content[end:]


def _end(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)[0]]


def _double(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 3, 200)) + content[end:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    start, _ = _place(content, chance)
    return content[:start] + chance.choice(TOKENS) + content[start:]


def _value(content: bytes, chance: random.Random) -> bytes:
    """Another value where one stands: between two marks."""
    start, _ = _place(content, chance)
    marks = b'";,>< \n'
    begin = max(content.rfind(mark, 0, start) for mark in (marks[i : i + 1] for i in range(len(marks)))) + 1
    ends = [at for i in range(len(marks)) if (at := content.find(marks[i : i + 1], start)) >= 0]
    return content[:begin] + chance.choice(TOKENS) + content[min(ends, default=len(content)) :]


_DAMAGES: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flip,
    _cut,
    _end,
    _double,
    _insert,
    _value,
    _value,
)


def unexpecting() -> Catalogue:
    """Every loader, satisfied with few records, so that what comes after reading is tried too."""
    return {name: _unexpecting(entry) for name, entry in find_loaders().items()}


def _unexpecting(entry: Entry) -> Entry:
    settings: SourceSettings = replace(
        entry.settings, expected={}, rejected_share=1.0 if entry.settings.dataset else 0.0
    )
    return replace(entry, settings=settings)


def outcome(file: Path, catalogue: Catalogue) -> str:
    """`accepted`, `refused`, or where an exception came from that is no error of ours."""
    try:
        read_files([file], catalogue=catalogue, dataset="fel")
    except HurError as error:
        error.say("sv")
        return "refused"
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        at = next(
            (frame for frame in reversed(frames) if "loaders" in frame.filename or "/graph/" in frame.filename),
            frames[-1],
        )
        return f"{type(error).__name__} in {Path(at.filename).name}:{at.lineno}: {str(error)[:80]}"
    return "accepted"


def read_batch(seeds: list[Path], first: int, count: int, folder: Path, kept: Path) -> Counter[str]:
    """What became of the inputs with these numbers; those that went wrong are kept."""
    found: Counter[str] = Counter()
    number = first
    while number < first + count:
        told, pipe = os.pipe()
        if (child := os.fork()) == 0:
            os.close(told)
            _run(seeds, range(number, first + count), folder, pipe)
        os.close(pipe)
        with os.fdopen(told) as lines:
            outcomes = lines.read().splitlines()
        _, status = os.waitpid(child, 0)
        for outcome_of in outcomes:
            found[outcome_of] += 1
            if outcome_of not in RIGHT:
                _keep(seeds, number, kept, outcome_of)
            number += 1
        if status:
            died = f"killed by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {status}"
            found[died] += 1
            _keep(seeds, number, kept, died)
            number += 1
    return found


def _run(seeds: list[Path], numbers: range, folder: Path, pipe: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    catalogue = unexpecting()
    for number in numbers:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + SECONDS, hard))
        told = outcome(write_input(seeds, number, folder), catalogue)
        os.write(pipe, (told.encode("ascii", "replace").replace(b"\n", b" ") + b"\n"))
    os._exit(0)


def write_input(seeds: list[Path], number: int, folder: Path) -> Path:
    """The input with this number, made of the seed that is its turn."""
    seed = seeds[number % len(seeds)]
    file = folder / seed.name
    file.write_bytes(mutated(seed.read_bytes(), random.Random(number)))
    return file


def _keep(seeds: list[Path], number: int, kept: Path, told: str) -> None:
    kept.mkdir(exist_ok=True)
    write_input(seeds, number, kept).rename(kept / f"{number}-{seeds[number % len(seeds)].name}")
    with (kept / "outcomes.txt").open("a") as file:
        file.write(f"{number}\t{seeds[number % len(seeds)].name}\t{told}\n")


def mutate(count: int, first: int, kept: Path, tell: Callable[[str], object] = lambda _: None) -> Counter[str]:
    """Read so many damaged inputs, from number `first` on; how many ended how."""
    load_registry()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        (seeds_folder := Path(name) / "seeds").mkdir()
        (folder := Path(name) / "input").mkdir()
        seeds = write_seeds(seeds_folder)
        for start in range(first, first + count, BATCH):
            found += read_batch(seeds, start, min(BATCH, first + count - start), folder, kept)
            tell(f"{start + BATCH - first}: {dict(found)}")
    return found


def main() -> None:
    """Tell the counts; exit status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--kept", type=Path, default=Path("hur-mutated"), help="where inputs that went wrong are kept")
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        found = mutate(given.count, given.first, given.kept, lambda line: print(line, flush=True))  # noqa: T201
        sys.exit(any(told not in RIGHT for told in found))


if __name__ == "__main__":
    main()
