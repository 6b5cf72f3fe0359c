"""A limit on how long the service waits for a slow caller: its own part of uvicorn's protocol, which has none."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS: Final = 15.0
"""From the connection, or the answer before, to the end of a request's headers."""
BODY_SECONDS: Final = 60.0
"""Between two pieces of a body, and for a caller that does not take its answer."""
MOST_CONNECTIONS: Final = 500
"""With more, the connection that has waited longest for a request or a piece of one is closed."""
_CHECK_SECONDS: Final = 1.0
_SLOW: Final = (h11.IDLE, h11.SEND_BODY)


class PatientProtocol(H11Protocol):
    """Closes a connection that is half open for too long, so that nobody is shut out by those who only hold one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heard = time.monotonic()
        self._blocked_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def awaits(self) -> Any:
        """What is awaited of the caller: `h11.IDLE` the headers of a request, `h11.SEND_BODY` its body."""
        return self.conn.their_state

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room for the caller, and begin to count."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            held = (other for other in self.connections if isinstance(other, PatientProtocol) and other.awaits in _SLOW)
            longest = min(held, key=lambda other: other.heard)
            self.connections.discard(longest)  # it is gone only later, and others may come before
            longest.transport.abort()
        self._timer = self.loop.call_later(_CHECK_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop counting."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count anew, unless it is but one more piece of headers."""
        super().data_received(data)
        if self.awaits is not h11.IDLE:
            self.heard = time.monotonic()

    def on_response_complete(self) -> None:
        """Count anew until the next request."""
        self.heard = time.monotonic()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The caller does not take its answer."""
        self._blocked_since = time.monotonic()
        super().pause_writing()

    def resume_writing(self) -> None:
        """It takes it."""
        self._blocked_since = None
        super().resume_writing()

    def _look(self) -> None:
        now = time.monotonic()
        if self._waits_too_long(now):
            self.transport.abort()
            return
        self._timer = self.loop.call_later(_CHECK_SECONDS, self._look)

    def _waits_too_long(self, now: float) -> bool:
        if self._blocked_since is not None:
            return now - self._blocked_since > BODY_SECONDS
        if self.awaits is h11.IDLE:
            return now - self.heard > HEADER_SECONDS
        return self.awaits is h11.SEND_BODY and not self.flow.read_paused and now - self.heard > BODY_SECONDS
