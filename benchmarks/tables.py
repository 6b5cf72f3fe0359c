"""How long tables take to find and to write, on a graph as it is.

HUR_GRAPH=folder python -m benchmarks.tables
"""

from __future__ import annotations

import resource
import time
from typing import Any, Final

from api.service.service import Service
from api.tables.declared import tables
from api.tables.dialects import DIALECTS
from api.tables.extract import Extract
from api.tables.files import FORMATS
from api.tables.selection import Selection
from api.tables.table import Asked
from graph.settings import open_store, read_settings

ASKED: Final[dict[str, dict[str, Any]]] = {
    "participations": {},
    "ties": {},
    "overlaps": {"owners": "all", "none": "include"},
    "actors": {},
    "projects": {},
}


def main() -> None:
    """Print rows, processor seconds and bytes of each table, and the most memory that it all took."""
    settings = read_settings()
    service = Service(settings, open_store(settings))
    for name, options in ASKED.items():
        for format, written in FORMATS.items():
            asked = Asked(service.now(), options, "sv")
            extract = Extract(tables()[name], asked, Selection.read(tables()[name], ()))
            begun = time.process_time()
            rows, found = len(extract.rows), time.process_time()
            size, ended = len(written.write(extract, DIALECTS["excel-sv"])), time.process_time()
            seconds = f"found in {found - begun:.2f} s, written in {ended - found:.2f} s"
            print(f"{name}.{format}: {rows} rows {seconds}, {size} B")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    service.close()


if __name__ == "__main__":
    main()
