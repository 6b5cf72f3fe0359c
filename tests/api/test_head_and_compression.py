"""HEAD on whatever answers GET, and answers compressed for who can read them."""

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

PATHS = ["/health/live", "/", "/aktorer", "/static/hur.css", f"{API}/actors", f"{API}/openapi.json", f"{API}/backup"]


@pytest.mark.parametrize("path", [*PATHS[:-1], "/karta", "/finns-inte", f"{API}/exports/xlsx", "/reconcile"])
def test_head_has_the_headers_of_get_and_no_body(demo: TestClient, path: str) -> None:
    asked, headers_only = demo.get(path), demo.head(path)
    assert (headers_only.status_code, headers_only.content) == (asked.status_code, b"")
    for name in ("content-type", "etag", "content-security-policy"):
        assert headers_only.headers.get(name) == asked.headers.get(name)


@pytest.mark.parametrize("path", PATHS[1:])
def test_answers_are_compressed_where_that_is_asked(demo: TestClient, path: str) -> None:
    plain = demo.get(path, headers={"Accept-Encoding": "identity"})
    packed = demo.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    if not path.endswith("/backup"):
        assert packed.content == plain.content
        assert int(packed.headers["content-length"]) < len(plain.content)


def test_what_the_caller_has_is_304_compressed_or_not(demo: TestClient) -> None:
    mark = demo.get(f"{API}/actors", headers={"Accept-Encoding": "gzip"}).headers["etag"]
    for encoding in ("gzip", "identity"):
        again = demo.get(f"{API}/actors", headers={"Accept-Encoding": encoding, "If-None-Match": mark})
        assert (again.status_code, again.content) == (304, b"")


def test_a_workbook_is_packed_already(demo: TestClient) -> None:
    assert "content-encoding" not in demo.get(f"{API}/exports/xlsx", headers={"Accept-Encoding": "gzip"}).headers
