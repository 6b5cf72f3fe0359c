"""An answer that the caller has is not sent again, and none is kept beyond its revision."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

PATHS = ["actors", "projects?q=sor", "network", "brokers", "revisions", "themes/skills-supply", "exports/svg"]


@pytest.mark.parametrize("path", PATHS)
def test_what_the_caller_has_is_304(demo: TestClient, path: str) -> None:
    first = demo.get(f"{API}/{path}")
    again = demo.get(f"{API}/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"


def test_each_query_and_language_has_its_own_mark(demo: TestClient) -> None:
    marks = {demo.get(f"{API}/actors{query}").headers["etag"] for query in ("", "?q=a", "?lang=en", "?limit=2")}
    assert len(marks) == 4


def test_a_new_revision_has_a_new_mark(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    before = client.get(f"{API}/actors")
    assert before.json()["items"] == []
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    after = client.get(f"{API}/actors", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["revision"] == 1
    assert after.json()["total"] > 40


def test_an_answer_of_the_revision_comes_from_memory(demo: TestClient) -> None:
    service = demo.app.state.service  # type: ignore[attr-defined]
    assert service.now().answer("brokers", {}, "sv") is service.now().answer("brokers", {}, "sv")
    assert service.now().answer("brokers", {}, "sv") is not service.now().answer("brokers", {}, "en")
