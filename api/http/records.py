"""Every request counted; writes, exports and refused attempts in the access log."""

from __future__ import annotations

import json
import logging
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.caller import caller
from api.http.security import writes
from api.service.figures import Figures

_API: Final = "/api/v1"
_EXPORTS: Final = ("/api/v1/exports/", "/api/v1/network", "/api/v1/backup")
_REFUSED: Final = frozenset({401, 403, 429})
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"})
_LOG: Final = logging.getLogger("hur")


class Records:
    """Sees each request last and its answer first, so that what is refused is recorded too."""

    def __init__(self, app: ASGIApp, figures: Figures, log: Path | None) -> None:
        self._app, self._figures, self._log = app, figures, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and record how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            with self._figures.answering():
                await self._app(scope, receive, noted)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._figures.count((method, _address(scope), str(status)), time.perf_counter() - began)
            if self._log and _is_told(scope, status):
                self._append(self._log, await _entry(scope, status))

    def _append(self, log: Path, entry: dict[str, Any]) -> None:
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        try:
            # Opened anew each time, so that a log that was moved away goes on under its name.
            with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as out:
                out.write(line)
        except OSError as error:
            _LOG.error("the access log cannot be written: %s", error)


def _address(scope: Scope) -> str:
    """The address as its route writes it, so that there are not more than routes; empty for what no route took."""
    path: str = getattr(scope.get("route"), "path", "")
    return f"{_API}{path}" if scope["path"].startswith(_API) and path else path


def _is_told(scope: Scope, status: int) -> bool:
    return status in _REFUSED or writes(scope) or scope["path"].startswith(_EXPORTS)


async def _entry(scope: Scope, status: int) -> dict[str, Any]:
    """No address, token or query: beside the name that somebody gave, nothing tells who it was."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "by": await caller(Request(scope)),
    }
