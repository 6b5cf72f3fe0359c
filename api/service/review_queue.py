"""The review queue of candidate pairs, as plain items for service, command line and pages."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Final

from api.service.requests import CandidatesAsked
from api.service.unmoved import Seen, if_unmoved
from graph.decisions import identities
from graph.decisions.candidates import Candidate, Queue, Side, again, open_candidates, without
from graph.decisions.identities import Decided
from graph.identity import Decision, Pair
from graph.ingest.clusters import ClusterCache
from graph.model.vocabulary import ACTOR, PROJECT, NodeType
from graph.store import state
from graph.store.protocol import GraphStore
from queries.cursor import read_numbers, write_cursor

Item = dict[str, Any]

# Reasons from registers, not from the names: nobody should accept these as "same" in a band without looking.
_KNOWN_APART: Final = frozenset(("identity.follows", "identity.other_identifier_register"))
# The `of` of a request.
_NODE_TYPES: Final[Mapping[str, NodeType]] = MappingProxyType({"actors": ACTOR, "projects": PROJECT})


class ReviewQueue:
    """The queues of one store, of actors and of projects. Safe to use from several threads."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._queues: dict[NodeType, Queue] = {}
        self._cache = ClusterCache()
        self._lock = threading.Lock()

    def candidates(self, language: str, asked: CandidatesAsked, limit: int | None, cursor: str | None) -> Item:
        """The candidates that match the request, how many there are, and how many pairs have been decided."""
        (first,) = read_numbers(cursor, 1) if cursor else (0,)
        queue = self._current(_NODE_TYPES[asked.of])
        matching = [candidate for candidate in queue.candidates if _matches(candidate, asked)]
        end = len(matching) if limit is None else first + limit
        return {
            "items": [_candidate_item(candidate, language) for candidate in matching[first:end]],
            "total": len(matching),
            "next": write_cursor([end]) if end < len(matching) else None,
            "decided": queue.decided,
            "revision": queue.revision,
        }

    def decide(
        self, decisions: Sequence[Decision], decided_by: str, reason: str | None, of: str, seen: Seen = None
    ) -> Item:
        """Store decisions `of` actors or projects, which somebody made for a reason; what they changed.

        The queue drops these pairs instead of being computed again, which would take seconds.
        """
        node_type = _NODE_TYPES[of]
        decided = if_unmoved(
            self._store,
            seen,
            lambda store: identities.decide(
                store, decisions, decided_by=decided_by, reason=reason, node_type=node_type, cache=self._cache
            ),
        )
        with self._lock:
            if node_type in self._queues:
                self._queues[node_type] = without(self._queues[node_type], decisions, decided)
        return _applied(decided)

    def withdraw(
        self, pairs: Sequence[Pair], of: str, made_by: str | None, only_by: str | None, seen: Seen = None
    ) -> Item:
        """Withdraw the decisions on these pairs, which return to their places in the queue; what that changed."""
        node_type = _NODE_TYPES[of]
        withdrawn = if_unmoved(
            self._store,
            seen,
            lambda store: identities.withdraw(store, pairs, node_type, self._cache, made_by, only_by),
        )
        with self._lock:
            if node_type in self._queues:
                self._queues[node_type] = again(self._queues[node_type], withdrawn)
        return _applied(withdrawn)

    def decisions(self, of: str = "actors") -> list[Item]:
        """Every decision, the newest first."""
        return [asdict(decision) for decision in identities.decisions(self._store, _NODE_TYPES[of])]

    def waiting(self, revision: int) -> int | None:
        """How many pairs of actors wait at a revision; None when the queue of that revision is not computed."""
        queue = self._queues.get(ACTOR)
        return len(queue.candidates) if queue and queue.revision == revision else None

    def warm(self) -> None:
        """Compute the queue of actors, so that neither a reader nor the first decision waits for it."""
        self._current(ACTOR)

    def _current(self, node_type: NodeType) -> Queue:
        """The queue, computed again after any change but its own decisions."""
        with self._lock:
            queue = self._queues.get(node_type)
            if queue is None or queue.revision != self._store.read(state.revision):
                queue = self._queues[node_type] = open_candidates(self._store, node_type, self._cache)
            return queue


def _matches(candidate: Candidate, asked: CandidatesAsked) -> bool:
    return candidate.score >= asked.least and asked.dataset in (None, candidate.one.dataset, candidate.other.dataset)


def _candidate_item(candidate: Candidate, language: str) -> Item:
    return {
        "one": _side_item(candidate.one),
        "other": _side_item(candidate.other),
        "score": candidate.score,
        "reasons": [reason.say(language) for reason in candidate.reasons],
        "differs": list(candidate.differs),
        "known_apart": any(reason.key in _KNOWN_APART for reason in candidate.reasons),
    }


def _side_item(side: Side) -> Item:
    return {
        "dataset": side.dataset,
        "id": side.id,
        "node": side.node,
        "names": list(side.names),
        "kinds": list(side.kinds),
        "places": list(side.places),
        "identifiers": dict(side.identifiers),
        "acronyms": list(side.acronyms),
        "numbers": list(side.numbers),
        "starts": side.starts,
        "ends": side.ends,
    }


def _applied(decided: Decided) -> Item:
    return {"revision": decided.revision, "difference": [change.as_dict() for change in decided.difference]}
