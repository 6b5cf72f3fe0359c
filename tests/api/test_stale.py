"""While a new revision is worked out, pages show the one before and say so; the API waits unless it is told not to."""

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service.requests import Asked
from api.service.service import Service
from tests.api.conftest import API, load_demo

STALE = "Nya uppgifter räknas fram."


@pytest.fixture
def busy(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The demo network with a service that works nothing out before the event, and pages that do not wait."""
    load_demo(client)
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    service.warm().result()
    assert STALE not in client.get("/aktorer").text
    monkeypatch.setattr("api.service.moments.PATIENCE", 0.0)
    go_on = threading.Event()
    service._worker.submit(go_on.wait)
    yield go_on
    go_on.set()


def test_a_page_shows_the_revision_before_and_says_so(client: Any, busy: threading.Event) -> None:
    service: Service = client.app.state.service
    before = service.now().revision
    assert client.delete(f"{API}/datasets/demo").status_code == 200
    page = client.get("/aktorer").text
    assert STALE in page
    assert f'data-stale="{before}"' in page
    assert "Boliden AB" in page
    busy.set()
    service.warm().result()
    page = client.get("/aktorer").text
    assert STALE not in page
    assert "Boliden AB" not in page


def test_the_api_answers_for_the_newest_unless_stale_is_ok(client: Any, busy: threading.Event) -> None:
    before = client.get(f"{API}/actors").json()
    assert client.delete(f"{API}/datasets/demo").status_code == 200
    assert client.get(f"{API}/actors?stale=ok").json() == before
    newest = client.get(f"{API}/actors").json()
    assert newest["revision"] > before["revision"]
    assert newest["total"] == 0


def test_a_question_of_the_command_line_waits_unless_stale_is_ok(client: Any, busy: threading.Event) -> None:
    service: Service = client.app.state.service
    before = service.ask(Asked("brokers"))
    assert client.delete(f"{API}/datasets/demo").status_code == 200
    assert service.ask(Asked("brokers", stale_ok=True)) == before
    assert service.ask(Asked("brokers"))["items"] == []


def test_who_took_a_dataset_away_sees_that_it_is_gone(client: Any, busy: threading.Event) -> None:
    assert client.post("/ladda/ta-bort", data={"dataset": "demo"}, follow_redirects=False).status_code == 303
    page = client.get("/ladda").text
    assert STALE not in page
    assert "/ladda/ta-bort?dataset=demo" not in page


def test_who_loads_waits_until_the_figures_are_there(client: Any, busy: threading.Event) -> None:
    assert client.delete(f"{API}/datasets/demo").status_code == 200
    asked = client.post("/ladda/demo", follow_redirects=False)
    address = asked.headers["location"]
    page = client.get(address).text
    assert "Nu räknas de nya uppgifterna fram" in page
    assert 'http-equiv="refresh"' in page
    busy.set()
    client.app.state.service.warm().result()
    page = client.get(address).text
    assert "Nu räknas de nya uppgifterna fram" not in page
    assert "refresh" not in page


def test_a_defect_in_one_question_leaves_the_other_pages(
    client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def defect(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("queries.questions.gaps.pairs.candidates", defect)
    load_demo(client)
    service: Service = client.app.state.service
    with caplog.at_level(logging.ERROR, "hur"):
        assert [client.get(path).status_code for path in ("/", "/aktorer", "/luckor")] == [200, 200, 500]
        service.warm().result()
    assert "gaps was not prepared" in caplog.text


def test_no_page_waits_for_the_review_queue(client: Any) -> None:
    load_demo(client)
    service: Service = client.app.state.service
    with service._review_queue._lock:  # as while it is looked for
        first = service.warm().result()
        address = f"{API}/overlaps/demo:soress-mmi/demo:north-sweden-green-deal/verdict"
        assert client.put(address, json={"verdict": "complementary", "decided_by": "Åsa"}).status_code == 200
        assert service.warm().result(60).revision == first.revision + 1
