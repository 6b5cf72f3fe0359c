"""Who waits for a page is told so, gets what was begun, and finds the common answers worked out before anybody asks."""

import asyncio
import threading
from typing import Any

import pytest
from fastapi import Response
from fastapi.testclient import TestClient

from api.pages.waiting import Waiting
from api.service.service import Service
from tests.api.conftest import API, load_demo

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
TOLD = "Svaret räknas fram"
PREPARED = (
    "/brobyggare",
    "/luckor",
    "/luckor?visa=groups",
    "/luckor?visa=coverage",
    "/luckor?visa=isolates",
    "/overlapp",
)


def test_one_who_was_told_gets_what_was_begun_and_it_is_worked_out_once() -> None:
    begun: list[str] = []

    async def scenario() -> tuple[Response | None, list[Response | None]]:
        waiting, go_on = Waiting(patience=0.01), asyncio.Event()

        async def work() -> Response:
            begun.append("page")
            await go_on.wait()
            return Response("page", headers={"Vary": "Cookie"})

        told = await waiting.answer("page", work)
        go_on.set()
        return told, list(await asyncio.gather(*(waiting.answer("page", work) for _ in range(2))))

    told, (first, second) = asyncio.run(scenario())
    assert told is None
    assert begun == ["page"]
    assert first is not None
    assert second is not None
    assert first.body == second.body == b"page"
    first.headers["Content-Encoding"] = "gzip"
    assert "content-encoding" not in second.headers


def test_what_nobody_fetches_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.waiting._KEPT", 0.0)
    numbers = iter("ab")

    async def scenario() -> list[Response | None]:
        waiting = Waiting(patience=0.0)

        async def work() -> Response:
            await asyncio.sleep(0.01)
            return Response(next(numbers))

        told = await waiting.answer("page", work)
        await asyncio.sleep(0.1)
        waiting.patience = 5.0
        return [told, await waiting.answer("page", work)]

    told, answer = asyncio.run(scenario())
    assert told is None
    assert answer is not None
    assert answer.body == b"b"


def test_a_browser_is_told_and_then_shown_the_page(client: TestClient) -> None:
    load_demo(client)
    client.app.state.waiting.patience = 0.0  # type: ignore[attr-defined]
    told = client.get("/aktorer", headers=BROWSER)
    assert told.status_code == 202
    assert TOLD in told.text
    assert '<meta http-equiv="refresh" content="0">' in told.text
    framed = client.get("/projekt", headers={**BROWSER, "Sec-Fetch-Dest": "iframe"})
    assert framed.status_code == 202
    assert "<link" not in framed.text
    page = client.get("/aktorer", headers=BROWSER)
    assert page.status_code == 200
    assert "Boliden AB" in page.text


def test_what_was_begun_for_one_reader_is_shown_to_nobody_else(client: TestClient) -> None:
    waiting: Waiting = client.app.state.waiting  # type: ignore[attr-defined]
    waiting.patience = 0.0
    for name in ("Anna", "Bo"):
        told = client.get("/granska", headers={**BROWSER, "Cookie": f"hur_decides={name}"})
        assert told.status_code == 202
    assert len(waiting._under_way) == 2


def test_a_program_is_given_the_page_alone(client: TestClient) -> None:
    client.app.state.waiting.patience = 0.0  # type: ignore[attr-defined]
    assert client.get("/om").status_code == 200


@pytest.fixture
def prepared(client: TestClient) -> TestClient:
    """A service on the demo network with nothing left to prepare."""
    load_demo(client)
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    service.warm().result()
    service._queue_worker.submit(int).result()
    return client


def test_common_answers_are_there_before_anybody_asks(prepared: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_asks(*_: Any) -> None:
        raise AssertionError("worked out when asked")

    monkeypatch.setattr("queries.answers.ask", nobody_asks)
    monkeypatch.setattr("api.service.exports.staged", nobody_asks)
    for path in (*PREPARED, "/karta"):
        assert prepared.get(path).status_code == 200, path
    assert prepared.get("/brobyggare?group=county").status_code == 500


def test_how_far_it_has_come_is_told(client: TestClient) -> None:
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    go_on = threading.Event()
    service._queue_worker.submit(go_on.wait)
    load_demo(client)
    service.warm().result()
    told = client.get(f"{API}/status").json()["preparing"]
    assert 0 < told["done"] < told["total"]
    go_on.set()
    service._queue_worker.submit(int).result()
    assert client.get(f"{API}/status").json()["preparing"] is None
