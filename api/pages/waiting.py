"""No page without a sign of life: who waits for a slow one is told so, while it is worked out on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response

SIGN_OF_LIFE: Final = 0.5
"""Seconds until a browser is told that its page is being worked out."""
_HELD: Final = 20.0  # seconds that one who was told waits at most before being told again
_KEPT: Final = 60.0  # seconds that an answer waits for whoever was told
Work = Callable[[], Coroutine[Any, Any, Response]]


def is_opened_by_browser(request: Request) -> bool:
    """Whether a browser opens an address, and not a script or program that takes nothing but the answer."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


@dataclass(slots=True)
class _UnderWay:
    task: asyncio.Task[Response]
    was_told: bool = False


class Waiting:
    """The pages under way, by what was asked. For the event loop of one application alone."""

    def __init__(self, patience: float = SIGN_OF_LIFE) -> None:
        self.patience = patience
        self._under_way: dict[Hashable, _UnderWay] = {}

    async def answer(self, asked: Hashable, work: Work) -> Response | None:
        """The answer to what is asked, worked out once for all who wait; None when it is not there in time.

        Who asks again gets what was begun, and waits longer for it.
        """
        found = self._under_way.get(asked)
        if found is None:
            found = self._under_way[asked] = _UnderWay(asyncio.ensure_future(work()))
            found.task.add_done_callback(lambda _: self._keep_for_a_while(asked, found))
        await asyncio.wait({found.task}, timeout=_HELD if found.was_told else self.patience)
        if not found.task.done():
            found.was_told = True
            return None
        self._forget(asked, found)
        return _copy(found.task.result())

    def _keep_for_a_while(self, asked: Hashable, found: _UnderWay) -> None:
        asyncio.get_running_loop().call_later(_KEPT, self._forget, asked, found)

    def _forget(self, asked: Hashable, found: _UnderWay) -> None:
        if self._under_way.get(asked) is found:
            del self._under_way[asked]


def _copy(answer: Response) -> Response:
    """The same answer for one of several callers: on its way out its headers are changed in place."""
    if not isinstance(body := getattr(answer, "body", None), bytes):
        return answer  # what is streamed is for one alone
    copied = Response(body, answer.status_code, background=answer.background)
    copied.raw_headers = list(answer.raw_headers)
    return copied
