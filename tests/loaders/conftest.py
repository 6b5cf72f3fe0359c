"""What the loader tests share: a real embedded store, and small workbooks and CSV files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from graph.ingest.load import Load
from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue, Entry, find_loaders
from loaders.registers.registry import Registry, load_registry
from tests.loading import load_into

Rows = Sequence[Sequence[str | int | float | date | None]]


class WriteWorkbook(Protocol):
    """Writes sheets of rows, headings first, to a workbook."""

    def __call__(self, sheets: Mapping[str, Rows], name: str = "nät.xlsx") -> Path: ...


class WriteText(Protocol):
    """Writes text to a file in an encoding."""

    def __call__(self, text: str, name: str = "Medverkan.csv", encoding: str = "utf-8") -> Path: ...


def ties(load: Load, name: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The ends and properties of a load's relations of one type."""
    return [(each.start, each.end, dict(each.properties)) for each in load.relations if each.name == name]


def own_ties(load: Load, name: str) -> list[tuple[str, str, dict[str, Any]]]:
    """As `ties`, without those that the registers add."""
    own = (each for each in load.relations if each.evidence.source == load.dataset.id)
    return [(each.start, each.end, dict(each.properties)) for each in own if each.name == name]


def own_nodes(load: Load, label: str) -> dict[str, dict[str, Any]]:
    """What the load's own source says of nodes, by id; what it does not say is left out."""
    own = (each for each in load.nodes if each.evidence.source == load.dataset.id and each.label == label)
    return {each.id: {key: value for key, value in each.properties.items() if value is not None} for each in own}


def refusal(store: LadybugStore, write: WriteText, bad: str, good: str) -> str:
    """What is told of a bad table, which must write nothing: the good one is the first revision, and news only once."""
    with pytest.raises(InputError) as error:
        load_into(store, write(bad))
    assert load_into(store, write(good)).revision == 1
    assert not load_into(store, write(good)).changed
    return error.value.say("sv")


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LadybugStore]:
    opened = LadybugStore(tmp_path / "graph")
    yield opened
    opened.close()


@pytest.fixture
def workbook(tmp_path: Path) -> WriteWorkbook:
    def write(sheets: Mapping[str, Rows], name: str = "nät.xlsx") -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> WriteText:
    def write(text: str, name: str = "Medverkan.csv", encoding: str = "utf-8") -> Path:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    return write


@pytest.fixture
def small() -> Catalogue:
    """The loaders without their expectations: a small file is not a truncated one here."""
    return {
        name: Entry(replace(entry.settings, expected={}, rejected_share=1.0), entry.loader)
        for name, entry in find_loaders().items()
    }
