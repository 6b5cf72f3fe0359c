"""Several writers, several processes, and processes that die."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import StoreBusyError
from graph.ingest.ingest import ingest
from graph.store.protocol import GraphStore, rows
from tests.contract.engines import Engine
from tests.contract.samples import dump, revision, small_load

EACH = 20
EACH_PROCESS = 5
PARTNERS = 3


def expected_datasets(count: int) -> list[str]:
    return sorted(f"d{number}" for number in range(count))


def check_whole(store: GraphStore, datasets: list[str]) -> None:
    """Every dataset is there with all its partners, and each made one revision."""
    found = rows(store, "MATCH (d:Dataset) RETURN d.id AS id ORDER BY id")
    assert [row["id"] for row in found] == datasets
    record = rows(
        store,
        "MATCH (:Actor)-[r:PARTICIPATES_IN]->(:Project) RETURN r.dataset AS dataset, count(*) AS n ORDER BY dataset",
    )
    assert record == [{"dataset": dataset, "n": PARTNERS} for dataset in datasets]
    numbers = rows(store, "MATCH (r:Revision) RETURN r.number AS number ORDER BY number")
    assert [row["number"] for row in numbers] == list(range(1, len(datasets) + 1))
    assert revision(store) == len(datasets)


def test_two_threads_write_and_nobody_loses(store: GraphStore) -> None:
    def load(first: int) -> None:
        for number in range(first, first + EACH):
            ingest(store, small_load(f"d{number}"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(load, (0, EACH)))
    check_whole(store, expected_datasets(2 * EACH))


def test_two_processes_write_and_nobody_loses(engine: Engine) -> None:
    engine.open().close()
    first, second = ((str(number), str(EACH_PROCESS)) for number in (0, EACH_PROCESS))
    with engine.worker("load", *first) as one, engine.worker("load", *second) as other:
        assert (one.finish(), other.finish()) == (0, 0)
    store = engine.open()
    check_whole(store, expected_datasets(2 * EACH_PROCESS))
    store.close()


def test_two_threads_load_the_same_dataset_and_one_changes_nothing(store: GraphStore) -> None:
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: ingest(store, small_load("d0")), range(2)))
    assert sorted(report.changed for report in reports) == [False, True]
    check_whole(store, ["d0"])


def test_readers_see_whole_revisions_while_a_writer_writes(store: GraphStore) -> None:
    done = threading.Event()

    def load() -> None:
        try:
            for number in range(10):
                ingest(store, small_load(f"d{number}"))
        finally:
            done.set()

    writer = threading.Thread(target=load)
    writer.start()
    counts = []
    while not done.is_set():
        counts.append(rows(store, "MATCH ()-[r:PARTICIPATES_IN]->(:Project) RETURN count(*) AS n")[0]["n"])
    writer.join()
    assert {count % PARTNERS for count in counts} == {0}
    assert counts == sorted(counts)


def test_a_writer_that_dies_in_the_middle_leaves_nothing_of_it(engine: Engine) -> None:
    with engine.worker("stop-half-way") as worker:
        assert worker.says() == "half"
        worker.kill()
    store = engine.open()
    check_whole(store, ["whole"])
    assert rows(store, "MATCH (n:Actor {name: 'Half'}) RETURN count(*) AS n") == [{"n": 0}]
    ingest(store, small_load("z"))
    check_whole(store, ["whole", "z"])
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_the_store_has_whole_datasets(engine: Engine, seed: int) -> None:
    with engine.worker("load-on") as worker:
        loaded = [worker.says() for _ in range(3)]
        time.sleep(random.Random(seed).uniform(0, 0.2))
        worker.kill()
    store = engine.open()
    number = wait_until_still(store)
    assert number >= len(loaded)
    check_whole(store, expected_datasets(number))
    before = dump(store)
    store.close()
    store = engine.open()
    assert dump(store) == before
    store.close()


def wait_until_still(store: GraphStore) -> int:
    """A server may finish a commit that its client sent before it died."""
    number = revision(store)
    while True:
        time.sleep(0.2)
        if number == (number := revision(store)):
            return number


def test_a_second_process_is_told_who_holds_the_embedded_store(engine: Engine) -> None:
    with engine.worker("hold") as holder:
        assert holder.says() == "open"
        if engine.is_server:
            engine.open().close()
        else:
            with pytest.raises(StoreBusyError, match=rf"\b{holder.process.pid}\b"):
                engine.open()
    engine.open().close()


def test_opening_waits_for_the_other_process(engine: Engine) -> None:
    with engine.worker("hold") as holder:
        assert holder.says() == "open"
        released = threading.Event()

        def let_go() -> None:
            released.set()
            holder.let_go()

        threading.Timer(0.5, let_go).start()
        engine.open(wait=30).close()
        assert engine.is_server or released.is_set()
        assert holder.finish() == 0


def test_waiting_ends_when_the_other_process_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a clock that only waiting moves."""
    slept: list[float] = []
    clock = SimpleNamespace(monotonic=lambda: sum(slept), sleep=slept.append)
    monkeypatch.setattr("graph.store.embedded_opening.time", clock)
    embedded = Engine(str(tmp_path))
    with embedded.worker("hold") as holder:
        assert holder.says() == "open"
        with pytest.raises(StoreBusyError):
            embedded.open(wait=0.3)
    assert 0.3 <= sum(slept) < 0.5
    assert len(slept) > 1, "it tries again meanwhile"
