"""What was answered once is answered again, for the same revision, address and language only."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.service.kept import Kept, KeptAnswer
from tests.api.conftest import API, load_demo

PATHS = [f"{API}/actors?limit=5", f"{API}/brokers", f"{API}/actors/kalix-kommun", "/aktorer", "/luckor", "/overlapp"]


def kept_under(client: TestClient, path: str) -> list[KeptAnswer]:
    kept: Kept = client.app.state.service.kept  # type: ignore[attr-defined]
    return [answer for key, answer in kept._answers.items() if path.partition("?")[0] in key]  # type: ignore[operator]


@pytest.mark.parametrize("path", PATHS)
def test_the_same_answer_comes_again(demo: TestClient, path: str) -> None:
    first, second = demo.get(path), demo.get(path)
    assert first.status_code == 200
    assert (first.content, first.headers) == (second.content, second.headers)
    assert [answer.body for answer in kept_under(demo, path)].count(first.content) == 1


def test_a_language_has_its_own_page(demo: TestClient) -> None:
    swedish, english = (demo.get("/aktorer", headers={"Cookie": f"hur_lang={name}"}) for name in ("sv", "en"))
    assert (swedish.headers["content-language"], english.headers["content-language"]) == ("sv", "en")


def test_a_new_revision_is_answered_anew(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    assert [client.get(path).status_code for path in (f"{API}/actors", "/aktorer")] == [200, 200]
    load_demo(client)
    assert client.get(f"{API}/actors").json()["revision"] > 0
    client.app.state.service.warm().result()  # type: ignore[attr-defined]
    assert "Kalix kommun" in client.get("/aktorer").text


def test_a_page_that_sets_a_cookie_or_fails_is_not_kept(demo: TestClient) -> None:
    for _ in range(2):
        assert "set-cookie" in demo.get("/aktorer?lang=en").headers
        demo.cookies.clear()  # the client is shared
    assert demo.get("/aktor/ingen").status_code == 404
    assert kept_under(demo, "/aktor/ingen") == []


def test_what_is_kept_has_a_bound() -> None:
    kept = Kept(most=10)
    for name in "abc":
        kept.keep(name, KeptAnswer(b"12345", {}))
    assert [name for name in "abc" if kept.find(name)] == ["b", "c"]
    kept.keep("d", KeptAnswer(b"12345678901", {}))
    assert kept.find("d") is None
    kept.find("b")
    kept.keep("e", KeptAnswer(b"1", {}))
    assert [name for name in "bce" if kept.find(name)] == ["b", "e"]
