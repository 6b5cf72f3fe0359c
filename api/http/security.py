"""Who may write, which web pages may call, and what a browser may do with our answers."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

import starlette.types
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.errors import TooLargeError, UnauthorizedError, problem_response
from graph.errors import ForbiddenError, HurError, SettingsError
from graph.messages import Message
from graph.settings import Settings

UPLOAD_LIMIT: Final = 200 * 1024 * 1024
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def content_security_policy(scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """What a page of ours may load: itself only. `scripts` and `styles` are hashes such as `'sha256-…'`."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *scripts)),
            " ".join(("style-src 'self'", *styles)),
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


# same-origin, not no-referrer: without a referrer browsers post forms with `Origin: null`, which we refuse.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": content_security_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check_token(settings: Settings) -> None:
    """Refuse to listen beyond this machine without a token.

    Raises:
        SettingsError: `HUR_HOST` is beyond loopback and `HUR_TOKEN` is empty.
    """
    if not settings.is_loopback and not _token(settings):
        raise SettingsError(Message("errors.settings_token", host=settings.host))


class Security:
    """Refuses, before anything else sees it, a request that may not be made; adds the headers to every answer.

    On loopback the Host must be this machine (a page elsewhere whose name was rebound to it is refused, also when it
    only reads), and nobody needs a token. Beyond loopback writing needs `HUR_TOKEN`. Either way a request that writes
    and comes from a page must come from a page of ours. `local_token` is the one that the command line of this machine
    finds in `service.json`.
    """

    def __init__(self, app: ASGIApp, settings: Settings, local_token: str | None = None) -> None:
        self._app = app
        self._loopback = settings.is_loopback
        self._tokens = [token for token in (_token(settings), local_token) if token]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        try:
            self._check(scope)
        except HurError as refusal:
            await problem_response(refusal, scope["path"], Headers(scope=scope))(scope, receive, send)
            return
        await self._app(scope, _limited(receive), send)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._loopback and not is_loopback(host):
            raise ForbiddenError(Message("errors.other_host", host=host))
        if scope["method"] in _READING:
            return
        _check_origin(headers, host)
        if not self._loopback and not self._knows(headers.get("authorization", "")):
            raise UnauthorizedError(Message("errors.no_token"))

        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > UPLOAD_LIMIT:
            raise TooLargeError(Message("errors.too_large", most=UPLOAD_LIMIT))

    def _knows(self, authorization: str) -> bool:
        given = _given_token(authorization).encode()
        # All are compared, so that the time taken tells nothing.
        return any([hmac.compare_digest(given, token.encode()) for token in self._tokens])  # noqa: C419


def _token(settings: Settings) -> str:
    return settings.token.get_secret_value().strip() if settings.token else ""


def _given_token(authorization: str) -> str:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def is_loopback(host: str) -> bool:
    """Whether a Host, with or without a port, is this machine."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _check_origin(headers: Headers, host: str) -> None:
    """Browsers say on whose behalf they write; other programs say nothing."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        raise ForbiddenError(Message("errors.other_origin", origin=origin))
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForbiddenError(Message("errors.other_page"))


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
