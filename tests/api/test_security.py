"""Who may write, and which web pages may call."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.security import UPLOAD_LIMIT
from graph.errors import SettingsError
from tests.api.conftest import API

TOKEN = "a-token-of-the-operator"
LOAD = f"{API}/loads"
DEMO = {"demo": "true"}


@pytest.fixture
def public(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(host="0.0.0.0", token=TOKEN)


@pytest.mark.parametrize("token", [None, "", "  "])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "hur.example"])
def test_beyond_loopback_it_refuses_to_start_without_a_token(
    make_client: Callable[..., TestClient], host: str, token: str | None
) -> None:
    with pytest.raises(SettingsError, match="HUR_TOKEN"):
        make_client(host=host, token=token)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"bearer{TOKEN}",
        "Basic !!!",
        "Basic " + "w6U=",
        "Bearer åäö",
    ],
)
def test_beyond_loopback_writing_needs_the_token(public: TestClient, authorization: str | None) -> None:
    headers: Any = {} if authorization is None else {b"authorization": authorization.encode()}
    for method, path in (("POST", LOAD), ("DELETE", f"{API}/datasets/demo"), ("PUT", f"{API}/overlaps/a/b/verdict")):
        response = public.request(method, path, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Basic")
    assert public.get(f"{API}/datasets").json()["total"] == 0


@pytest.mark.parametrize(
    "authorization",
    [f"Bearer {TOKEN}", "Bearer of-this-start", "Basic " + base64.b64encode(f"me:{TOKEN}".encode()).decode()],
)
def test_with_the_token_it_writes(public: TestClient, authorization: str) -> None:
    response = public.post(LOAD, params={"apply": True}, data=DEMO, headers={"Authorization": authorization})
    assert response.status_code == 200


def test_beyond_loopback_anybody_reads_under_any_name(public: TestClient) -> None:
    assert public.get(f"{API}/actors", headers={"Host": "hur.example"}).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "localhost:8087", "127.0.0.1:9", "[::1]:8087", "127.9.9.9"])
def test_on_loopback_this_machine_reads_and_writes(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/actors", headers={"Host": host}).status_code == 200
    assert client.post(LOAD, data=DEMO, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8087", "localhost.evil.example", "", "192.0.2.7", "[", "127.0.0.1@evil.example"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_on_loopback_a_rebound_name_is_refused_also_when_it_reads(client: TestClient, host: str, method: str) -> None:
    response = client.request(method, f"{API}/actors", headers={"Host": host})
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost:8087.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_elsewhere_cannot_write(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post(LOAD, params={"apply": True}, data=DEMO, headers=headers)
    assert response.status_code == 403
    assert client.get(f"{API}/datasets").json()["total"] == 0


def test_a_page_elsewhere_cannot_write_with_a_remembered_token_either(public: TestClient) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.example"}
    assert public.post(LOAD, data=DEMO, headers=headers).status_code == 403


def test_a_page_of_ours_writes(client: TestClient) -> None:
    headers = {"Origin": "http://localhost:8087", "Sec-Fetch-Site": "same-origin"}
    assert client.post(LOAD, data=DEMO, headers=headers).status_code == 200


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post(LOAD, content=b"x", headers={"Content-Length": str(UPLOAD_LIMIT + 1)})
    assert (response.status_code, response.headers["content-type"]) == (413, "application/problem+json")


def test_too_much_of_unknown_length_is_refused_while_it_is_read(
    make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.security.UPLOAD_LIMIT", 1000)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    body = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n',
        *[b"x" * 500] * 9,
        b"\r\n--b--",
    )
    response = make_client().post(LOAD, content=iter(body), headers=kind)
    assert (response.status_code, response.headers["content-type"]) == (413, "application/problem+json")


def test_every_answer_tells_the_browser_what_it_may_do(client: TestClient) -> None:
    for response in (
        client.get("/health/live"),
        client.get(f"{API}/nothing"),
        client.get("/", headers={"Host": "evil"}),
    ):
        policy = response.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'self'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        # Without a referrer a browser posts a form with `Origin: null`.
        assert response.headers["referrer-policy"] == "same-origin"
