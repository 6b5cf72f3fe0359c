"""The pairs that wait for a decision about who is who, as service, command line and pages use them: plain items."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Final

from api.service.requests import CandidatesAsked
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

# Reasons that registers give, not the names: nobody should say "same" to these in a band without looking.
_KNOWN_APART: Final = frozenset(("identity.follows", "identity.other_identifier_register"))
# What an order or a question says that it is of.
_OF: Final[Mapping[str, NodeType]] = MappingProxyType({"actors": ACTOR, "projects": PROJECT})


class ReviewQueue:
    """The queues of one store, of actors and of projects. Safe to use from several threads."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._queues: dict[NodeType, Queue] = {}
        self._cache = ClusterCache()
        self._turn = threading.Lock()

    def candidates(self, language: str, asked: CandidatesAsked, limit: int | None, cursor: str | None) -> Item:
        """The pairs that are asked for, with how many there are and how many have been decided."""
        (first,) = read_numbers(cursor, 1) if cursor else (0,)
        queue = self._current(_OF[asked.of])
        found = [each for each in queue.candidates if _is_asked(each, asked)]
        end = len(found) if limit is None else first + limit
        return {
            "items": [_candidate(each, language) for each in found[first:end]],
            "total": len(found),
            "next": write_cursor([end]) if end < len(found) else None,
            "decided": queue.decided,
            "revision": queue.revision,
        }

    def decide(self, decisions: Sequence[Decision], decided_by: str, reason: str | None, of: str) -> Item:
        """Store decisions `of` actors or projects, which somebody made for a reason; what they changed.

        The queue goes on without these pairs: looking for others anew would take seconds.
        """
        about = _OF[of]
        decided = identities.decide(
            self._store, decisions, decided_by=decided_by, reason=reason, node_type=about, cache=self._cache
        )
        with self._turn:
            if about in self._queues:
                self._queues[about] = without(self._queues[about], decisions, decided)
        return _applied(decided)

    def withdraw(self, pairs: Sequence[Pair], of: str) -> Item:
        """Take the decisions on these pairs back, which go back into the queue where they were; what that changed."""
        about = _OF[of]
        withdrawn = identities.withdraw(self._store, pairs, about, self._cache)
        with self._turn:
            if about in self._queues:
                self._queues[about] = again(self._queues[about], withdrawn)
        return _applied(withdrawn)

    def decisions(self, of: str = "actors") -> list[Item]:
        """Every decision, the newest first."""
        return [asdict(each) for each in identities.decisions(self._store, _OF[of])]

    def waiting(self, revision: int) -> int | None:
        """How many pairs of actors wait at a revision; None when that would have to be looked for."""
        queue = self._queues.get(ACTOR)
        return len(queue.candidates) if queue and queue.revision == revision else None

    def warm(self) -> None:
        """Look for the pairs of actors, so that neither the queue nor the first decision waits for that."""
        self._current(ACTOR)

    def _current(self, about: NodeType) -> Queue:
        """The queue, looked for anew when anything but a decision of its own was made since."""
        with self._turn:
            queue = self._queues.get(about)
            if queue is None or queue.revision != self._store.read(state.revision):
                queue = self._queues[about] = open_candidates(self._store, about, self._cache)
            return queue


def _is_asked(candidate: Candidate, asked: CandidatesAsked) -> bool:
    return candidate.score >= asked.least and asked.dataset in (None, candidate.one.dataset, candidate.other.dataset)


def _candidate(candidate: Candidate, language: str) -> Item:
    return {
        "one": _side(candidate.one),
        "other": _side(candidate.other),
        "score": candidate.score,
        "reasons": [each.say(language) for each in candidate.reasons],
        "differs": list(candidate.differs),
        "known_apart": any(each.key in _KNOWN_APART for each in candidate.reasons),
    }


def _side(side: Side) -> Item:
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
    return {"revision": decided.revision, "difference": [each.as_dict() for each in decided.difference]}
