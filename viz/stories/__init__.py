"""A story as files: a module a format, as in viz/exports, whose `render` takes a telling."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from viz.exports import Export

_FORMATS: Final = ("html", "pptx", "pdf", "xlsx", "csv")


@cache
def formats() -> Mapping[str, Export]:
    """Every format by name."""
    modules = (cast(Export, import_module(f"{__name__}.{name}")) for name in _FORMATS)
    return MappingProxyType({module.NAME: module for module in modules})
