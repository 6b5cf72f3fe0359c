"""Routes whose answers follow from the revision, the address and the language alone, and are kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Hashable
from datetime import date
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api.service.kept import KeptAnswer
from api.service.service import Service

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
KeyOf = Callable[[Request, Service], Hashable | None]


def has_already(request: Request, etag: str) -> bool:
    """Whether the caller says that it has the answer with this mark."""
    return etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]


def what_is_asked(request: Request) -> tuple[Hashable, ...]:
    """What an answer of one revision follows from; the day, since what is under way depends on it."""
    return request.url.path, request.url.query, date.today()


def keeping(answer: Handler, key_of: KeyOf) -> Handler:
    """The same handler, which answers again what it has answered under the same key; None as a key is never kept."""

    async def handler(request: Request) -> Response:
        service: Service = request.app.state.service
        key = await run_in_threadpool(key_of, request, service)
        if key is None:
            return await answer(request)
        if kept := service.kept.find(key):
            return _answer_again(request, kept)
        response = await answer(request)
        body = getattr(response, "body", None)  # what is streamed has none
        if response.status_code == 200 and isinstance(body, bytes) and "set-cookie" not in response.headers:
            service.kept.keep(key, KeptAnswer(body, dict(response.headers)))
        return response

    return handler


class KeptRoute(APIRoute):
    """A route of the API whose answers are kept. One that may be of an earlier revision (`stale`) is made anew."""

    def get_route_handler(self) -> Handler:
        """The route's handler behind what is kept."""
        return keeping(super().get_route_handler(), _key)


def _key(request: Request, service: Service) -> Hashable | None:
    if "stale" in request.query_params:
        return None
    request.state.now = moment = service.now()
    return (moment.revision, *what_is_asked(request))


def _answer_again(request: Request, kept: KeptAnswer) -> Response:
    if (etag := kept.headers.get("etag")) and has_already(request, etag):
        marks = {name: kept.headers[name] for name in ("etag", "cache-control") if name in kept.headers}
        return Response(status_code=304, headers=marks)
    return Response(kept.body, headers=dict(kept.headers))
