"""How long the first view of each page takes: as the first of a service just opened, and once it has prepared itself.

    python -m benchmarks.pages [SHARED_DATA | GRAPH]

On demo + project bank + keep.eu, which is loaded first, or on the graph in a folder, of which a copy is opened. *Cold*
is asked of a service that has opened the graph and worked nothing out; *prepared* the first time in a service whose
common answers are there, *again* the second time. *kB* is what is sent, compressed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient

from api.app import create_app
from api.service.service import Service
from benchmarks.questions import import_libraries, load_all
from graph.settings import open_store, read_settings

NORTH: Final = "place=se:25&place=se:24"
PAGES: Final = (
    "/",
    "/sok?q=luleå",
    "/partner",
    "/partner?project=SORESS-MMI",
    "/konsortium?project=SORESS-MMI",
    "/brobyggare",
    "/luckor",
    "/luckor?visa=groups",
    "/luckor?visa=coverage",
    "/luckor?visa=isolates",
    "/overlapp",
    "/introduktioner?a=Boliden AB&b=Region Norrbotten",
    "/tank-om?without=Luleå tekniska universitet",
    "/karta",
    "/karta/tabell",
    "/aktorer",
    "/projekt",
    "/kallor",
    "/ladda",
    "/granska",
    "/andringar",
    "/vy",
    "/om",
    f"/aktorer?{NORTH}",
    f"/brobyggare?{NORTH}",
    f"/luckor?{NORTH}",
    f"/overlapp?{NORTH}",
    f"/karta?{NORTH}",
)


@contextmanager
def client(folder: Path) -> Iterator[TestClient]:
    """A client of a service that has just opened the graph."""
    settings = read_settings(graph=str(folder), wait=0)
    with TestClient(create_app(settings, open_store(settings)), base_url="http://localhost:8087") as opened:
        yield opened


def view(opened: TestClient, path: str) -> tuple[float, float]:
    """Seconds until a page is there, and the kB that are sent."""
    began = time.perf_counter()
    answer = opened.get(path)
    seconds = time.perf_counter() - began
    answer.raise_for_status()
    return seconds, int(answer.headers["Content-Length"]) / 1000


def prepared(opened: TestClient) -> float:
    """Seconds until the common answers are worked out."""
    service: Service = opened.app.state.service  # type: ignore[attr-defined]
    began = time.perf_counter()
    service.warm().result()
    while service.preparation.item():
        time.sleep(0.05)
    return time.perf_counter() - began


def main(source: Path) -> None:
    """Print the table."""
    import_libraries()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "graph")
        if (source / "graph.lbug").exists():
            shutil.copytree(source, folder)
        else:
            load_all(folder, source, everything=False)
        cold = {}
        for path in PAGES:
            with client(folder) as opened:
                cold[path], _ = view(opened, path)
        with client(folder) as opened:
            print(
                f"prepared after {prepared(opened):.1f} s\n",
                "| page | cold | prepared | again | kB |",
                "|---|---|---|---|---|",
                sep="\n",
            )
            for path in PAGES:
                (first, size), (again, _) = view(opened, path), view(opened, path)
                print(f"| `{path}` | {cold[path]:.2f} s | {first:.2f} s | {again:.3f} s | {size:.0f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
