"""Callers that hold a connection and say nothing shut nobody out. A real server on a socket."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from api import patience

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HALF + b"\r\n"
UPLOAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(patience, "HEADER_SECONDS", 2.0)
    monkeypatch.setattr(patience, "BODY_SECONDS", 2.0)
    monkeypatch.setattr(patience, "MOST_CONNECTIONS", 10)
    config = uvicorn.Config(answer, http=patience.PatientProtocol, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield listening.getsockname()
        server.should_exit = True
        running.join()


def connect(address: tuple[str, int], sent: bytes) -> socket.socket:
    connection = socket.create_connection(address, timeout=60)
    connection.sendall(sent)
    return connection


@pytest.mark.parametrize("sent", [b"", HALF, UPLOAD])
def test_half_a_request_is_not_waited_for(address: tuple[str, int], sent: bytes) -> None:
    with connect(address, sent) as connection:
        assert ended(connection)


def test_one_that_trickles_its_headers_is_not_waited_for(address: tuple[str, int]) -> None:
    # Refused once it is closed; the pieces would else go on for a minute.
    with connect(address, HALF) as connection, pytest.raises(OSError):  # noqa: PT012
        for number in range(300):
            connection.sendall(b"X-%d: y\r\n" % number)
            time.sleep(0.2)


def test_whoever_asks_gets_in_past_those_who_only_hold(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEADER_SECONDS", 3600.0)
    held = [connect(address, HALF) for _ in range(40)]
    with connect(address, WHOLE) as connection:
        assert received(connection).endswith(b"ok")
    for connection in held[:30]:  # of forty and one, thirty-one had to go, the oldest first
        assert ended(connection)
    for connection in held:
        connection.close()


def test_a_connection_goes_on_with_further_requests(address: tuple[str, int]) -> None:
    with connect(address, WHOLE) as connection:
        assert received(connection).endswith(b"ok")
        connection.sendall(WHOLE)
        assert received(connection).endswith(b"ok")


def received(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"ok") and (more := connection.recv(1000)):
        answer += more
    return answer


def ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(100) == b""
    except ConnectionResetError:
        return True
