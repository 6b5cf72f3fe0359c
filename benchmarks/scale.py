"""Loading 144,726 participations in Horizon 2020: embedded, and on Neo4j against a hand-written batched UNWIND.

    python -m benchmarks.scale SHARED_DATA

As `benchmarks.loading`, once each after a round that warms the server up.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from benchmarks.loading import embedded, on_server
from loaders.run import read_files


def main(shared: Path) -> None:
    """Run the comparison."""
    begin = time.perf_counter()
    load = read_files([shared / "data" / "cordis" / "h2020_participations_named.csv.gz"])
    nodes, ties = embedded(load, time.perf_counter() - begin, runs=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{sum(map(len, nodes.values()))} nodes, {sum(map(len, ties.values()))} reports; peak memory {peak} MB")
    on_server(load, nodes, ties, runs=1, heap="6g")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
