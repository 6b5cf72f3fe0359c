"""What another process does to the store while a test watches: `python -m tests.contract.worker ACTION [ARGUMENT…]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from graph.ingest.ingest import ingest
from graph.ingest.write import upsert
from graph.model.vocabulary import ACTOR
from graph.store.protocol import Transaction
from tests.contract.engines import Engine, given_engine
from tests.contract.samples import small_load


def hold(engine: Engine) -> None:
    """Keep the store open until the parent closes our input."""
    store = engine.open()
    say("open")
    sys.stdin.read()
    store.close()


def load(engine: Engine, first: str, count: str) -> None:
    """Load `count` datasets, opening the store for each: on the embedded engine writers take turns that way."""
    for number in range(int(first), int(first) + int(count)):
        store = engine.open(wait=60)
        ingest(store, small_load(f"d{number}"))
        store.close()


def load_on(engine: Engine) -> None:
    """Load one dataset after the other and say each, until killed."""
    store = engine.open()
    for number in range(1_000_000):
        ingest(store, small_load(f"d{number}"))
        say(f"d{number}")


def stop_half_way(engine: Engine) -> None:
    """Load one dataset, then stay in the middle of a transaction that has written."""
    store = engine.open()
    ingest(store, small_load("whole"))

    def work(transaction: Transaction) -> None:
        upsert(transaction, ACTOR, [{"id": f"half-{number}", "name": "Half"} for number in range(1_000)])
        say("half")
        time.sleep(600)

    store.write(work)


def say(line: str) -> None:
    """Tell the parent."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


ACTIONS: dict[str, Callable[..., None]] = {
    "hold": hold,
    "load": load,
    "load-on": load_on,
    "stop-half-way": stop_half_way,
}

if __name__ == "__main__":
    ACTIONS[sys.argv[1]](given_engine(), *sys.argv[2:])
