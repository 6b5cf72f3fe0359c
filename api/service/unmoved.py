"""Writing only where the graph is still as the writer saw it."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import ConflictError, PreconditionError
from graph.messages import Message
from graph.store import state
from graph.store.joined import JoinedStore
from graph.store.protocol import GraphStore, Result, Transaction

Seen = frozenset[int] | None
"""Revisions of which the graph must be at one; None for whichever it is at."""


def if_unmoved(store: GraphStore, seen: Seen, work: Callable[[GraphStore], Result]) -> Result:
    """Do `work` on the store, in one transaction with looking at its revision.

    Raises:
        PreconditionError: it is at none of the revisions seen; nothing was written.
    """
    if seen is None:
        return work(store)

    def guarded(transaction: Transaction) -> Result:
        check_unmoved(transaction, seen, PreconditionError)
        return work(JoinedStore(store, transaction))

    return store.write(guarded)


def check_unmoved(transaction: Transaction, seen: frozenset[int], refusal: type[ConflictError]) -> None:
    """Raise `refusal` unless the graph is at one of the revisions seen; no other writes until the transaction ends."""
    now = state.lock(transaction, "guard")
    if now not in seen:
        then = ", ".join(map(str, sorted(seen))) or "–"
        raise refusal(Message("errors.moved_on", then=then, now=str(now)))
