"""Who may read and write, under which names, and which web pages may call."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.security import UPLOAD_LIMIT
from graph.errors import SettingsError
from tests.api.conftest import API

TOKEN = "a-token-of-the-operator"
READ_TOKEN = "läsarnas-gemensamma-ord"
LOAD = f"{API}/loads"
DEMO = {"demo": "true"}


@pytest.fixture
def public(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(host="0.0.0.0", token=TOKEN)


@pytest.fixture
def closed(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(token=TOKEN, read_token=READ_TOKEN)


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.tokens.DELAY_SECONDS", 0.0)


def bearer(token: str) -> dict[bytes, bytes]:
    return {b"authorization": f"Bearer {token}".encode()}


@pytest.mark.parametrize("token", [None, "", "  "])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "hur.example"])
def test_beyond_loopback_it_refuses_to_start_without_a_token(
    make_client: Callable[..., TestClient], host: str, token: str | None
) -> None:
    with pytest.raises(SettingsError, match="HUR_TOKEN"):
        make_client(host=host, token=token)


@pytest.mark.parametrize("name", ["token", "read_token"])
def test_a_token_that_can_be_guessed_is_refused(make_client: Callable[..., TestClient], name: str) -> None:
    with pytest.raises(SettingsError, match=f"HUR_{name.upper()} is short enough"):
        make_client(**{"token": TOKEN, name: "x" * 15})
    assert make_client(**{"token": TOKEN, name: "x" * 16}).get("/health/live").status_code == 200


def test_reading_is_not_closed_while_anybody_writes(make_client: Callable[..., TestClient]) -> None:
    with pytest.raises(SettingsError, match="HUR_TOKEN"):
        make_client(read_token=READ_TOKEN)


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
@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_where_a_token_is_set_writing_needs_it(
    make_client: Callable[..., TestClient], host: str, authorization: str | None
) -> None:
    client = make_client(host=host, token=TOKEN)
    headers: Any = {} if authorization is None else {b"authorization": authorization.encode()}
    for method, path in (
        ("POST", LOAD),
        ("POST", "/ladda/demo"),
        ("DELETE", f"{API}/datasets/demo"),
        ("PUT", f"{API}/overlaps/a/b/verdict"),
        ("GET", f"{API}/backup"),
        ("GET", f"{API}/verify"),
    ):
        response = client.request(method, path, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Basic")
    assert client.get(f"{API}/datasets").json()["total"] == 0


def test_a_token_beyond_ascii_is_a_token(make_client: Callable[..., TestClient]) -> None:
    client = make_client(token=READ_TOKEN)
    encoded = base64.b64encode(f"anna:{READ_TOKEN}".encode())
    for headers in (bearer(READ_TOKEN), {b"authorization": b"Basic " + encoded}):
        assert client.get(f"{API}/backup", headers=headers).status_code == 200


def test_reading_can_be_closed(closed: TestClient) -> None:
    for path in ("/", f"{API}/actors", f"{API}/openapi.json", "/karta", "/reconcile", "/static/hur.css"):
        assert closed.get(path).status_code == 401, path
        for token in (READ_TOKEN, TOKEN, "of-this-start"):
            assert closed.get(path, headers=bearer(token)).status_code == 200, (path, token)
    assert closed.get("/health/live").status_code == 200
    assert closed.get("/health/ready").status_code == 200


def test_the_token_for_reading_does_not_write(closed: TestClient) -> None:
    reading: Any = bearer(READ_TOKEN)
    assert closed.post(LOAD, data=DEMO, headers=reading).status_code == 401
    assert closed.get(f"{API}/backup", headers=reading).status_code == 401
    assert closed.get(f"{API}/verify", headers=reading).status_code == 401
    assert closed.get(f"{API}/status", headers=reading).json()["revision"] == 0


def test_who_guesses_is_told_to_wait_and_logged(public: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    wrong, right, local = ({"Authorization": f"Bearer {token}"} for token in ("wrong", TOKEN, "of-this-start"))
    assert [public.post(LOAD, headers=wrong).status_code for _ in range(10)] == [401] * 10
    assert caplog.messages == [f"wrong token from testclient for {LOAD}"] * 10
    for headers in (wrong, right):
        refused = public.post(LOAD, data=DEMO, headers=headers)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 61
    assert public.post(LOAD, data=DEMO, headers=local).status_code == 200
    assert public.get(f"{API}/actors").status_code == 200, "reading is open"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"])
def test_without_a_token_nobody_comes_through_a_proxy(make_client: Callable[..., TestClient], name: str) -> None:
    client = make_client()
    for method, path in (("GET", f"{API}/actors"), ("DELETE", f"{API}/datasets/demo"), ("GET", "/")):
        assert client.request(method, path, headers={name: "192.0.2.7"}).status_code == 403
    assert make_client(token=TOKEN).get(f"{API}/actors", headers={name: "192.0.2.7"}).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [f"Bearer {TOKEN}", "Bearer of-this-start", "Basic " + base64.b64encode(f"me:{TOKEN}".encode()).decode()],
)
def test_with_the_token_it_writes(public: TestClient, authorization: str) -> None:
    response = public.post(LOAD, params={"apply": True}, data=DEMO, headers={"Authorization": authorization})
    assert response.status_code == 200


def test_it_answers_to_its_names_only(make_client: Callable[..., TestClient]) -> None:
    client = make_client(host="192.0.2.7", token=TOKEN, hosts="hur.example, HUR.region.example")
    for host in ("192.0.2.7:8087", "hur.example", "HUR.EXAMPLE:443", "hur.region.example", "localhost:1"):
        assert client.get(f"{API}/actors", headers={"Host": host}).status_code == 200
    for host in ("evil.example", "x.hur.example", "hur.example.", "hur.example@evil.example", "evil@hur.example", ""):
        assert client.get(f"{API}/actors", headers={"Host": host}).status_code == 403
    manifest = client.get("/reconcile", headers={"Host": "hur.example"}).json()
    assert manifest["view"]["url"].startswith("http://hur.example/")


def test_openrefine_sends_its_batches_without_a_token(public: TestClient) -> None:
    answer = public.post("/reconcile", data={"queries": '{"q0": {"query": "Luleå"}}'})
    assert (answer.status_code, answer.json()) == (200, {"q0": {"result": []}})


def test_behind_tls_cookies_are_secure(make_client: Callable[..., TestClient]) -> None:
    client = make_client(token=TOKEN)
    assert "Secure" not in client.get("/?lang=en").headers["set-cookie"]
    client.base_url = "https://localhost:8087"
    assert "Secure" in client.get("/?lang=en").headers["set-cookie"]


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
        {"Origin": "http://["},
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
