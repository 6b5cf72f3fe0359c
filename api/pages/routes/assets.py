"""Style and script of the pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import Response

from api.pages.routing import page_router
from graph.errors import absent

router = page_router()

_TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OURS: Final = ("hur.css", "dark.css", "partners.css", "drop.js", "hur.js", "suggest.js", "hur.svg")
_OF_MAP: Final = ("map.css", "map.js", "overview.js")
_CACHE: Final = {"Cache-Control": "public, max-age=300"}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """One of our own files; there is no path to anything else."""
    if name not in _OURS and name not in _OF_MAP:
        raise absent("file", name)
    return Response(_content(name), media_type=_TYPES[name.rpartition(".")[2]], headers=_CACHE)


@cache
def _content(name: str) -> bytes:
    if name in _OF_MAP:
        from viz.svg.templating import script, static

        return (static(name) if name == "map.css" else script("map" if name == "map.js" else "overview")).encode()
    return files("api.pages").joinpath("static", name).read_bytes()
