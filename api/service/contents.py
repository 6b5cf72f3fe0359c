"""What a store says at one revision, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.gc_pause import paused
from graph.ingest.decided import read_all
from graph.ingest.earlier import earlier, forgotten
from graph.ingest.revisions import BESIDE_THE_FACTS, revisions_after
from graph.network.claims import Claims, claims_of, read_claims
from graph.network.network import StakeholderNetwork
from graph.network.reading import Stored, network_of
from graph.store import state
from graph.store.protocol import GraphStore, Transaction
from graph.workspace.saved import SavedView, read_saved


@dataclass(frozen=True, slots=True)
class Contents:
    """One revision. `facts_revision` is the one that last changed a node or a tie; `changed` when this one was made."""

    revision: int
    facts_revision: int
    whole: StakeholderNetwork
    claims: Claims
    changed: str | None
    views: tuple[SavedView, ...] = ()


def read_contents(store: GraphStore, before: Contents | None = None) -> Contents:
    """The newest revision. Where no fact has changed since `before`, only verdicts and views are read."""
    with paused():
        return store.read(lambda transaction: _read(transaction, before))


def read_earlier(store: GraphStore, number: int) -> Contents:
    """An earlier revision, put together from the newest.

    Raises:
        ConflictError: it was made before revisions kept what they replaced.
    """

    def work(transaction: Transaction) -> Contents:
        graph = earlier(transaction, number)
        gone = len(forgotten(transaction, number))
        whole = replace(network_of(graph), left_out={"dataset_forgotten": gone} if gone else {})
        views = tuple(read_saved(transaction, SavedView))
        return Contents(number, number, whole, claims_of(graph), whole.made, views)

    with paused():
        return store.read(work)


def _read(transaction: Transaction, before: Contents | None) -> Contents:
    number = state.revision(transaction)
    # A store that was restored since has fewer revisions.
    since = before.revision if before and before.revision <= number else number - 1
    later = revisions_after(transaction, since)
    changed = later[-1]["at"] if later else None
    if before and len(later) == number - before.revision and {row["action"] for row in later} <= BESIDE_THE_FACTS:
        if not later:
            return before
        decided = before.whole.decided(number, tuple(read_all(transaction)), changed)
        views = tuple(read_saved(transaction, SavedView))
        return replace(before, revision=number, whole=decided, changed=changed, views=views)
    whole, claims = network_of(Stored(transaction)), read_claims(transaction)
    return Contents(number, number, whole, claims, changed, tuple(read_saved(transaction, SavedView)))
