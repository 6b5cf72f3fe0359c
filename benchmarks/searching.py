"""How long the index of the search takes to build, and a search in it, on a graph as it is.

HUR_GRAPH=folder python -m benchmarks.searching
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from api.service.contents import read_contents
from api.service.finding import search_index
from graph.settings import open_store, read_settings

TEXTS = (
    "LTU",
    "sor",
    "vinova",
    "batteri",
    "luleå",
    "region",
    "a",
    "mänskliga rättigheter",
    "energi skellefteå",
    "projekt i",
)


def main() -> None:
    """Print the seconds of a build and the milliseconds of each search."""
    store = open_store(read_settings())
    whole = read_contents(store).whole
    print(f"{len(whole.actors)} actors, {len(whole.projects)} projects")
    print(f"build: {median(_seconds(lambda: search_index(whole)) for _ in range(3)):.2f} s (processor time)")
    index = search_index(whole)
    for text in TEXTS:
        first, again = (_seconds(lambda text=text: index.hits(text, lambda _: True, 20)) for _ in range(2))  # type: ignore[misc]
        print(f"{text}: {1000 * first:.1f} ms, again {1000 * again:.1f} ms")
    store.close()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
