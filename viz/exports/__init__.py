"""The formats a map can be written in: one module a format, found by looking into this folder.

A module has NAME (in addresses and on the command line), MEDIA_TYPE, SUFFIX (with its dot) and
`render(drawing: Drawing) -> bytes`. What else it can be told it names in TAKES: `transparent`, or `template`, the
presentation that slides are put into. One that writes the data instead of the picture says `OF = "network"` and takes
the StakeholderNetwork.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, Protocol, cast


class Export(Protocol):
    """A module that writes drawings in one format."""

    NAME: str
    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, subject: Any, **finish: Any) -> bytes:
        """The file."""
        ...


def takes_network(export: Export) -> bool:
    """Whether the format is written from the StakeholderNetwork and not from its Drawing."""
    return getattr(export, "OF", "drawing") == "network"


def taken(export: Export) -> tuple[str, ...]:
    """What its `render` can be told beside what to draw."""
    names: tuple[str, ...] = getattr(export, "TAKES", ())
    return names


@cache
def exports() -> Mapping[str, Export]:
    """Every format by name; raises TypeError for a module that lacks what a format needs."""
    found: dict[str, Export] = {}
    for module in iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = import_module(f"{__name__}.{module.name}")
        if missing := [name for name in ("NAME", "MEDIA_TYPE", "SUFFIX", "render") if not hasattr(loaded, name)]:
            raise TypeError(f"{loaded.__name__} lacks {', '.join(missing)}")
        export = cast(Export, loaded)
        found[export.NAME] = export
    return MappingProxyType(found)
