"""Asking every question of demo + project bank + keep.eu, from opening the store and again from the cache.

    python -m benchmarks.questions SHARED_DATA [all]

With `all` also of Swecris, CORDIS and the 144,726 participations in Horizon 2020 together: 42,766 actors, 840,244 ties.
The libraries are imported before, as they are in a service that runs; how long that takes is printed too. Betweenness
is compared with plain networkx on the same network in the same run, which for `all` would take hours.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import networkx as nx

from api.service.cache import Cache
from api.service.contents import read_contents
from api.service.moment import CAPACITY, Moment
from api.service.positions import Positions
from api.service.prepared_load import PreparedLoad
from benchmarks.loading import seconds
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.run import read_files
from queries.measures.betweenness import betweenness
from queries.question import questions

ASKED: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    ("brokers", {}),
    ("brokers", {"group": "community"}),
    ("gaps", {"of": "pairs"}),
    ("gaps", {"of": "groups"}),
    ("gaps", {"of": "groups", "group": "sector,county"}),
    ("gaps", {"of": "coverage"}),
    ("gaps", {"of": "isolates"}),
    ("overlaps", {}),
    ("overlaps", {"project": "North Sweden Green Deal"}),
    ("partners", {"project": "SORESS-MMI"}),
    ("introductions", {"a": "Boliden AB", "b": "Region Norrbotten"}),
    ("what-if", {"without": "Luleå tekniska universitet"}),
    ("changes", {}),
)


SOURCES: Final = ("demo", "projektbanken/projektbanken_2014-2020.json", "keep_eu/keep_2014-2020.xlsx")
MORE_SOURCES: Final = (
    "swecris/swecris_north.csv",
    "swecris/swecris_kth.csv.gz",
    "cordis/project_sample.csv cordis/organization.csv",
    "cordis/h2020_participations_named.csv.gz",
)


def import_libraries() -> None:
    """Import what is otherwise imported by the first question that needs it."""
    questions()
    import_module("networkit")
    import_module("sklearn.feature_extraction.text")


def load_all(folder: Path, shared: Path, everything: bool) -> None:
    """Load the datasets into a new embedded store."""
    store = LadybugStore(folder)
    for name in (*SOURCES, *(MORE_SOURCES if everything else ())):
        files = [shared / "data" / path for path in name.split()] if name != "demo" else [name]
        took = seconds(lambda files=files: PreparedLoad(store, read_files(files)).apply())  # type: ignore[misc]
        print(f"load {Path(files[0]).stem}: {took:.1f} s")
    store.close()


def ask_all(folder: Path) -> None:
    """Ask each question of a store that is opened for it, and once more."""
    for name, options in ASKED:
        begin = time.perf_counter()
        store = LadybugStore(folder)
        moment = Moment(read_contents(store), Cache(CAPACITY), Positions(), store)
        reading = time.perf_counter() - begin
        moment.answer(name, options, "sv")
        first = time.perf_counter() - begin
        again = seconds(lambda moment=moment, name=name, options=options: moment.answer(name, options, "sv"))  # type: ignore[misc]
        store.close()
        print(f"{name} {dict(options)}: {first:.2f} s, of it reading {reading:.2f} s, again {1000 * again:.1f} ms")


def against_networkx(folder: Path) -> None:
    """Betweenness, ours and networkx'."""
    store = LadybugStore(folder)
    graph = read_network(store).of(View()).collaboration
    store.close()
    ours, theirs = seconds(lambda: betweenness(graph)), seconds(lambda: nx.betweenness_centrality(graph))
    size = f"{graph.number_of_nodes()} actors, {graph.number_of_edges()} ties"
    print(f"betweenness, {size}: {ours:.2f} s, networkx {theirs:.1f} s, ratio {ours / theirs:.4f}")


def main(shared: Path, everything: bool) -> None:
    """Run the whole comparison."""
    print(f"importing what questions need: {seconds(import_libraries):.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        load_all(Path(folder), shared, everything)
        ask_all(Path(folder))
        if not everything:
            against_networkx(Path(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), everything="all" in sys.argv[2:])
