"""A decision about who is who: from `decide` to the written revision on the embedded engine.

    python -m benchmarks.house.decision [SHARED]

Of keep.eu and of the participations in Horizon 2020. The first decision after a start or a load reads and resolves
everything, unless the queue has been opened before; the later ones resolve what they touch. Medians: seconds, and
processor seconds of all threads, which a busy machine changes less.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.loading import seconds
from graph.decisions.candidates import open_candidates
from graph.decisions.identities import decide, withdraw
from graph.identity import Decision
from graph.ingest.clusters import ClusterCache
from graph.ingest.ingest import ingest
from graph.store.ladybug import LadybugStore
from graph.store.protocol import GraphStore, rows
from loaders.run import read_files

FILES: Final = ("keep_eu/keep_2014-2020.xlsx", "cordis/h2020_participations_named.csv.gz")
DECISIONS: Final = 20
FIRST: Final = 3
ACTORS: Final = "MATCH (a:Actor) RETURN count(a) AS actors"

Figure = tuple[str, str]


def measure(shared: Path = Path("../shared")) -> list[Figure]:
    """Each figure with its name."""
    return [figure for file in FILES for figure in _of(shared / "data" / file)]


def _of(file: Path) -> Iterator[Figure]:
    with _loaded(file) as store:
        actors = rows(store, ACTORS)[0]["actors"]
        cache = ClusterCache()
        opened = _measured([lambda: open_candidates(store, cache=cache)])
        pairs = [candidate.pair for candidate in open_candidates(store, cache=cache).candidates[:DECISIONS]]

        def same(clusters: ClusterCache | None) -> list[Callable[[], object]]:
            decisions = [Decision(pair, "same") for pair in pairs]
            return [lambda one=one: decide(store, [one], decided_by="x", cache=clusters) for one in decisions]  # type: ignore[misc]

        def back() -> list[Callable[[], object]]:
            return [lambda pair=pair: withdraw(store, [pair], cache=cache) for pair in pairs]  # type: ignore[misc]

        yield f"opening the queue, {actors:,} actors", opened
        yield f"a decision, {actors:,} actors", _measured(same(cache))
        yield f"taking it back, {actors:,} actors", _measured(back())
        yield f"a first decision, {actors:,} actors", _measured(same(None)[:FIRST])


@contextmanager
def _loaded(file: Path) -> Iterator[GraphStore]:
    with tempfile.TemporaryDirectory() as folder:
        store = LadybugStore(Path(folder))
        ingest(store, read_files([file]))
        yield store
        store.close()


def _measured(work: list[Callable[[], object]]) -> str:
    elapsed, processor = [], []
    for task in work:
        begin = time.process_time()
        elapsed.append(seconds(task))
        processor.append(time.process_time() - begin)
    return f"{statistics.median(elapsed):.2f} s (processor {statistics.median(processor):.2f} s)"


if __name__ == "__main__":
    for name, figure in measure(*map(Path, sys.argv[1:2])):
        print(f"{name:<40} {figure}")
