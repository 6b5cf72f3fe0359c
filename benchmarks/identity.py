"""Who is who at scale: seconds and memory of `resolve` over CORDIS organisations, and how they grow.

    python -m benchmarks.identity SHARED

Names and towns are those of the H2020 participations; beyond their number, each further name joins the beginning of
one and the end of another, which keeps the words as frequent as they are. Every size begins with cold caches.
"""

from __future__ import annotations

import csv
import gzip
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from graph.identity import Mention, open_questions, resolve
from graph.identity.names import name_form
from graph.identity.places import is_same_place
from graph.identity.vocabulary import folded
from graph.model.claims import Claim

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)


def organisations(shared: Path) -> list[Mention]:
    """Every PIC of the H2020 participations with its name and town; one in two has no name."""
    found: dict[str, Mention] = {}
    with gzip.open(shared / "data" / "cordis" / "h2020_participations_named.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            mention = found.setdefault(row["pic"], Mention("cordis", row["pic"]))
            name = {} if row["name"] in ("", "NA") else {"name": Claim(row["name"])}
            mention.add({"pic": Claim(row["pic"]), **name})
            mention.places |= {row["city"]} - {"", "NA"}
    return list(found.values())


def made_up(known: list[Mention]) -> Iterator[Mention]:
    """The named ones without their PICs, then names between two of them, without end."""
    named = [mention for mention in known if mention.written]
    for number, mention in enumerate(named):
        yield _mention(f"real {number}", mention.said, mention.places)
    chance = random.Random(1)
    while True:
        number += 1
        one, other = chance.choice(named), chance.choice(named)
        words, others = one.said.split(), other.said.split()
        name = " ".join(words[: (len(words) + 1) // 2] + others[len(others) // 2 :])
        yield _mention(f"made {number}", name, one.places)


def _mention(id: str, name: str, places: set[str]) -> Mention:
    mention = Mention("benchmark", id, places=set(places))
    mention.add({"name": Claim(name)})
    return mention


def measured(mentions: list[Mention]) -> tuple[float, float, int, int]:
    """Processor seconds of `resolve` and `open_questions`, how many actors and how many questions."""
    for cached in (name_form, folded, is_same_place):
        cached.cache_clear()
    begin = time.process_time()
    actors = len(set(resolve(mentions).values()))
    resolved = time.process_time() - begin
    begin = time.process_time()
    questions = len(open_questions(mentions))
    return resolved, time.process_time() - begin, actors, questions


def main(shared: Path) -> None:
    """Print the table and the exponent of growth."""
    known = organisations(shared)
    print(f"{'mentions':>22} {'resolve s':>10} {'questions s':>12} {'actors':>8} {'questions':>10} {'peak MB':>8}")
    report(f"{len(known):,} of H2020", measured(known))
    seconds = []
    for size in SIZES:
        times = measured(list(islice(made_up(known), size)))
        seconds.append(times[0])
        report(f"{size:,}", times)
    exponent = np.polyfit(np.log(SIZES), np.log(seconds), 1)[0]
    print(f"seconds grow with the number of mentions to the power of {exponent:.2f}")


def report(what: str, figures: tuple[float, float, int, int]) -> None:
    """One line of the table."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:>22} {figures[0]:10.2f} {figures[1]:12.2f} {figures[2]:8,} {figures[3]:10,} {peak:8.0f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
