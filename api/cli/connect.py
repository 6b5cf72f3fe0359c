"""Getting at the graph: open it here, or find the service that holds it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.service import service_file
from api.service.opening import Tell, Warn, open_graph
from graph.errors import StoreBusyError
from graph.settings import Settings

if TYPE_CHECKING:
    from api.service.requests import Access

_TRY_SECONDS: Final = 1.0


def connect(settings: Settings, tell: Tell, warn: Warn) -> Access:
    """The graph of `HUR_GRAPH`.

    An embedded store is held by one process at a time: when that is a running service, its HTTP API is used; any other
    process is waited for, up to `HUR_WAIT` seconds. `tell` and `warn` are called as by `open_graph`.

    Raises:
        StoreBusyError: another process still holds it; `detail` says which.
        StoreUnavailableError: it cannot be reached.
    """
    from api.service.service import Service

    if settings.is_server:
        return Service(settings, open_graph(settings, tell, warn))
    folder = Path(settings.graph)
    deadline = time.monotonic() + settings.wait
    while True:
        running = service_file.find(folder)
        if running is not None:
            from api.cli.remote import RemoteService

            return RemoteService(running)
        patience = max(0.0, min(_TRY_SECONDS, deadline - time.monotonic()))
        try:
            return Service(settings, open_graph(settings.model_copy(update={"wait": patience}), tell, warn))
        except StoreBusyError:
            if time.monotonic() >= deadline:
                raise
