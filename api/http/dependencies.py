"""What routes ask for: the service, the view and language of a request, and whether its caller has the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from inspect import Parameter as Argument
from inspect import Signature
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query, Request, Response

from api.http.errors import NotModified
from api.http.keeping import has_already
from api.service.moment import Moment
from api.service.service import Service
from graph.messages import chosen_language
from graph.network.view import AS_OF, VIEW_OPTIONS, Option, View

PAGE: Final = 50
LARGEST_PAGE: Final = 1000


# What asks nobody and waits for nothing is async: as a plain function it would cost a thread each time.
async def service(request: Request) -> Service:
    """The one object behind all routes."""
    running: Service = request.app.state.service
    return running


ServiceDep = Annotated[Service, Depends(service)]


async def language(
    service: ServiceDep, lang: Annotated[Literal["sv", "en"] | None, Query(description="Language of sentences")] = None
) -> str:
    """The language asked for, else that of the service."""
    return chosen_language(lang, service.settings.language)


Language = Annotated[str, Depends(language)]


async def view_options(**values: Any) -> dict[str, Any]:
    """The view options that were given, as they were written."""
    return {option.name: value for option in VIEW_OPTIONS if (value := values[_name(option)])}


def _name(option: Option) -> str:
    """What an option is called as an argument: Python cannot name one `from` or `as-of`."""
    return f"{option.field}_"


def argument(option: Option, alias: str | None = None) -> Argument:
    """An option as a query parameter, called `alias` in the address where that is not its own name."""
    value: Any = option.value
    examples = [[example] if option.repeats else example for example in option.examples]
    query = Query(alias=alias or option.name, description=option.description, examples=examples or None)
    annotation = Annotated[list[value] if option.repeats else value | None, query]  # type: ignore[valid-type]
    default: Any = [] if option.repeats else None
    return Argument(_name(option), Argument.KEYWORD_ONLY, default=default, annotation=annotation)


view_options.__signature__ = Signature([argument(option) for option in VIEW_OPTIONS])  # type: ignore[attr-defined]
ViewOptions = Annotated[dict[str, Any], Depends(view_options)]


def moment(
    request: Request,
    service: ServiceDep,
    stale: Annotated[
        Literal["ok"] | None,
        Query(description="Answer for the revision before while a new one is being worked out, instead of waiting"),
    ] = None,
) -> Moment:
    """The revision that the request is answered for: the only time that the store is asked which is the newest."""
    newest = service.shown()[0] if stale else getattr(request.state, "now", None) or service.now()
    return newest.as_of(request.query_params.get(AS_OF))


MomentDep = Annotated[Moment, Depends(moment)]


def view(moment: MomentDep, options: ViewOptions) -> View:
    """The view of the request, its themes and places as ids."""
    return moment.view(options)


ViewDep = Annotated[View, Depends(view)]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many items at most")]
Cursor = Annotated[str | None, Query(max_length=2000, description="The `next` of the page before")]


async def unless_known(request: Request, response: Response, moment: MomentDep, language: Language) -> None:
    """Mark the answer with the revision it is of; raises NotModified when the caller has it already."""
    headers = _validators(moment, f"{request.url.path}?{request.url.query}", language)
    if has_already(request, headers["ETag"]):
        raise NotModified(headers)
    for name, value in headers.items():
        response.headers[name] = value


Conditional: Final = Depends(unless_known)


def json_response(content: Mapping[str, Any], response: Response, status: int = 200) -> Response:
    """`content` as it is, with the headers that dependencies put on `response`; quicker than checking it again."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(body, status, media_type="application/json", headers=headers)


def _validators(moment: Moment, what: str, language: str) -> dict[str, str]:
    digest = sha256(f"{moment.seen_from} {what} {language}".encode()).hexdigest()[:12]
    return {"ETag": f'W/"{moment.revision}-{digest}"', "Cache-Control": "no-cache"}
