"""What a verdict on an overlap costs: the list after it, at demo + project bank + keep.eu, and at the first visit.

python -m benchmarks.house.verdict SHARED
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from benchmarks.questions import import_libraries, load_all
from graph.settings import open_store, read_settings


def seconds_of(client: TestClient, method: str, address: str, **arguments: Any) -> float:
    """How long one request takes; an answer that is no success is an error."""
    begin = time.perf_counter()
    client.request(method, address, **arguments).raise_for_status()
    return time.perf_counter() - begin


def measure(shared: Path) -> list[tuple[str, str]]:
    """Name and figure of each measurement."""
    import_libraries()
    with tempfile.TemporaryDirectory() as folder:
        load_all(Path(folder), shared, everything=False)
        settings = read_settings(graph=folder)
        with TestClient(create_app(settings, open_store(settings)), base_url="http://localhost:8087") as client:
            return _timed(client)


def _timed(client: TestClient) -> list[tuple[str, str]]:
    found = [("the list of overlaps at the first visit", seconds_of(client, "GET", "/overlapp"))]
    pairs = client.get("/api/v1/overlaps?limit=3").json()["items"]
    verdict = {"verdict": "overlapping", "decided_by": "Region Norrbotten", "reason": None}
    for number, item in enumerate(pairs, start=1):
        first, second = (project["id"] for project in item["projects"])
        address = f"/api/v1/overlaps/{first}/{second}/verdict"
        found.append((f"verdict {number}: stored", seconds_of(client, "PUT", address, json=verdict)))
        found.append((f"verdict {number}: the list after it", seconds_of(client, "GET", "/overlapp")))
        found.append((f"verdict {number}: brokers after it", seconds_of(client, "GET", "/brobyggare")))
    return [(name, f"{seconds:.2f} s") for name, seconds in found]


if __name__ == "__main__":
    for name, figure in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")):
        print(f"{name}: {figure}")
