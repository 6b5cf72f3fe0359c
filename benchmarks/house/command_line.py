"""What a command costs, and what it would cost through the HTTP application in its own process.

    python -m benchmarks.house.command_line

Processor seconds of new processes on the demo network, the least of five. The last two answer `/status` from a store
that is opened for it: as `hur status` does, and through the application without its pages. Decision 4 rests on them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from typing import Final

_RUN: Final = "import sys; sys.argv = ['hur', *{arguments!r}]; from api.cli.main import main; main()"
_CALLED: Final = """
from api.service.service import Service
from graph.settings import open_store, read_settings
settings = read_settings()
service = Service(settings, open_store(settings))
service.status()
service.close()
"""
_ASKED: Final = """
import asyncio
from importlib import import_module
from pkgutil import iter_modules
import httpx
from fastapi import FastAPI
from api.http import routes
from api.service.service import Service
from graph.settings import open_store, read_settings
settings = read_settings()
app = FastAPI()
app.state.service = Service(settings, open_store(settings))
for module in iter_modules(routes.__path__):
    app.include_router(import_module(f"api.http.routes.{module.name}").router)
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        (await client.get("/status")).raise_for_status()
asyncio.run(ask())
app.state.service.close()
"""


def measure() -> list[tuple[str, str]]:
    """Name and figure of each."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"HUR_GRAPH": folder}
        _least(_RUN.format(arguments=["load", "demo"]), environment, rounds=1)
        codes = {
            "hur status": _RUN.format(arguments=["status"]),
            "hur ask brokers": _RUN.format(arguments=["ask", "brokers"]),
            "status by a call": _CALLED,
            "status by HTTP in process": _ASKED,
        }
        return [(name, f"{_least(code, environment):.2f} s") for name, code in codes.items()]


def _least(code: str, environment: dict[str, str], rounds: int = 5) -> float:
    return min(_used(code, environment) for _ in range(rounds))


def _used(code: str, environment: dict[str, str]) -> float:
    """Processor seconds of a process that runs the code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
