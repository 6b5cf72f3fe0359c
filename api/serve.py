"""Running the service until it is told to stop."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.app import create_app
from api.http.tokens import check_tokens
from api.pages.rendering import compile_templates
from api.patience import PatientProtocol
from api.service import service_file
from api.service.opening import Older, Tell, Warn, open_graph
from api.service.service_file import RunningService
from api.service.upload_folders import remove_left_behind
from graph.errors import SettingsError, StoreBusyError
from graph.messages import Message
from graph.settings import Settings

if TYPE_CHECKING:
    import uvicorn

_BACKLOG: Final = 1024
_GRACE_SECONDS: Final = 10
_LAST_SECONDS: Final = 60
_LOOK_SECONDS: Final = 0.5


def serve(settings: Settings, ready: Callable[[str], None], tell: Tell, warn: Warn) -> None:
    """Answer until interrupted; `ready` is called with the address as soon as requests are taken.

    `tell` and `warn` are called as by `open_graph`.

    Raises:
        SettingsError: a token is missing or too short, or the address cannot be had.
        StoreBusyError: another process holds the embedded store.
    """
    import uvicorn

    check_tokens(settings)
    _refuse_second(settings)
    listening = _listen(settings)
    running = RunningService(_url(settings, listening), os.getpid(), secrets.token_urlsafe(32))
    try:
        remove_left_behind()
        older: list[str] = []
        store = open_graph(settings, older.extend, warn)
        if older:
            tell(older)
        app = create_app(settings, store, local_token=running.token)
        app.state.service.older = Older.now(older)
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            forwarded_allow_ips=settings.proxy,
        )
        with _announced(settings, running), _stopped_by_signals():
            app.state.service.reread_themes()
            app.state.service.warm()
            threading.Thread(target=compile_templates, daemon=True).start()
            app.state.service.backups.start()
            ready(running.url)
            server = uvicorn.Server(config)
            threading.Thread(target=_end_for_certain, args=(server,), daemon=True).start()
            server.run(sockets=[listening])
    finally:
        listening.close()


def _end_for_certain(server: uvicorn.Server) -> None:
    """End the process a minute after it was told to stop, whatever still runs: nothing acknowledged is lost by that."""
    while not server.should_exit:
        time.sleep(_LOOK_SECONDS)
    time.sleep(_LAST_SECONDS)
    os._exit(1)


def _refuse_second(settings: Settings) -> None:
    """Say at once, without waiting for the store, that a service is running already."""
    running = None if settings.is_server else service_file.find(Path(settings.graph))
    if running is not None:
        raise StoreBusyError(Message("errors.service_running", process=str(running.pid), url=running.url))


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named asyncio sets TCP_NODELAY; without it every answer waits 40 ms for an acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            Message(
                "errors.settings_address",
                host=settings.host,
                port=str(settings.port),
                reason=error.strerror or str(error),
            )
        ) from error
    listening.listen(_BACKLOG)
    return listening


def _url(settings: Settings, listening: socket.socket) -> str:
    """The address on this machine: what listens everywhere listens on loopback too."""
    port = listening.getsockname()[1]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C, which uvicorn raises again once it has stopped, end the block and not the process."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _announced(settings: Settings, running: RunningService) -> Iterator[None]:
    if settings.is_server:
        yield
        return
    folder = Path(settings.graph)
    service_file.announce(folder, running)
    try:
        yield
    finally:
        service_file.withdraw(folder, running)
