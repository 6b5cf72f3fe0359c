"""Routes that answer with pages, also when something is wrong."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from api.http.caller import DECIDES
from api.http.errors import RETRY_AFTER_SECONDS, told
from api.http.keeping import Handler, keeping, what_is_asked
from api.pages.remembered import ORGANISATION, VIEW, completed, remember
from api.pages.rendering import render
from api.pages.visit import COOKIE, REMEMBER, Visit
from api.pages.waiting import Waiting, is_opened_by_browser
from api.service.places_meant import UnknownPlaceError
from api.service.service import Service
from graph.errors import BusyError, HurError, InputError, NotFoundError
from graph.messages import Message

_LOG: Final = logging.getLogger("hur")
_SHOWN_COOKIES: Final = (COOKIE, VIEW, ORGANISATION, DECIDES)  # what else a page depends on
_WHO: Final = ("cookie", "authorization")  # what was begun for one reader is shown to nobody else
_NOT_PAGES: Final = ("/api/", "/health/")
_EXPLAINED: Final = frozenset({400, 403, 404, 409, 422, 503})


class PageRoute(APIRoute):
    """A route whose errors are pages, and which leaves the addresses of the API alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As every route, but never for the API."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(_NOT_PAGES):
            return Match.NONE, {}
        return super().matches(scope)

    def answering(self) -> Handler:
        """What answers, with errors still raised."""
        return super().get_route_handler()

    def get_route_handler(self) -> Handler:
        """The route's handler with its errors turned into pages."""
        original = self.answering()

        async def answered(request: Request) -> Response:
            try:
                if REMEMBER in request.query_params and (
                    answer := await run_in_threadpool(remember, Visit(request, request.app.state.service))
                ):
                    return answer
                return await original(request)
            except (HurError, RequestValidationError, HTTPException) as error:
                return error_page(request, error)
            except Exception as error:
                _LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
                return error_page(request, HurError(Message("errors.defect")))

        async def handler(request: Request) -> Response:
            if complete := completed(request):
                return RedirectResponse(complete, 302, headers={"Cache-Control": "no-store", "Vary": "Cookie"})
            if not is_opened_by_browser(request):
                return await answered(request)
            waiting: Waiting = request.app.state.waiting
            asked = (str(request.url), *map(request.headers.get, _WHO))
            return await waiting.answer(asked, lambda: answered(request)) or _waiting_page(request)

        return handler


class KeptPageRoute(PageRoute):
    """A route whose pages follow from revision, address and language alone, and are kept while both are settled."""

    def answering(self) -> Handler:
        """What answers, behind what is kept."""
        return keeping(super().answering(), _key)


def page_router(*, kept: bool = False) -> APIRouter:
    """A router for pages: no part of the API's description."""
    return APIRouter(include_in_schema=False, route_class=KeptPageRoute if kept else PageRoute)


def _key(request: Request, service: Service) -> Hashable | None:
    request.state.shown = moment, is_stale = service.shown()
    cookies = tuple(map(request.cookies.get, _SHOWN_COOKIES))
    return None if is_stale else (moment.revision, cookies, *what_is_asked(request))


def _waiting_page(request: Request) -> Response:
    """That the answer is being worked out; it asks again by itself. 202, so that nobody keeps it."""
    visit = Visit(request, request.app.state.service)
    is_framed = request.headers.get("sec-fetch-dest") in ("iframe", "frame")
    preparing = visit.service.preparation.item()
    return render(visit, "waiting_frame.html" if is_framed else "waiting.html", 202, preparing=preparing)


def error_page(request: Request, error: HurError | RequestValidationError | HTTPException) -> Response:
    """What is wrong, in words, and the way back."""
    if isinstance(error, HurError):
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.error("%s %s: %s", request.method, request.url.path, error.detail)
        error = told(error)
    status = error.status if isinstance(error, HurError) else getattr(error, "status_code", 422)
    visit = Visit(request, request.app.state.service)
    explained = "busy" if isinstance(error, BusyError) else status if status in _EXPLAINED else 500
    answer = render(
        visit,
        "error.html",
        status,
        heading=visit.say(f"error_{explained}"),
        text=visit.say(f"error_{explained}_text"),
        detail=_detail(visit, error),
        instead=_instead(visit, error),
        is_of_view=isinstance(error, InputError | NotFoundError) and not visit.keep_sound_view(),
    )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer


def _detail(visit: Visit, error: Exception) -> str | None:
    if isinstance(error, UnknownPlaceError) and error.near:
        return visit.say("error_no_place", name=error.written)
    return error.say(visit.language) if isinstance(error, HurError) else None


def _instead(visit: Visit, error: Exception) -> list[tuple[str, str]]:
    """The names of places that may have been meant, each with the address of the page with it."""
    if not isinstance(error, UnknownPlaceError) or visit.request.method != "GET":
        return []
    return [(name, visit.rewritten(error.written, name)) for name in error.near]
