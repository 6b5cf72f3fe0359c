"""A story as files: a module a format, with NAME, MEDIA_TYPE, SUFFIX (with its dot) and `render(telling) -> bytes`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, Protocol, cast

_FORMATS: Final = ("html", "pptx", "pdf", "xlsx")


class StoryFormat(Protocol):
    """A module that writes stories in one format."""

    NAME: str
    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, telling: Any) -> bytes:
        """The file."""
        ...


@cache
def formats() -> Mapping[str, StoryFormat]:
    """Every format by name."""
    modules = (cast(StoryFormat, import_module(f"{__name__}.{name}")) for name in _FORMATS)
    return MappingProxyType({module.NAME: module for module in modules})
