"""`service.json` beside the embedded store: where the service that holds it can be reached by its own user."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

NAME: Final = "service.json"
_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that holds an embedded store. `token` lets the command line write; it is new at every start."""

    url: str
    pid: int
    token: str


def announce(folder: Path, running: RunningService) -> None:
    """Write the file, readable by its owner only; it appears whole or not at all."""
    part = folder / f"{NAME}.{running.pid}"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(asdict(running), out)
    part.replace(folder / NAME)


def withdraw(folder: Path, running: RunningService) -> None:
    """Remove the file, unless another service has put its own there."""
    if _read(folder) == running:
        (folder / NAME).unlink(missing_ok=True)


def find(folder: Path) -> RunningService | None:
    """The service that holds the store in `folder`; None when there is no file, or what wrote it has ended."""
    running = _read(folder)
    return running if running is not None and _is_alive(running) else None


def _read(folder: Path) -> RunningService | None:
    try:
        return RunningService(**json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def instance_of(token: str) -> str:
    """What tells one start of a service from another: follows from its token, which nobody learns by it."""
    return sha256(token.encode()).hexdigest()[:16]


def _is_alive(running: RunningService) -> bool:
    """Whether it answers itself: process id and address may be those of another by now, such as of another graph."""
    try:
        os.kill(running.pid, 0)
        with build_opener(ProxyHandler({})).open(f"{running.url}/health/live", timeout=_SECONDS) as response:
            return bool(json.load(response).get("instance") == instance_of(running.token))
    except PermissionError:
        return False
    except (URLError, OSError, ValueError, AttributeError):
        return False
