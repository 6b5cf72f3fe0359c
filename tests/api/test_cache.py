"""What is remembered is computed once, bounded, and never an error."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.service.cache import Cache
from graph.errors import NotFoundError


def test_many_who_ask_at_once_wait_for_one_computation() -> None:
    cache = Cache(4)
    computed: list[int] = []
    together = threading.Barrier(8)

    def compute() -> int:
        time.sleep(0.05)
        computed.append(1)
        return 42

    def ask(_: int) -> int:
        together.wait()
        return cache.get(("key",), compute)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [42] * 8
    assert computed == [1]


def test_the_one_used_longest_ago_is_forgotten() -> None:
    cache = Cache(2)
    asked: list[str] = []

    def get(key: str) -> str:
        def compute() -> str:
            asked.append(key)
            return key

        return cache.get((key,), compute)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key
    assert asked == ["a", "b", "c", "b"]


def test_an_error_reaches_who_asks_and_is_not_kept() -> None:
    cache = Cache(2)
    with pytest.raises(ZeroDivisionError):
        cache.get(("key",), lambda: 1 // 0)
    assert cache.get(("key",), lambda: 7) == 7


def test_what_weighs_more_takes_the_room_of_several() -> None:
    cache = Cache(4)
    asked: list[str] = []

    def get(key: str, weight: int) -> None:
        cache.get((key,), lambda: asked.append(key), weight)

    for key, weight in (
        ("a", 1),
        ("b", 1),
        ("large", 3),
        ("b", 1),
        ("a", 1),
        ("large", 3),
        ("larger", 9),
        ("larger", 9),
    ):
        get(key, weight)
    assert asked == ["a", "b", "large", "a", "large", "larger"]


def test_what_is_past_is_dropped_and_its_room_is_free() -> None:
    cache = Cache(4)
    computed: list[int] = []
    for number in (1, 2, 1, 2):
        cache.get(("value", number), lambda number=number: computed.append(number), 2)  # type: ignore[misc]
    cache.drop(lambda key: key[1] < 2)
    for number in (2, 3, 2):
        cache.get(("value", number), lambda number=number: computed.append(number), 2)  # type: ignore[misc]
    assert computed == [1, 2, 3]


def test_each_who_waits_raises_an_error_of_its_own() -> None:
    cache, gate = Cache(10), threading.Event()
    raised: list[NotFoundError] = []

    def fail() -> int:
        gate.wait(10)
        raise NotFoundError("gone")

    def ask() -> None:
        try:
            cache.get(("k",), fail)
        except NotFoundError as error:
            raised.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert [error.detail for error in raised] == ["gone"] * 3
    assert len(set(map(id, raised))) == 3
