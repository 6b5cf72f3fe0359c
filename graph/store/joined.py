"""Several steps that each write, as one."""

from __future__ import annotations

from collections.abc import Callable

from graph.messages import Message
from graph.store.protocol import GraphStore, Result, Transaction


class JoinedStore:
    """A store whose transactions are all part of `transaction`: they are kept together, or none of them is."""

    def __init__(self, store: GraphStore, transaction: Transaction) -> None:
        self._store, self._transaction = store, transaction

    @property
    def engine(self) -> str:
        """Name and version of the engine."""
        return self._store.engine

    @property
    def notices(self) -> tuple[Message, ...]:
        """What whoever runs the store should know."""
        return self._store.notices

    @property
    def damage(self) -> Message | None:
        """What was seen to be wrong with the store's files."""
        return self._store.damage

    def check(self) -> None:
        """Raise StoreUnavailableError when the store cannot be read and written."""
        self._store.check()

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` on what the transaction has come to."""
        return work(self._transaction)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` as a part of the transaction."""
        return work(self._transaction)

    def close(self) -> None:
        """Leave the store open: it belongs to whoever opened it."""
