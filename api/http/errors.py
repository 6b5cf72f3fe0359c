"""Every error as application/problem+json (RFC 9457), through one handler table."""

from __future__ import annotations

import errno
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from api.http.headers import HEADERS
from graph.errors import (
    HurError,
    InputError,
    OpenQuestionsError,
    Problem,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
    StoreVersionError,
)
from graph.messages import Message, chosen_language

MEDIA_TYPE: Final = "application/problem+json"
_LOG: Final = logging.getLogger("hur")
RETRY_AFTER_SECONDS: Final = "5"


class UnauthorizedError(HurError):
    """The caller is not identified. Send the token of `HUR_TOKEN`."""

    status = 401
    title = "A token is needed"


class TooLargeError(HurError):
    """What was sent is larger than the service takes."""

    status = 413
    title = "Too large"


class TooManyRequestsError(HurError):
    """The caller asks too often. `seconds` is how long to wait."""

    status = 429
    title = "Too many requests"

    def __init__(self, detail: str, seconds: int) -> None:
        super().__init__(detail)
        self.seconds = seconds


class NotModified(Exception):  # noqa: N818  # an answer, not an error
    """The caller already has this answer."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


def problem(error: HurError, instance: str | None = None) -> dict[str, Any]:
    """An error as the members of a problem document; `problems` lists every mistake of an input by its place.

    `message` is what says `detail` in any language; see `graph.messages.Message.item`.
    """
    document: dict[str, Any] = {
        "type": f"urn:hur:problem:{_slug(type(error).__name__)}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "message": error.detail.item() if isinstance(error.detail, Message) else None,
    }
    if instance is not None:
        document["instance"] = instance
    if isinstance(error, InputError):
        document["problems"] = [mistake.item() for mistake in error.problems]
    if isinstance(error, OpenQuestionsError):
        document["questions"] = [question.item() for question in error.questions]
    return document


def told(error: HurError) -> HurError:
    """What may be said of an error to who asks over HTTP: of a store, not where it is nor what was asked of it."""
    if type(error) is StoreUnavailableError:
        return StoreUnavailableError(Message("errors.store_away"))
    if type(error) in (StoreError, StoreVersionError):
        return StoreError(Message("errors.store_failed"))
    if type(error) is StoreFullError:
        return StoreFullError(Message("errors.store_without_room"))
    return error


def problem_response(
    error: HurError,
    instance: str,
    request_headers: Headers,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """The problem document, with other `members` where given, in the language that the request's headers ask for."""
    language = preferred_language(request_headers.get("accept-language", ""))
    extra = {**(headers or {}), "Content-Language": language, "Vary": "Accept-Language"}
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        extra["Retry-After"] = RETRY_AFTER_SECONDS
    if isinstance(error, TooManyRequestsError):
        extra["Retry-After"] = str(error.seconds)
    if isinstance(error, UnauthorizedError):
        # Basic beside Bearer lets a browser ask for the token by itself: any user name, the token as password.
        extra["WWW-Authenticate"] = 'Basic realm="HUR", charset="UTF-8"'
    document = problem(error, instance) | {"detail": error.say(language)} | members
    for item, mistake in zip(document.get("problems", ()), error.problems, strict=False):
        item["reason"] = mistake.why(language)
    if isinstance(error, OpenQuestionsError):
        document["questions"] = [question.item(language) for question in error.questions]
    body = json.dumps(document, ensure_ascii=False).encode()
    return Response(body, document["status"], media_type=MEDIA_TYPE, headers=extra)


def preferred_language(accepted: str) -> str:
    """The language of ours that an Accept-Language header ranks highest; English when it names none."""
    ranked = sorted(((_quality(part), part.strip()[:2].lower()) for part in accepted.split(",")), reverse=True)
    return chosen_language(*(name for quality, name in ranked if quality > 0), "en")


def _quality(part: str) -> float:
    match = re.search(r";\s*q\s*=\s*([01](?:\.\d*)?)\s*$", part)
    return float(match[1]) if match else 1.0


async def _on_hur_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HurError)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.url.path, error.detail)
    return problem_response(told(error), request.url.path, request.headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = tuple(Problem(mistake["msg"], column=".".join(map(str, mistake["loc"]))) for mistake in error.errors())
    return problem_response(InputError.of(problems), request.url.path, request.headers)


async def _on_http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a method that an address does not take."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOSPC:
        _LOG.error("%s %s: %s", request.method, request.url.path, error.__cause__)
        full = StoreFullError(Message("errors.no_room_for_upload"))
        return problem_response(full, request.url.path, request.headers)
    return problem_response(
        HurError(error.detail),
        request.url.path,
        request.headers,
        error.headers,
        type="about:blank",
        title=HTTPStatus(error.status_code).phrase,
        status=error.status_code,
    )


async def _on_anything(request: Request, error: Exception) -> Response:
    """The one handler whose answer no middleware sees."""
    _LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
    return problem_response(HurError(Message("errors.defect")), request.url.path, request.headers, HEADERS)


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
