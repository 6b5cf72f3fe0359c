"""Who may read and write: the first thing that a request meets."""

from __future__ import annotations

from typing import Final

import starlette.types
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.errors import TooLargeError, UnauthorizedError, problem_response
from api.http.headers import HEADERS
from api.http.hosts import Hosts, check_not_forwarded, check_origin
from api.http.tokens import Attempts, Tokens, Use
from graph.errors import HurError
from graph.messages import Message
from graph.settings import Settings

UPLOAD_LIMIT: Final = 200 * 1024 * 1024
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Written by nobody, though POST: OpenRefine sends its batches so, and cannot send a token; a template is sent along.
_ASKED_BY_POST: Final = ("/reconcile", "/karta/fil")
_EXPORTS: Final = "/api/v1/exports/"
# Everything at once, with what people decided and why: for who runs the service.
_WHOLE: Final = ("/api/v1/backup", "/api/v1/verify")
_OPEN: Final = ("/health/live", "/health/ready")
_SHARED: Final = "/delad/"  # whoever has the link reads what it shows


class Security:
    """Refuses, before anything else sees it, a request that may not be made; adds the headers to every answer.

    The Host must be a name of ours (`Hosts`). Where `HUR_TOKEN` is set, writing asks for it, on loopback too; where it
    is not, nothing that came through a proxy is answered. Where `HUR_READ_TOKEN` is set, reading asks for either. A
    request that writes and comes from a page must come from a page of ours. `local_token` is the one that the command
    line of this machine finds in `service.json`.
    """

    def __init__(self, app: ASGIApp, settings: Settings, local_token: str | None = None) -> None:
        self._app = app
        self._hosts = Hosts(settings)
        self._tokens = Tokens(settings, local_token)
        self._attempts = Attempts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        try:
            await self._check(scope)
        except HurError as refusal:
            await problem_response(refusal, scope["path"], Headers(scope=scope))(scope, receive, send)
            return
        await self._app(scope, _limited(receive), send)

    async def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        self._hosts.check(headers)
        if not self._tokens.are_asked:
            check_not_forwarded(headers)
        if scope["method"] not in _READING:
            check_origin(headers)
        is_shared = scope["path"].startswith(_SHARED) and scope["method"] in _READING
        if scope["path"] not in _OPEN and not is_shared:
            await self._check_token(scope, headers.get("authorization", ""))

        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > UPLOAD_LIMIT:
            raise TooLargeError(Message("errors.too_large", most=UPLOAD_LIMIT))

    async def _check_token(self, scope: Scope, authorization: str) -> None:
        use: Use = "write" if writes(scope) or scope["path"] in _WHOLE else "read"
        if not self._tokens.asked_for(use) or self._tokens.is_local(authorization):
            return
        caller = (scope.get("client") or ("",))[0]
        self._attempts.check(caller)
        if self._tokens.allow(authorization, use):
            return
        if authorization:
            await self._attempts.wrong(caller, scope["path"])
        raise UnauthorizedError(Message("errors.no_token" if use == "write" else "errors.no_read_token"))


def writes(scope: Scope) -> bool:
    """Whether a request may change something."""
    path: str = scope["path"]
    return scope["method"] not in _READING and path not in _ASKED_BY_POST and not path.startswith(_EXPORTS)


def _limited(receive: Receive) -> Receive:
    """Stop reading a body that has said nothing of its length when it grows too long.

    (FastAPI's own `max_body_size` answers outside of every handler, so not in the one shape of errors.)
    """
    received = 0

    async def limited() -> starlette.types.Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > UPLOAD_LIMIT:
            raise HTTPException(TooLargeError.status, Message("errors.too_large", most=UPLOAD_LIMIT))
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sending(message: starlette.types.Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
