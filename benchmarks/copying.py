"""What the embedded engine's COPY would save over CREATE in one transaction, and what it does to a failing one.

    python -m benchmarks.copying

Each case has a process of its own, as some of them end it, and is stopped after a minute. 100,000 nodes and as many
ties go into a graph that has as many already; 40,000 where a COPY is refused, as the engine then takes memory without
end. `ended by` is the signal that ended the process, 11 being a segmentation fault.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import ladybug
import pandas as pd

SIZE: Final = 100_000
REFUSED_SIZE: Final = 40_000
_SECONDS: Final = 60
CASES: Final = (
    "create",
    "copy",
    "create, roll back",
    "copy, roll back",
    "copy nodes, roll back, copy",
    "copy a known id",
    "refused copy, create, copy",
)
_SCHEMA: Final = (
    "CREATE NODE TABLE N(id STRING PRIMARY KEY, name STRING, aliases STRING[])",
    "CREATE REL TABLE R(FROM N TO N, key STRING, quote STRING)",
)
_CREATE: Final = (
    "LOAD FROM $nodes CREATE (:N {id: id, name: name, aliases: aliases})",
    "LOAD FROM $ties MATCH (a:N {id: start}) MATCH (b:N {id: target}) CREATE (a)-[:R {key: key, quote: quote}]->(b)",
)
_COPY: Final = ("COPY N FROM $nodes", "COPY R FROM $ties")


def rows(letter: str, size: int = SIZE) -> dict[str, Any]:
    """Nodes and ties whose ids begin with a letter, as the tables that the engine reads."""
    ids = pd.Series([f"{letter}{number}" for number in range(size)], dtype=object)
    ties = {
        "start": ids,
        "target": ids.iloc[::-1].reset_index(drop=True),
        "key": ids + "│key",
        "quote": ids + " said so",
    }
    aliases = pd.Series([[id, f"{id} Ltd"] for id in ids], dtype=object)
    nodes = {"id": ids, "name": ids + " AB", "aliases": aliases}
    return {"nodes": pd.DataFrame(nodes), "ties": pd.DataFrame(ties)}


def run(case: str, file: Path) -> None:
    """Fill a graph, then do to it what the case says, and print how long that took."""
    connection = ladybug.Connection(ladybug.Database(str(file)))
    execute: Callable[..., Any] = connection.execute
    for statement in _SCHEMA:
        execute(statement)
    size = REFUSED_SIZE if case.startswith("refused") else SIZE
    write(execute, _COPY, rows("a", size))
    execute("COMMIT")
    content = rows("a" if "known" in case else "b", size)
    begin = time.perf_counter()
    if case.startswith("refused"):
        content["nodes"].loc[size - 1, "id"] = "b0"  # a second time
        with suppress(RuntimeError):
            write(execute, _COPY[:1], content)
        content = rows("c", size)
    write(execute, _CREATE if "create" in case else _COPY[: 1 if "nodes" in case else 2], content)
    execute("ROLLBACK" if "roll back" in case else "COMMIT")
    if case.endswith(", copy"):
        write(execute, _COPY, rows("d", size))
        execute("COMMIT")
    print(f"{time.perf_counter() - begin:.2f} s")


def write(execute: Callable[..., Any], statements: tuple[str, ...], content: dict[str, Any]) -> None:
    """Begin a transaction and run the statements in it."""
    execute("BEGIN TRANSACTION")
    for statement in statements:
        execute(statement, {name: table for name, table in content.items() if f"${name}" in statement})


def main() -> None:
    """Run every case."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "benchmarks.copying", case, str(Path(folder) / "graph.lbug")]
            try:
                done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
            except subprocess.TimeoutExpired:
                print(f"{case}: not ended after {_SECONDS} s")
                continue
        ended = f"ended by {-done.returncode}" if done.returncode < 0 else (done.stderr.splitlines() or [""])[-1]
        print(f"{case}: {done.stdout.strip() or ended}")


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2])) if sys.argv[1:] else main()
