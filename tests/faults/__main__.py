"""`make faults`: 200 kills, 200 cuts of a log, 20 full disks, 100 changed bits, 5,000 damaged files, in 20 minutes.

`python -m tests.faults cuts disks` runs some kinds alone.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Final

from tests.faults import cuts, damage, disks, kills, mutate, seeds

MINUTES: Final = 20
CUTS: Final = 200
FILES: Final = 5_000
BITS: Final = 100
RANDOM_KILLS: Final = 80
KILLS_OF_A_CALL: Final = 40
ROOM_LEFT: Final = (0, 4096, 100_000, 300_000, 1_000_000, 2_000_000, 4_000_000, 6_000_000, 8_000_000, 40_000_000)
_SEED: Final = 20261129


@dataclass
class Results:
    """What came of each kind of fault: how many cases, and how many of them failed in which way."""

    cases: Counter[str] = field(default_factory=Counter)
    failures: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, kind: str, failures: list[str], kept: int = 0) -> None:
        """Count one case."""
        self.cases[kind] += 1
        self.cases[f"{kind}: a log was kept"] += bool(kept)
        self.failures[kind].update(failures)

    def lines(self) -> Iterator[str]:
        """The table."""
        yield "| fault | cases | a log was kept | failures |"
        yield "|---|---|---|---|"
        for kind in [name for name in self.cases if ": " not in name]:
            failed = ", ".join(f"{count} {how}" for how, count in self.failures[kind].items()) or "0"
            yield f"| {kind} | {self.cases[kind]} | {self.cases[f'{kind}: a log was kept']} | {failed} |"


def moments(calls: dict[str, int]) -> list[kills.Moment]:
    """Every file call but where there are very many, then moments at random."""
    choose = random.Random(_SEED)
    chosen = [
        kills.Moment(call, number)
        for call, count in calls.items()
        for number in sorted(choose.sample(range(1, count + 1), min(count, KILLS_OF_A_CALL)))
    ]
    chosen += [kills.Moment(seconds=choose.uniform(0, 2.0)) for _ in range(RANDOM_KILLS)]
    choose.shuffle(chosen)  # where there is no time for all, some of each kind are run
    return chosen


Case = Callable[[Results], None]


def killed(folder: Path) -> list[Case]:
    """Processes killed while they write."""
    begin_with = kills.template(folder)
    calls = kills.file_calls(begin_with, folder) if shutil.which("strace") else {}

    def case(moment: kills.Moment, results: Results) -> None:
        outcome = kills.kill(begin_with, folder / "killed", moment)
        results.add(f"killed at {moment.name}", outcome.failures, outcome.kept)

    return [partial(case, moment) for moment in moments(calls)]


def full(folder: Path) -> list[Case]:
    """Disks that become full."""

    def case(left: int, when: disks.When, results: Results) -> None:
        results.add(f"disk full {when}", disks.run_full(folder / "disk", left, when).failures)

    times: tuple[disks.When, ...] = ("before", "during", "until-the-end")
    return [partial(case, left, times[number % 3]) for number, left in enumerate(2 * ROOM_LEFT)]


def cut(folder: Path) -> list[Case]:
    """Logs that end anywhere."""
    written = cuts.write(folder)

    def case(place: cuts.Cut, results: Results) -> None:
        opened = cuts.open_cut(written, place, folder / "cut")
        results.add("log cut", [] if opened.revision == opened.expected else ["other revision"], opened.kept)

    return [partial(case, place) for place in cuts.cuts(written, CUTS, _SEED)]


def changed(folder: Path) -> list[Case]:
    """Stores with another bit."""
    (folder / "whole").mkdir()
    whole, content = damage.write(folder / "whole")

    def case(place: tuple[int, int], results: Results) -> None:
        told = damage.tried(whole, place, content, folder / "changed")
        results.add("a bit of the store changed", [] if told in damage.RIGHT else [told])

    return [partial(case, place) for place in damage.places(whole, BITS, _SEED)]


def damaged(folder: Path) -> list[Case]:
    """Files of every loader, damaged."""
    for name in ("seeds", "read", "kept"):
        (folder / name).mkdir()
    whole = seeds.write_seeds(folder / "seeds")

    def case(first: int, results: Results) -> None:
        found = mutate.read_batch(whole, first, mutate.BATCH, folder / "read", folder / "kept")
        for told in found.elements():
            results.add("file damaged", [] if told in mutate.RIGHT else [told])

    return [partial(case, first) for first in range(0, FILES, mutate.BATCH)]


KINDS: Final[Mapping[str, Callable[[Path], list[Case]]]] = {
    "kills": killed,
    "disks": full,
    "cuts": cut,
    "bits": changed,
    "files": damaged,
}


def run(folder: Path, kinds: Iterable[str], results: Results) -> None:
    """Run all cases, or an equal part of each kind where there is no time for all."""
    end = time.monotonic() + 60 * MINUTES
    cases = [KINDS[kind](folder) for kind in kinds]
    placed = [(number / len(of_a_kind), case) for of_a_kind in cases for number, case in enumerate(of_a_kind)]
    for _, case in sorted(placed, key=itemgetter(0)):
        if time.monotonic() < end:
            case(results)


if __name__ == "__main__":
    found = Results()
    with tempfile.TemporaryDirectory(prefix="hur-faults-") as temporary:
        run(Path(temporary), sys.argv[1:] or KINDS, found)
    sys.stdout.write("\n".join(found.lines()) + "\n")
    sys.exit(any(found.failures.values()))
