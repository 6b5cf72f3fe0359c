"""The store as the rest of HUR sees it: two kinds of transactions over one Cypher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, Protocol, TypeVar

from graph.messages import Message

Row = dict[str, Any]
Parameters = Mapping[str, Any]
Result = TypeVar("Result")

BATCH: Final = 5_000


class Transaction(Protocol):
    """A running transaction."""

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one statement; every column by its alias. Raises StoreError with the statement when it fails."""
        ...

    def for_each(self, statement: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
        """Run one writing statement for each of many rows, whose `columns` it names `row.column`.

        What a row lacks is null; no column may be null in every row. An engine may take the rows in faster than as a
        parameter. Raises StoreError with the statement when it fails.
        """
        ...


class GraphStore(Protocol):
    """Where the graph is kept.

    A store is safe to use from several threads. Writers are serialised, also across processes.
    """

    @property
    def engine(self) -> str:
        """Name and version of the engine, for people."""
        ...

    @property
    def notices(self) -> tuple[Message, ...]:
        """What whoever runs the store should know as long as it holds."""
        ...

    @property
    def damage(self) -> Message | None:
        """That the store's files are not as HUR left them, where that was seen; it is among the notices too."""
        ...

    def check(self) -> None:
        """Do nothing when the store can be read and written.

        Raises:
            StoreUnavailableError: it cannot be reached, is gone, or has no room.
        """
        ...

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` on one consistent state. It may be run again after a lost connection.

        Raises:
            StoreUnavailableError: the store cannot be reached.
        """
        ...

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction: all of it is kept, or, when it raises, nothing. It may be run again.

        Raises:
            StoreUnavailableError: the store cannot be reached, or has no room.
        """
        ...

    def close(self) -> None:
        """Let go of the store. It cannot be used afterwards."""
        ...


def rows(store: GraphStore, statement: str, parameters: Parameters | None = None) -> list[Row]:
    """Run one reading statement in a transaction of its own."""
    return store.read(lambda transaction: transaction.rows(statement, parameters))


def batches(items: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Cut `items` into lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def absent_properties(batch: Sequence[Row], names: Iterable[str]) -> frozenset[str]:
    """The names that are null in every row of the batch."""
    return frozenset(name for name in names if all(row.get(name) is None for row in batch))


def uniform(rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """The rows with exactly these columns in this order, as an engine with typed rows needs them."""
    return [{name: row.get(name) for name in columns} for row in rows]
