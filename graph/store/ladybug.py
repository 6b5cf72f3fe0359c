"""The embedded engine: LadybugDB, in process, one file on disk."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from weakref import WeakValueDictionary

import ladybug

from graph.errors import StoreBusyError, StoreError
from graph.messages import Message
from graph.model.vocabulary import NODE_TYPES, RELATION_TYPES, SCHEMA_VERSION, STATE
from graph.store import cypher
from graph.store.protocol import Parameters, Result, Row, Transaction, uniform
from graph.store.state import adopt_schema, check_version, schema_version

FILE_NAME: Final = "graph.lbug"
_LOCKED: Final = "Could not set lock"
_RETRY_SECONDS: Final = 0.1
# The engine's lock is between processes only: a file opened twice in one process loses what one of the two writes.
_opened_here: Final[WeakValueDictionary[Path, ladybug.Database]] = WeakValueDictionary()
_opening: Final = threading.Lock()


_COLUMN: Final = re.compile(r"\brow\.`?(\w+)`?")
# Fewer are written before pandas is imported.
_FEW_ROWS: Final = 200


class _Session:
    """A ladybug connection as a Transaction."""

    def __init__(self, connection: ladybug.Connection) -> None:
        self._connection = connection

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

    One process holds the file at a time; opening waits up to `wait` seconds for it.

    Raises:
        StoreBusyError: another process still holds the file.
        StoreVersionError: the file was written by a newer HUR.
    """

    def __init__(self, folder: Path, *, wait: float = 0.0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder.resolve() / FILE_NAME
        self._writing = threading.Lock()
        self._database = _open(self._file, wait)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def engine(self) -> str:
        """Name and version of the engine."""
        return f"LadybugDB {ladybug.__version__}"

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` on one consistent state."""
        with self._transaction("BEGIN TRANSACTION READ ONLY") as session:
            return work(session)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction; writers of this process wait for each other."""
        with self._writing, self._transaction("BEGIN TRANSACTION") as session:
            return work(session)

    def close(self) -> None:
        """Write what is in the log to the file and let go of it."""
        with self._writing:
            self._database.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_Session]:
        with ladybug.Connection(self._database) as connection:
            session = _Session(connection)
            session.rows(begin)
            try:
                yield session
            except BaseException:
                _roll_back(session)
                raise
            session.rows("COMMIT")

    def _prepare(self) -> None:
        version = self._stored_version()
        check_version(version)
        older = version is not None and version < SCHEMA_VERSION
        if older:
            self._set_aside(version)
        with ladybug.Connection(self._database) as connection:
            session = _Session(connection)
            for statement in cypher.tables():
                session.rows(statement)
            for statement in (*_missing_columns(session), *cypher.missing_pairs()) if older else ():
                session.rows(statement)
        if version != SCHEMA_VERSION:
            self.write(adopt_schema)

    def _stored_version(self) -> int | None:
        with ladybug.Connection(self._database) as connection:
            session = _Session(connection)
            return schema_version(session) if STATE.label in _table_names(session) else None

    def _set_aside(self, version: int | None) -> None:
        """Keep a copy of the file as it was before the schema changes."""
        self._database.close()
        for file in self._file.parent.glob(f"{FILE_NAME}*"):
            if ".schema-" not in file.name:
                shutil.copy2(file, file.with_name(f"{file.name}.schema-{version}"))
        self._database = _open(self._file, wait=0.0)


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


def _open(file: Path, wait: float) -> ladybug.Database:
    deadline = time.monotonic() + wait
    while True:
        holder = Message("errors.this_process")
        try:
            with _opening:
                opened = _opened_here.get(file)
                if opened is None or opened.is_closed:
                    database = _opened_here[file] = ladybug.Database(str(file))
                    return database
        except RuntimeError as error:
            if _LOCKED not in str(error):
                raise StoreError(Message("errors.store_unopened", file=file, reason=error)) from error
            holder = Message("errors.another_process", told=str(error).splitlines()[0])
        if time.monotonic() >= deadline:
            raise StoreBusyError(Message("errors.store_in_use", file=file, holder=holder))
        time.sleep(_RETRY_SECONDS)
