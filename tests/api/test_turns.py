"""Heavy answers take turns; what is known or quick is answered meanwhile."""

import threading
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.service.cache import Cache
from api.service.turns import AT_ONCE, WAITING, Turns
from graph.errors import BusyError
from tests.api.conftest import API


def test_so_many_work_at_once_and_all_get_their_turn() -> None:
    cache, gate = Cache(100), threading.Event()
    working, most, lock = 0, 0, threading.Lock()

    def work(name: int) -> int:
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        gate.wait(10)
        with lock:
            working -= 1
        return name

    answers: dict[int, int] = {}

    def ask(name: int) -> None:
        answers[name] = cache.get_in_turn(("n", name), lambda: work(name))

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(AT_ONCE + WAITING)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(30)
    assert answers == {name: name for name in range(AT_ONCE + WAITING)}
    assert most <= AT_ONCE


def test_a_full_queue_is_said_and_what_is_known_is_answered() -> None:
    cache = Cache(100)
    assert cache.get_in_turn(("known",), lambda: 1) == 1
    with pytest.raises(ZeroDivisionError):
        cache.get_in_turn(("wrong",), lambda: 1 // 0)
    cache._turns = Turns(at_once=1, waiting=0)
    with cache._turns.place():
        with pytest.raises(BusyError):
            cache.get_in_turn(("new",), lambda: 2)
        assert cache.get_in_turn(("known",), lambda: 2) == 1
    assert cache.get_in_turn(("new",), lambda: 2) == 2


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.service.turns.PATIENCE", 0.01)
    cache = Cache(100)
    cache._turns = Turns(at_once=1)
    with pytest.raises(BusyError):
        cache._turns.run(lambda: cache.get_in_turn(("waits",), lambda: 1))
    assert cache.get_in_turn(("waits",), lambda: 1) == 1


def test_the_api_and_the_pages_say_that_the_service_is_busy(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    client.app.state.service.warm().result()  # type: ignore[attr-defined]
    client.app.state.service._cache._turns = Turns(at_once=1, waiting=0)  # type: ignore[attr-defined]
    with client.app.state.service._cache._turns.place():  # type: ignore[attr-defined]
        answer, page = client.get(f"{API}/brokers?from=2001"), client.get("/brobyggare?from=2001")
        assert client.get("/health/live").status_code == 200
        assert client.get(f"{API}/actors").status_code == 200
    for refused in (answer, page):
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert answer.json()["type"] == "urn:hur:problem:busy"
    assert "Tjänsten är upptagen" in page.text
    assert client.get(f"{API}/brokers?from=2001").status_code == 200
