"""Reading the files of an order: what is done in a child process (`api.service.child`), or here at a terminal."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from api.service.requests import LoadOrder
from graph.errors import InputError, Problem
from graph.ingest.load import Load
from graph.ingest.write import Progress
from loaders.catalogue import find_loaders
from loaders.documents.mapping import TableMapping
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample, samples
from loaders.recognition import has_new_categories, saved_for, why_unknown
from loaders.registers.registry import load_registry
from loaders.run import DEMO, read_files
from loaders.tables.open_table import open_tables
from loaders.tables.rejects import RejectedRow, rejected_rows


def read_order(order: LoadOrder, mappings: Path, progress: Progress | None = None) -> Load:
    """Read the files by the mapping saved for them in the folder `mappings`, where they need one."""
    with samples(order.files) as files:
        return read_files(
            files or [DEMO],
            loader=order.loader,
            dataset=order.dataset,
            skip_bad_rows=order.skip_bad_rows,
            partial=order.partial,
            progress=progress,
            amounts=order.amounts,
            answers=order.answers,
            mapping=mapping_of(order, files, SavedMappings(mappings)),
        )


def rejected_of(
    files: Sequence[Path], problems: Sequence[Problem], _: Progress | None = None
) -> tuple[RejectedRow, ...]:
    """The rows of files that these problems are about."""
    with samples(files) as opened:
        return rejected_rows(opened, problems)


def mapping_of(order: LoadOrder, files: Sequence[Sample], saved: SavedMappings) -> TableMapping | None:
    """The mapping that the order gives, else the one saved for its first file; None when it needs none."""
    if order.mapping is not None:
        return order.mapping
    if order.loader is not None or not files or not files[0].path.is_file():
        return None
    return saved_for(files[0], saved, find_loaders())


def needs_mapping(order: LoadOrder, mappings: Path, _: Progress | None = None) -> bool:
    """Whether somebody must say what the columns of the first file are, or what a new phrase in it means.

    Goes through all its rows, as those do who then map them: what that would do to a process it does to this one.
    """
    with samples(order.files) as files:
        with suppress(InputError):
            for table in open_tables(files[0]):
                deque(table.rows(), maxlen=0)
        mapping = mapping_of(order, files, SavedMappings(mappings))
        if mapping is None:
            return order.loader is None and why_unknown(files, find_loaders()) is not None
        return has_new_categories(files[0], mapping, load_registry())
