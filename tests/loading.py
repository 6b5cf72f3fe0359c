"""Loading as the service does, for tests of what a load leaves in a store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.service.prepared_load import PreparedLoad
from api.service.requests import LoadOrder
from api.service.service import Service
from graph.ingest.earlier import earlier
from graph.ingest.load import Load, LoadReport
from graph.network.network import StakeholderNetwork
from graph.network.reading import network_of, read_network
from graph.network.view import View
from graph.settings import read_settings
from graph.store.protocol import GraphStore


def load_into(store: GraphStore, *files: Path, **how: Any) -> LoadReport:
    """Load files, or the demo network when there is none; `how` is the rest of a LoadOrder."""
    return prepared(store, *files, **how).apply()


def views(store: GraphStore) -> Callable[[View], StakeholderNetwork]:
    """What a view shows of the newest revision, or of the first where it asks for an earlier one."""
    newest = read_network(store)
    first = store.read(lambda transaction: network_of(earlier(transaction, 1)))
    return lambda view: (first if view.as_of else newest).of(view)


def prepared(store: GraphStore, *files: Path, **how: Any) -> PreparedLoad:
    """Files that have been read, and no mapping that somebody kept on this machine."""
    settings = read_settings(mappings=str(Path(__file__).with_name("no-mappings")))
    return Service(settings, store).prepare(LoadOrder(files, **how))


def apply_to(store: GraphStore, load: Load) -> LoadReport:
    """Load what a test has read with loaders of its own."""
    return PreparedLoad(store, load).apply()
