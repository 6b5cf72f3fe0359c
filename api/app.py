"""The service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from api import pages
from api.http import routes
from api.http.errors import HANDLERS, MEDIA_TYPE
from api.http.head import HeadLikeGet
from api.http.records import Records
from api.http.schemas.problems import ProblemDocument
from api.http.security import Security
from api.http.tokens import check_tokens
from api.pages.waiting import Waiting
from api.service.service import Service
from api.service.service_file import instance_of
from api.version import hur_version
from graph.settings import Settings
from graph.store.protocol import GraphStore

PREFIX: Final = "/api/v1"
_AT_ROOT: Final = frozenset({"health", "metrics", "pages", "reconcile"})
_DESCRIPTION: Final = """Who works on what, who brokers, where collaboration is missing and which initiatives overlap.

Lists answer `items`, `total`, `next` (the cursor of the next page, or null), `view` and `revision`. Every answer
carries an ETag of its revision. Errors are `application/problem+json`. A service with a token asks for
`Authorization: Bearer` with it to write, one with a token for reading also to read."""
_PACKED: Final = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
# FastAPI itself describes a further answer as application/json only.
_PROBLEM: Final = {"schema": {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}}
_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ProblemDocument, "description": title, "content": {MEDIA_TYPE: _PROBLEM}}
    for status, title in (
        (400, "The request cannot be read"),
        (401, "A token is needed"),
        (403, "Not allowed"),
        (404, "Not found"),
        (409, "The graph has moved on"),
        (412, "The graph is not at the revision of If-Match"),
        (413, "Too large"),
        (422, "The input cannot be used"),
        (429, "Wrong tokens too often"),
        (503, "The store cannot be reached, or too much is asked at once"),
    )
}


def create_app(settings: Settings, store: GraphStore, *, local_token: str | None = None) -> FastAPI:
    """The application on an open store, which it closes when it ends.

    Raises:
        SettingsError: a token that is needed is missing, or too short.
    """
    check_tokens(settings)
    service = Service(settings, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        title="HUR",
        summary="Stakeholder network graph service",
        description=_DESCRIPTION,
        version=hur_version(),
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its page fetches scripts from elsewhere
        redoc_url=None,
        exception_handlers=dict(HANDLERS),  # type: ignore[arg-type]
        responses=dict(_REFUSALS),
        lifespan=lifespan,
    )
    app.state.service = service
    app.state.waiting = Waiting()
    app.state.instance = instance_of(local_token) if local_token else None
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4, exclude_content_types=_PACKED)
    app.add_middleware(HeadLikeGet)
    app.add_middleware(Security, settings=settings, local_token=local_token)
    app.add_middleware(Records, figures=service.figures, log=settings.access_log)
    for name, router in _routers():
        app.include_router(router, prefix="" if name in _AT_ROOT else PREFIX)
    return app


def _routers() -> list[tuple[str, APIRouter]]:
    """Every module of api/http/routes by name; the pages come last, since they may answer any address."""
    names = sorted(module.name for module in iter_modules(routes.__path__))
    found = [(name, import_module(f"{routes.__name__}.{name}").router) for name in names]
    return [*found, ("pages", pages.router)]
