"""The tokens that writing and, where reading is closed, reading ask for; and who guesses them."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import logging
import time
from collections import OrderedDict
from typing import Final, Literal

from pydantic import SecretStr

from api.http.errors import TooManyRequestsError
from graph.errors import SettingsError
from graph.messages import Message
from graph.settings import Settings

Use = Literal["read", "write"]

LEAST_LENGTH: Final = 16
DELAY_SECONDS: Final = 1.0
_MOST_WRONG: Final = 10
_WITHIN_SECONDS: Final = 60.0
_MOST_CALLERS: Final = 10_000
_LOG: Final = logging.getLogger("hur")


def check_tokens(settings: Settings) -> None:
    """Refuse to start where the tokens keep nobody out.

    Raises:
        SettingsError: `HUR_HOST` is beyond loopback or `HUR_READ_TOKEN` is set, and `HUR_TOKEN` is empty; or one of
            the two is short enough to be guessed.
    """
    writing, reading = _text(settings.token), _text(settings.read_token)
    if not writing and not settings.is_loopback:
        raise SettingsError(Message("errors.settings_token", host=settings.host))
    if not writing and reading:
        raise SettingsError(Message("errors.settings_read_token"))
    for name, token in (("HUR_TOKEN", writing), ("HUR_READ_TOKEN", reading)):
        if token and len(token) < LEAST_LENGTH:
            raise SettingsError(Message("errors.settings_short_token", name=name, least=LEAST_LENGTH))


class Tokens:
    """Which tokens let their bearer do what. `local` is the one of `service.json`, which may do everything."""

    def __init__(self, settings: Settings, local: str | None = None) -> None:
        writing, reading = _text(settings.token).encode(), _text(settings.read_token).encode()
        self._local = local.encode() if local else b""
        self._known: dict[Use, list[bytes]] = {
            "write": [writing] if writing else [],
            "read": [writing, reading] if reading else [],
        }

    @property
    def are_asked(self) -> bool:
        """Whether anything asks for a token."""
        return any(self._known.values())

    def asked_for(self, use: Use) -> bool:
        """Whether this use asks for a token."""
        return bool(self._known[use])

    def is_local(self, authorization: str) -> bool:
        """Whether it is the command line of this machine: nobody guesses that token."""
        return bool(self._local) and hmac.compare_digest(given_token(authorization), self._local)

    def allow(self, authorization: str, use: Use) -> bool:
        """Whether the header has a token that allows this use."""
        given = given_token(authorization)
        # All are compared, so that the time taken tells nothing.
        return any([hmac.compare_digest(given, token) for token in self._known[use]])  # noqa: C419


class Attempts:
    """Wrong tokens by the address they came from: each waits, and after ten in a minute none is looked at.

    Not even the right one, which a guess would else be told by.
    """

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, caller: str) -> None:
        """Raises TooManyRequestsError while an address has been wrong too often."""
        began, count = self._wrong.get(caller, (0.0, 0))
        left = began + _WITHIN_SECONDS - time.monotonic()
        if count >= _MOST_WRONG and left > 0:
            seconds = round(left) + 1
            raise TooManyRequestsError(Message("errors.too_many_wrong", seconds=seconds), seconds)

    async def wrong(self, caller: str, path: str) -> None:
        """Count and log a wrong token, and keep its caller waiting."""
        began, count = self._wrong.pop(caller, (0.0, 0))
        if began + _WITHIN_SECONDS < time.monotonic():
            began, count = time.monotonic(), 0
        self._wrong[caller] = began, count + 1
        if len(self._wrong) > _MOST_CALLERS:
            self._wrong.popitem(last=False)
        _LOG.warning("wrong token from %s for %s", caller, path)
        await asyncio.sleep(DELAY_SECONDS)


def given_token(authorization: str) -> bytes:
    """The token of an Authorization header as it was sent; empty when it has none."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return _sent(value)
    return _basic(authorization)[1]


def given_name(authorization: str) -> str:
    """The name beside the token of Basic; empty when there is none."""
    return _basic(authorization)[0].decode(errors="replace")


def _basic(authorization: str) -> tuple[bytes, bytes]:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b"", b""
    try:
        name, _, token = base64.b64decode(_sent(value), validate=True).partition(b":")
    except binascii.Error:
        return b"", b""
    return name, token


def _sent(value: str) -> bytes:
    return value.strip().encode("latin-1")  # a header is bytes; ASGI reads each as one letter


def _text(token: SecretStr | None) -> str:
    return token.get_secret_value().strip() if token else ""
