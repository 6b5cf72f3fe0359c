"""Every error has one shape (RFC 9457), whoever raises it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service.service import Service
from graph.errors import StoreUnavailableError
from graph.messages import Message
from tests.api.conftest import API

MEMBERS = {"type", "title", "status", "detail", "message", "instance"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/actors/nobody", 404),
        ("GET", "/revisions/99", 404),
        ("GET", "/revisions/x", 422),
        ("GET", "/loads/nothing", 404),
        ("POST", "/actors", 405),
        ("GET", "/actors?limit=0", 422),
        ("GET", "/actors?sector=none", 422),
        ("GET", "/actors?from=2025-02-31", 422),
        ("GET", "/actors?from=2026&to=2025", 422),
        ("GET", "/actors?theme=no-such-theme-anywhere", 422),
        ("GET", "/actors?place=se:9999999", 422),
        ("GET", "/actors?dataset=none", 422),
        ("GET", "/actors?cursor=x", 422),
        ("GET", "/actors?cursor=W10", 422),
        ("GET", "/revisions?cursor=WyJ4Il0", 422),
        ("GET", "/brokers?group=shoe-size", 422),
        ("GET", "/exports/docx", 422),
        ("POST", "/loads", 422),
        ("DELETE", "/datasets/none", 404),
        ("DELETE", "/overlaps/a/b/verdict", 404),
    ],
)
def test_an_error_is_a_problem_document(demo: TestClient, method: str, path: str, status: int) -> None:
    response = demo.request(method, API + path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    problem: dict[str, Any] = response.json()
    assert MEMBERS <= set(problem) <= MEMBERS | {"problems"}
    assert problem["status"] == status
    assert problem["instance"] == (API + path).partition("?")[0]
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize(
    ("accepted", "language", "detail"),
    [
        ("", "en", "There is no actor 'nobody'"),
        (
            "sv-SE,sv;q=0.9,en;q=0.8",
            "sv",
            "Det finns ingen aktör ”nobody”. Kontrollera stavningen, eller sök efter namnet.",
        ),
        ("en-GB, sv;q=0.5", "en", "There is no actor 'nobody'"),
        ("fi, sv;q=0", "en", "There is no actor 'nobody'"),
    ],
)
def test_a_problem_is_said_in_the_language_that_is_accepted(
    demo: TestClient, accepted: str, language: str, detail: str
) -> None:
    response = demo.get(f"{API}/actors/nobody", headers={"Accept-Language": accepted})
    assert (response.headers["content-language"], response.json()["detail"]) == (language, detail)
    assert Message.of(response.json()["message"]).say("sv").startswith("Det finns ingen aktör ”nobody”.")


def test_a_wrong_parameter_is_named(demo: TestClient) -> None:
    problem = demo.get(f"{API}/actors?limit=none&lang=fi").json()
    assert {each["column"] for each in problem["problems"]} == {"query.limit", "query.lang"}


def test_a_store_that_cannot_be_reached_is_503_and_ready_says_so(
    make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client()

    def unreachable(_: Service) -> int:
        raise StoreUnavailableError("bolt://graph:7687 does not answer")

    monkeypatch.setattr(Service, "revision", unreachable)
    monkeypatch.setattr(Service, "check", unreachable)
    for path in (f"{API}/actors", "/health/ready"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert response.json()["detail"].startswith("The database does not answer at present")
        assert "bolt" not in response.text, "where the database is, only the log says"
    assert client.get("/health/live").json()["status"] == "ok"


def test_a_defect_is_500_without_its_trace(
    make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Service) -> int:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Service, "revision", broken)
    response = make_client().get(f"{API}/actors")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
