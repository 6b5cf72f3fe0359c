"""The embedded engine: LadybugDB, in process, one file on disk."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import ladybug

from graph.errors import StoreError, StoreUnavailableError
from graph.messages import Message
from graph.model.vocabulary import NODE_TYPES, RELATION_TYPES, SCHEMA_VERSION, STATE
from graph.store import cypher
from graph.store.embedded_log import log_size, logs_set_aside, shorten_log
from graph.store.embedded_opening import FILE_NAME as FILE_NAME
from graph.store.embedded_opening import alone_in, copy_beside, failed, file_in, open_file, reopen
from graph.store.embedded_room import check_room, release, size_of
from graph.store.embedded_seal import digest_of, seal
from graph.store.embedded_users import Users
from graph.store.protocol import Parameters, Result, Row, Transaction, uniform
from graph.store.state import adopt_schema, check_version, revision, schema_version

_LOG: Final = logging.getLogger("hur")
# So little of what was written since the last checkpoint is at stake when the log is torn.
_MOST_LOG: Final = 256 * 1024
_FAILED_IO: Final = "IO exception"
_COLUMN: Final = re.compile(r"\brow\.`?(\w+)`?")
# Fewer are written before pandas is imported.
_FEW_ROWS: Final = 200


class _Session:
    """A ladybug connection as a Transaction."""

    def __init__(self, connection: ladybug.Connection) -> None:
        self._connection = connection
        self.written = 0
        """About how many bytes were handed in."""

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        try:
            result = self._connection.execute(statement, dict(parameters or {}))
        except RuntimeError as error:
            raise StoreError(Message("errors.store_refused", reason=f"{error}\n{statement}")) from error
        assert not isinstance(result, list)
        with result:
            names = result.get_column_names()
            return [dict(zip(names, result.get_next(), strict=True)) for _ in range(result.get_num_tuples())]

    def for_each(self, statement: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
        self.written += size_of(rows)
        if len(rows) < _FEW_ROWS:
            self.rows(f"UNWIND $rows AS row {statement}", {"rows": uniform(rows, columns)})
        else:
            columns_only = _COLUMN.sub(r"`\1`", statement)
            self.rows(f"LOAD FROM $rows {columns_only}", {"rows": _frame(rows, columns)})


def _frame(rows: Sequence[Row], columns: Sequence[str]) -> Any:
    """Rows as a table that the engine reads seven times faster than a list of rows.

    Its columns are variables of their own there: in a map that is unwound they hide from the index of ids.
    """
    import pandas as pd

    values = {name: _of_one_type([row.get(name) for row in rows]) for name in columns}
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in values.items()})


def _of_one_type(column: list[Any]) -> list[Any]:
    """The column with whole numbers as floats where there are floats: mixed, the engine would take bits for bits."""
    if {int, float} <= set(map(type, column)):
        return [float(value) if isinstance(value, int) else value for value in column]
    return column


class LadybugStore:
    """A graph in the file `graph.lbug` of `folder`, which is created when missing.

    One process holds the file at a time; opening waits up to `wait` seconds for it. It opens whatever the last process
    left behind, as it was after the last acknowledged write; `warn` is told when a log was set aside for that. In a
    folder that may not be written it is only read.

    Raises:
        SettingsError: there can be no such folder.
        StoreBusyError: another process still holds the file.
        StoreError: the file is damaged.
        StoreFullError: there is no room to mend what the last process left.
        StoreVersionError: the file was written by a newer HUR.
    """

    def __init__(self, folder: Path, *, wait: float = 0.0, warn: Callable[[Message], None] = _LOG.warning) -> None:
        self._file = file_in(folder)
        self._writing = threading.Lock()
        self._users = Users()
        # How many bytes of the log hold what was acknowledged, once a write has failed half-way.
        self._acknowledged: int | None = None
        self._stranded = ExitStack()
        opened = open_file(self._file, wait, _fill)
        self._database, self._is_changed = opened.database, opened.is_changed
        self._identity = self._found()
        try:
            self._prepare()
            if opened.kept:
                warn(_told(opened.kept, self.read(revision)))
            if self.damage:
                warn(self.damage)
        except BaseException:
            self.close()
            raise

    @property
    def engine(self) -> str:
        """Name and version of the engine."""
        return f"LadybugDB {ladybug.__version__}"

    @property
    def notices(self) -> tuple[Message, ...]:
        """What whoever runs the store should know."""
        files = tuple(path.name for path in logs_set_aside(self._file))
        kept = Message("errors.logs_kept", files=files) if files else None
        return tuple(notice for notice in (self.damage, kept) if notice)

    @property
    def damage(self) -> Message | None:
        """That the file was not as HUR had closed it, until a backup is restored or somebody removes the digest."""
        digest = digest_of(self._file)
        if not self._is_changed or not digest.exists():
            return None
        return Message("errors.store_changed", file=self._file.name, digest=digest.name)

    def check(self) -> None:
        """Raise StoreUnavailableError when the file is gone, cannot be read, or there is no room to write."""
        self._check_disk()
        self.read(revision)

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` on one consistent state."""
        with self._transaction("BEGIN TRANSACTION READ ONLY") as session:
            return work(session)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction; writers of this process wait for each other.

        Raises:
            StoreFullError: there is no room for it; nothing was written, and reading goes on.
            StoreUnavailableError: the file is gone.
        """
        with self._writing:
            self._check_disk()
            self._reopen_after_failure()
            acknowledged = log_size(self._file)
            try:
                with self._transaction("BEGIN TRANSACTION") as session:
                    result = work(session)
                    check_room(self._file.parent, session.written)
            except StoreError as error:
                if _FAILED_IO not in str(error):
                    raise
                self._acknowledged = acknowledged
                raise failed(self._file, error, "errors.store_unwritten") from error
            if log_size(self._file) > _MOST_LOG:
                self._checkpoint()
            return result

    def close(self) -> None:
        """Write what is in the log to the file and let go of it."""
        with self._writing:
            if self._acknowledged is None or self._found() != self._identity:
                self._close_and_seal()
                return
            with alone_in(self._file.parent, wait=True):
                self._close_after_failure(self._acknowledged)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_Session]:
        with self._users.another(), ExitStack() as closing:
            connection = self._connection()
            closing.callback(connection.close)
            session = _Session(connection)
            session.rows(begin)
            try:
                yield session
            except BaseException:
                _roll_back(session)
                raise
            try:
                session.rows("COMMIT")
            except StoreError:
                # Closed now, it would write to the full disk again, and the engine ends the process when it cannot.
                self._stranded = closing.pop_all()
                raise

    def _connection(self) -> ladybug.Connection:
        if self._database.is_closed:
            raise StoreUnavailableError(Message("errors.store_closed", file=self._file))
        return ladybug.Connection(self._database)

    def _found(self) -> tuple[int, int] | None:
        """Which file lies where ours did."""
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _check_disk(self) -> None:
        if self._found() != self._identity:
            raise StoreUnavailableError(Message("errors.store_vanished", file=self._file))
        check_room(self._file.parent)

    def _checkpoint(self) -> None:
        """Bring the log into the file. If it fails the log still holds everything, and the next write opens anew."""
        try:
            with ladybug.Connection(self._database) as connection:
                _Session(connection).rows("CHECKPOINT")
        except StoreError as error:
            self._acknowledged = log_size(self._file)
            _LOG.warning("the log was not brought into the store: %s", error.detail)

    def _reopen_after_failure(self) -> None:
        """Let go of an engine whose last write failed: its next one would wait for ever."""
        if self._acknowledged is None:
            return
        with self._users.none(), alone_in(self._file.parent, wait=True):
            self._close_after_failure(self._acknowledged)
            self._database = reopen(self._file)
        self._acknowledged = None
        self._checkpoint()

    def _close_and_seal(self) -> None:
        if self._database.is_closed or self._database.read_only or self._found() != self._identity:
            self._database.close()
            return
        with alone_in(self._file.parent, wait=True):
            self._database.close()
            release(self._file)
            if not self.damage:
                seal(self._file)

    def _close_after_failure(self, acknowledged: int) -> None:
        """Close an engine that still adds to its log, of which only what was acknowledged stays."""
        release(self._file)
        shorten_log(self._file, acknowledged)
        self._stranded.close()
        self._database.close()
        shorten_log(self._file, acknowledged)

    def _prepare(self) -> None:
        version = self._stored_version()
        check_version(version)
        if version == SCHEMA_VERSION:
            return
        if version is not None:
            self._keep_copy(version)
        with ladybug.Connection(self._database) as connection:
            session = _Session(connection)
            for statement in cypher.tables():
                session.rows(statement)
            for statement in (*_missing_columns(session), *cypher.missing_pairs()) if version is not None else ():
                session.rows(statement)
        self.write(adopt_schema)

    def _stored_version(self) -> int | None:
        with ladybug.Connection(self._database) as connection:
            session = _Session(connection)
            return schema_version(session) if STATE.label in _table_names(session) else None

    def _keep_copy(self, version: int) -> None:
        """Keep a copy of the file as it was before the schema changes."""
        with alone_in(self._file.parent, wait=True):
            self._database.close()
            copy_beside(self._file, f".schema-{version}")
            self._database = reopen(self._file)


def _told(kept: Sequence[Path], revision: int) -> Message:
    return Message("errors.log_set_aside", files=tuple(path.name for path in kept), revision=str(revision))


def _fill(database: ladybug.Database) -> None:
    """Make the tables of a new graph."""
    with ladybug.Connection(database) as connection:
        session = _Session(connection)
        for statement in cypher.tables():
            session.rows(statement)
        adopt_schema(session)


def _table_names(session: _Session) -> set[str]:
    return {row["name"] for row in session.rows("CALL show_tables() RETURN name")}


def _missing_columns(session: _Session) -> Iterator[str]:
    """Statements that add what the model has and a table of an older schema lacks."""
    owners = [(node.label, node.properties) for node in NODE_TYPES]
    owners += [(relation.name, relation.properties) for relation in RELATION_TYPES]
    for name, properties in owners:
        present = {row["name"] for row in session.rows(f"CALL table_info('{name}') RETURN name")}
        for property in properties:
            if property.name not in present:
                yield f"ALTER TABLE {name} ADD {cypher.column(property)}"


def _roll_back(session: _Session) -> None:
    try:
        session.rows("ROLLBACK")
    except StoreError as error:
        # A failed write statement has already rolled its transaction back.
        if "No active transaction" not in error.detail:
            raise
