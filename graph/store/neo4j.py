"""Neo4j 5.26 LTS or later: a single server, a cluster behind `neo4j://`, or Aura."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import neo4j
from neo4j.exceptions import (
    AuthError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import StoreError, StoreUnavailableError, StoreVersionError
from graph.messages import Message
from graph.model.vocabulary import SCHEMA_VERSION
from graph.store import cypher
from graph.store.protocol import Parameters, Result, Row, Transaction
from graph.store.state import adopt_schema, check_version, revision, schema_version

LEAST_VERSION: Final = (5, 26)
# Together less than the 15 seconds that a request waits: the last try may begin just before the time is over.
_RETRY_SECONDS: Final = 8.0
_CONNECT_SECONDS: Final = 5.0
_READ_ATTEMPTS: Final = 10


class _Session:
    """A driver transaction as a Transaction."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        return self._transaction.run(statement, dict(parameters or {})).data()

    def for_each(self, statement: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
        stated = [{name: row[name] for name in columns if row.get(name) is not None} for row in rows]
        self._transaction.run(f"UNWIND $rows AS row {statement}", rows=stated).consume()


class Neo4jStore:
    """A graph in the database `database` (the server's default when None) of the server at `url`.

    `before_migration` is called with the store when it holds an older schema, before anything changes.

    Raises:
        StoreUnavailableError: no server answers, or it refuses the user and password.
        StoreVersionError: the server is older than 5.26, or a newer HUR wrote the graph.
    """

    def __init__(
        self,
        url: str,
        user: str | None = None,
        password: str | None = None,
        *,
        database: str | None = None,
        before_migration: Callable[[Neo4jStore], None] | None = None,
    ) -> None:
        self._url = url
        self._database = database
        self._driver = neo4j.GraphDatabase.driver(
            url,
            auth=(user, password or "") if user else None,
            max_transaction_retry_time=_RETRY_SECONDS,
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=_CONNECT_SECONDS + 1,
            notifications_min_severity="OFF",
        )
        try:
            self._version = self._check_server()
            self._prepare(before_migration)
        except BaseException:
            self._driver.close()
            raise

    @property
    def engine(self) -> str:
        """Name and version of the engine."""
        return f"Neo4j {self._version}"

    @property
    def notices(self) -> tuple[Message, ...]:
        """None: the server sees to its own files."""
        return ()

    @property
    def damage(self) -> None:
        """None: the server sees to its own files."""

    def check(self) -> None:
        """Raise StoreUnavailableError when the server does not answer."""
        self.read(revision)

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in a read transaction, again after a lost connection or when somebody wrote meanwhile.

        A transaction of the server sees what others commit while it runs; the revision tells whether one did.
        """
        with self._session() as session:
            for _ in range(_READ_ATTEMPTS):
                result, unchanged = session.execute_read(lambda transaction: _read(_Session(transaction), work))
                if unchanged:
                    return result
        raise StoreUnavailableError(Message("errors.store_unsettled", url=self._url, count=_READ_ATTEMPTS))

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in a write transaction, again after a lost connection or a deadlock."""
        with self._session() as session:
            return session.execute_write(lambda transaction: work(_Session(transaction)))

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    @contextmanager
    def _session(self) -> Iterator[neo4j.Session]:
        try:
            with self._driver.session(database=self._database) as session:
                yield session
        except AuthError as error:
            raise StoreUnavailableError(Message("errors.store_login", url=self._url, reason=error.message)) from error
        except TransientError as error:
            # Deadlocks that last, or too little memory for the transaction: the server answers, but cannot do it now.
            raise StoreUnavailableError(
                Message("errors.store_unfinished", url=self._url, reason=error.message)
            ) from error
        except (ServiceUnavailable, SessionExpired, OSError) as error:
            raise StoreUnavailableError(Message("errors.store_unreachable", url=self._url, reason=error)) from error
        except (Neo4jError, DriverError) as error:
            raise StoreError(Message("errors.store_refused", reason=f"{self._url}: {error}")) from error

    def _check_server(self) -> str:
        found = self.read(lambda transaction: transaction.rows("CALL dbms.components() YIELD versions RETURN versions"))
        version = str(found[0]["versions"][0])
        if tuple(int(part) for part in version.split(".")[:2]) < LEAST_VERSION:
            raise StoreVersionError(Message("errors.engine_version", url=self._url, version=version))
        return version

    def _prepare(self, before_migration: Callable[[Neo4jStore], None] | None) -> None:
        version = self.read(schema_version)
        check_version(version)
        if version == SCHEMA_VERSION:
            return
        if version is not None and before_migration:
            before_migration(self)
        with self._session() as session:
            for statement in cypher.constraints():
                session.run(statement).consume()
        self.write(adopt_schema)


def _read(session: _Session, work: Callable[[Transaction], Result]) -> tuple[Result, bool]:
    """The answer, and whether the graph is still at the revision it was at."""
    before = revision(session)
    result = work(session)
    return result, revision(session) == before
