"""Who asks, by the name that they give: nothing vouches for it."""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Request

from api.http.tokens import given_name
from api.service.unmoved import Seen

DECIDES: Final = "hur_decides"
"""The cookie with the name of who decided last in this browser."""
_LONGEST: Final = 200
_MARK: Final = re.compile(r'(?:W/)?"([0-9]{1,18})-[0-9a-f]+"')


async def caller(request: Request) -> str | None:
    """The name sent with a token by Basic, else the one given when deciding in this browser; None without either."""
    name = given_name(request.headers.get("authorization", "")) or deciding(request)
    return name.strip()[:_LONGEST] or None


def deciding(request: Request) -> str:
    """The name given when deciding in this browser; empty when nobody has."""
    return unquote(request.cookies.get(DECIDES, ""))


async def seen(request: Request) -> Seen:
    """The revisions of the answers whose ETags `If-Match` gives; None where it is not sent, or any will do."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    return frozenset(int(match[1]) for match in map(_MARK.fullmatch, map(str.strip, given.split(","))) if match)


CallerDep = Annotated[str | None, Depends(caller)]
SeenDep = Annotated[Seen, Depends(seen)]
