"""Which HUR this is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def hur_version() -> str:
    """The version as installed; that of a source tree nobody installed is not known."""
    try:
        return version("hur")
    except PackageNotFoundError:
        return "0+source"
