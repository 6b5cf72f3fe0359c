"""What a person waits for: the command's help, an answer that has been worked out, and a drawing.

python -m benchmarks.house.speed
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient

from api.app import create_app
from api.service.requests import LoadOrder
from benchmarks.loading import seconds
from graph.settings import open_store, read_settings
from tests.unit.viz.networks import synthetic
from viz.drawing.layout import draw
from viz.view.build import network_view

PATHS: Final = ("brokers", "overlaps", "actors", "projects")
SIZES: Final = (500, 1000)
_HELP: Final = "import sys; sys.argv = ['hur', '--help']; from api.cli.main import main; main()"


def measure() -> list[tuple[str, str]]:
    """Name and figure of each: the least of three, the median of nine, processor seconds."""
    return [("hur --help", f"{min(_times(_help, 3)):.2f} s"), *_warm_requests(), *_drawings()]


def _help() -> None:
    subprocess.run([sys.executable, "-c", _HELP], capture_output=True, check=True)


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    return [seconds(work) for _ in range(rounds)]


def _warm_requests() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(graph=str(Path(folder) / "graph"), wait=0)
        app = create_app(settings, open_store(settings))
        with TestClient(app, base_url="http://localhost") as client:
            app.state.service.prepare(LoadOrder(())).apply()
            return [(f"GET /api/v1/{path}, warm", _warm(client, f"/api/v1/{path}")) for path in PATHS]


def _warm(client: TestClient, path: str) -> str:
    client.get(path).raise_for_status()
    return f"{1000 * statistics.median(_times(lambda: client.get(path), 9)):.0f} ms"


def _drawings() -> list[tuple[str, str]]:
    found = []
    for size in SIZES:
        view = network_view(synthetic(size))
        began = time.process_time()
        draw(view)
        found.append((f"drawing of {size} nodes", f"{time.process_time() - began:.2f} s"))
    return found


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
