"""Every error as application/problem+json (RFC 9457), through one handler table."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from graph.errors import HurError, InputError, Problem, StoreUnavailableError

MEDIA_TYPE: Final = "application/problem+json"
_LOG: Final = logging.getLogger("hur")
_RETRY_AFTER_SECONDS: Final = "5"


class UnauthorizedError(HurError):
    """The caller has not said who it is. Send the token of `HUR_TOKEN`."""

    status = 401
    title = "A token is needed"


class TooLargeError(HurError):
    """What was sent is larger than the service takes."""

    status = 413
    title = "Too large"


class NotModified(Exception):  # noqa: N818  # an answer, not an error
    """The caller already has this answer."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


def problem(error: HurError, instance: str | None = None) -> dict[str, Any]:
    """An error as the members of a problem document; `problems` lists every mistake of an input by its place."""
    found: dict[str, Any] = {
        "type": f"urn:hur:problem:{_slug(type(error).__name__)}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
    }
    if instance is not None:
        found["instance"] = instance
    if isinstance(error, InputError):
        found["problems"] = [each.item() for each in error.problems]
    return found


def problem_response(
    error: HurError, instance: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem document as a response."""
    extra = dict(headers or {})
    if isinstance(error, StoreUnavailableError):
        extra["Retry-After"] = _RETRY_AFTER_SECONDS
    if isinstance(error, UnauthorizedError):
        # Basic beside Bearer lets a browser ask for the token by itself: any user name, the token as password.
        extra["WWW-Authenticate"] = 'Basic realm="HUR", charset="UTF-8"'
    body = json.dumps(problem(error, instance), ensure_ascii=False).encode()
    return Response(body, status_code=error.status, media_type=MEDIA_TYPE, headers=extra)


async def _on_hur_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HurError)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.url.path, error.detail)
    return problem_response(error, request.url.path)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = tuple(Problem(each["msg"], column=".".join(map(str, each["loc"]))) for each in error.errors())
    return problem_response(InputError.of(problems), request.url.path)


async def _on_http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a method that an address does not take."""
    assert isinstance(error, HTTPException)
    refused = HurError(str(error.detail))
    phrase = HTTPStatus(error.status_code).phrase
    document = problem(refused, request.url.path) | {
        "type": "about:blank",
        "title": phrase,
        "status": error.status_code,
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    return Response(body, error.status_code, media_type=MEDIA_TYPE, headers=dict(error.headers or {}))


async def _on_anything(request: Request, error: Exception) -> Response:
    _LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
    return problem_response(HurError("This is a defect of HUR. Its log has the trace."), request.url.path)


async def _on_not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(error.headers))


HANDLERS: Final[Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]]] = {
    HurError: _on_hur_error,
    RequestValidationError: _on_invalid,
    HTTPException: _on_http_error,
    NotModified: _on_not_modified,
    Exception: _on_anything,
}


def _slug(name: str) -> str:
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.removeprefix("-").removesuffix("-error")
