"""How the tests reach an engine: through our store, past it with the bare driver, and from another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import ladybug
import neo4j

from graph.store.ladybug import FILE_NAME, LadybugStore
from graph.store.neo4j import Neo4jStore
from graph.store.protocol import GraphStore

ROOT = Path(__file__).parents[2]
VARIABLE = "HUR_CONTRACT_ENGINE"


@dataclass(frozen=True)
class Engine:
    """One place where a graph is kept: the folder `where`, or the server at the URL `where`."""

    where: str
    user: str = ""
    password: str = ""

    @property
    def is_server(self) -> bool:
        """Whether other processes may open the store at the same time."""
        return "://" in self.where

    def open(self, *, wait: float = 0.0) -> GraphStore:
        """Open our store on it."""
        if self.is_server:
            return Neo4jStore(self.where, self.user, self.password)
        return LadybugStore(Path(self.where), wait=wait)

    def run(self, statement: str) -> list[list[Any]]:
        """Run a statement with the bare driver, as a program that is not HUR would. No store may be open."""
        if self.is_server:
            with neo4j.GraphDatabase.driver(self.where, auth=(self.user, self.password)) as driver:
                return [record.values() for record in driver.execute_query(statement).records]
        with (
            ladybug.Database(str(Path(self.where) / FILE_NAME)) as database,
            ladybug.Connection(database) as connection,
        ):
            result = connection.execute(statement)
            assert not isinstance(result, list)
            return [list(row) for row in result]

    @contextmanager
    def worker(self, action: str, *arguments: str) -> Iterator[Worker]:
        """Run `tests.contract.worker` on this engine in a process of its own, which is gone afterwards."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.contract.worker", action, *arguments],
            cwd=ROOT,
            env={**os.environ, VARIABLE: json.dumps(asdict(self))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield Worker(process)
            finally:
                process.kill()


@dataclass(frozen=True)
class Worker:
    """Another process that uses the store."""

    process: subprocess.Popen[str]

    def says(self) -> str:
        """The next line it writes; fails the test when it ended instead."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, f"the other process ended with {self.process.wait()}"
        return line

    def let_go(self) -> None:
        """Close its input."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def kill(self) -> None:
        """End it as `kill -9` does, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> int:
        """Wait until it ends by itself; returns its exit code."""
        return self.process.wait(timeout=120)


def given_engine() -> Engine:
    """The engine that the parent process named."""
    return Engine(**json.loads(os.environ[VARIABLE]))
