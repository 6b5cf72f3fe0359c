"""How many files of HUR a question crosses, by HTTP and by page, when it is worked out and when it is at hand.

python -m benchmarks.house.files
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Any, Final

import httpx
from fastapi import FastAPI

from api.app import create_app
from api.service.requests import LoadOrder
from api.service.service import Service
from graph.settings import open_store, read_settings

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("api", "graph", "queries", "loaders", "viz")
ASKED: Final = (("by HTTP", "/api/v1/brokers?place=Norrbotten"), ("by page", "/brobyggare?place=Lule%C3%A5"))


def files_entered(app: FastAPI, address: str) -> set[str]:
    """The files whose functions a request enters; its threads begin with it, so that they are seen too."""
    entered: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            entered.add(frame.f_code.co_filename)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        asyncio.run(_get(app, address))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    ours = (Path(file).relative_to(ROOT) for file in entered if Path(file).is_relative_to(ROOT))
    return {str(file) for file in ours if file.parts[0] in PACKAGES}


async def _get(app: FastAPI, address: str) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8087") as client:
        (await client.get(address)).raise_for_status()


def measure() -> list[tuple[str, str]]:
    """Name and figure of each measurement."""
    found: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(graph=folder)
        service = Service(settings, store := open_store(settings))
        service.prepare(LoadOrder(())).apply()
        app = create_app(settings, store)
        for address in ("/api/v1/brokers?place=Boden", "/brobyggare?place=Boden"):
            asyncio.run(_get(app, address))  # imports what it needs
        for name, address in ASKED:
            for state in ("worked out", "at hand"):
                files = files_entered(app, address)
                found.append((f"a question {name}, {state}", f"{len(files)} files"))
        store.close()
    return found


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
