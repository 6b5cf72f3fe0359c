"""Small ways in which an answer could mislead: addresses that leave the site, paths of the machine, a full disk."""

import errno
import tempfile
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.errors import told
from graph.errors import StoreError, StoreFullError, StoreUnavailableError
from graph.messages import Message
from tests.api.conftest import API


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example/x", "//evil.example/%0d%0aX:y"])
def test_no_link_of_a_page_leaves_the_site(demo: TestClient, path: str) -> None:
    page = demo.get(f"http://localhost:8087{path}")
    assert page.status_code == 404
    assert 'href="//' not in page.text
    assert 'action="//' not in page.text


@pytest.mark.parametrize("kind", [StoreError, StoreUnavailableError, StoreFullError])
def test_nobody_learns_over_http_where_the_graph_is(kind: type[StoreError]) -> None:
    for error in (kind("MATCH (n) at /srv/hur/graph.lbug"), kind(Message("errors.store_no_room", folder="/srv/hur"))):
        said = told(error)
        assert (type(said), said.status) == (kind, kind.status)
        for language in ("sv", "en"):
            assert "/srv" not in said.say(language)
            assert "MATCH" not in said.say(language)


def test_no_room_for_an_upload_is_said(make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", no_room)
    files = [("file", ("a.csv", b"projekt;aktor"))]
    refused = make_client().post(f"{API}/loads", files=files)
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:hur:problem:store-full")
    assert "room" in refused.json()["detail"]


def test_a_defect_is_told_with_the_headers_of_every_answer(
    make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client()
    monkeypatch.setattr(client.app.state.service, "status", None)  # type: ignore[attr-defined]
    monkeypatch.setattr("api.pages.routes.about.render", None)
    answer, page = client.get(f"{API}/status"), client.get("/om")
    for told_badly in (answer, page):
        assert told_badly.status_code == 500
        assert "script-src 'self'" in told_badly.headers["content-security-policy"]
        assert told_badly.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["detail"].startswith("This is a defect of HUR")
    assert "Felet är vårt" in page.text
    assert len(caplog.records) >= 2
