"""The names that the service answers to."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from graph.errors import ForbiddenError
from graph.messages import Message
from graph.settings import Settings, is_loopback

_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s:/?#@\\\[\]]+)(:[0-9]{1,5})?")


class Hosts:
    """The names of this machine itself, `HUR_HOST` and `HUR_HOSTS`.

    A page elsewhere whose name was pointed at this machine comes under its own name, and is refused also when it only
    reads. Addresses that an answer names are made from a name that was let through.
    """

    def __init__(self, settings: Settings) -> None:
        self._names = {name.lower() for name in (settings.host, *settings.host_names)}

    def check(self, headers: Headers) -> None:
        """Raises ForbiddenError for a Host that is none of ours."""
        host = headers.get("host", "")
        if not _HOST.fullmatch(host) or not (is_this_machine(host) or _name(host) in self._names):
            raise ForbiddenError(Message("errors.other_host", host=host))


def is_this_machine(host: str) -> bool:
    """Whether a Host, with or without a port, is this machine."""
    return is_loopback(_name(host))


def check_origin(headers: Headers) -> None:
    """Raises ForbiddenError for a request that a page of somebody else makes.

    Browsers say on whose behalf they write; other programs say nothing.
    """
    origin = headers.get("origin")
    if origin is not None and _netloc(origin) != headers.get("host", "").lower():
        raise ForbiddenError(Message("errors.other_origin", origin=origin))
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForbiddenError(Message("errors.other_page"))


def check_not_forwarded(headers: Headers) -> None:
    """Raises ForbiddenError for a request that a proxy handed on: whoever reaches the proxy would be this machine."""
    for name in headers:
        if name in ("forwarded", "via", "x-real-ip") or name.startswith("x-forwarded-"):
            raise ForbiddenError(Message("errors.forwarded", header=name))


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
