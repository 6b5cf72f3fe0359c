"""Finds the loaders: every folder of `loaders/sources`, and of each folder that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from loaders.base import Loader, SourceSettings
from loaders.files.sample import Sample
from loaders.tables.register import RegisterLoader

_SOURCES: Final = Path(__file__).parent / "sources"


@dataclass(frozen=True, slots=True)
class Entry:
    """A loader with its settings."""

    settings: SourceSettings
    loader: Loader

    @property
    def name(self) -> str:
        """The name of the loader's folder."""
        return self.settings.name


Catalogue = Mapping[str, Entry]


def find_loaders(search_path: Iterable[Path] = ()) -> Catalogue:
    """Every loader by name: those of this package, then those in the folders of `search_path`; read once a process.

    Raises:
        ValueError: a folder has a source.yml but no loader, or its source.yml makes no sense.
    """
    return _found(tuple(search_path))


@cache
def _found(search_path: tuple[Path, ...]) -> Catalogue:
    found = {entry.name: entry for folder in _folders(search_path) for entry in [_entry(folder)]}
    # A loader of one certain source knows its files better than one that reads anybody's.
    ordered = sorted(found.items(), key=lambda item: (item[1].settings.dataset is None, item[0]))
    return MappingProxyType(dict(ordered))


def choose(catalogue: Catalogue, name: str | None, file: Sample) -> Entry:
    """The loader called `name`, else the one that recognises `file`.

    Raises:
        InputError: there is none; the error lists those there are.
    """
    if name is not None:
        if name in catalogue:
            return catalogue[name]
        raise InputError(Message("loading.no_such_loader", name=name, known=tuple(catalogue)))
    for entry in catalogue.values():
        if entry.loader.recognises(file):
            return entry
    known = tuple(
        {language: f"{entry.name} ({title})" for language, title in entry.settings.titles.items()}
        for entry in catalogue.values()
    )
    raise InputError(Message("loading.not_recognised", file=file.name, known=known))


def _folders(search_path: Iterable[Path]) -> Iterator[Path]:
    for root in (_SOURCES, *search_path):
        yield from (source.parent for source in sorted(root.glob("*/source.yml")))


def _entry(folder: Path) -> Entry:
    text = (folder / "source.yml").read_text(encoding="utf-8")
    settings = SourceSettings.from_yaml(folder.name, text)
    if settings.table:
        own = _module(folder).PROJECTS if (folder / "loader.py").is_file() else None
        return Entry(settings, RegisterLoader(settings.table, own))
    loader: Loader | None = getattr(_module(folder), "LOADER", None)
    if loader is None:
        raise ValueError(f"{folder.name} has a source.yml but its loader.py has no LOADER")
    return Entry(settings, loader)


def _module(folder: Path) -> ModuleType:
    file = folder / "loader.py"
    if not file.is_file():
        raise ValueError(f"{folder.name} has a source.yml without a table, but no loader.py")
    if folder.parent == _SOURCES:
        return import_module(f"loaders.sources.{folder.name}.loader")
    spec = spec_from_file_location(f"loaders_elsewhere.{folder.name}", file)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
