"""Loading as the service does, for tests of what a load leaves in a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.service.prepared_load import PreparedLoad
from api.service.requests import LoadOrder
from api.service.service import Service
from graph.ingest.load import Load, LoadReport
from graph.settings import read_settings
from graph.store.protocol import GraphStore


def load_into(store: GraphStore, *files: Path, **how: Any) -> LoadReport:
    """Load files, or the demo network when there is none; `how` is the rest of a LoadOrder."""
    return prepared(store, *files, **how).apply()


def prepared(store: GraphStore, *files: Path, **how: Any) -> PreparedLoad:
    """Files that have been read, and no mapping that somebody kept on this machine."""
    settings = read_settings(mappings=str(Path(__file__).with_name("no-mappings")))
    return Service(settings, store).prepare(LoadOrder(files, **how))


def apply_to(store: GraphStore, load: Load) -> LoadReport:
    """Load what a test has read with loaders of its own."""
    return PreparedLoad(store, load).apply()
