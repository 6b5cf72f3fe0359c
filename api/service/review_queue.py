"""The steward's queues as the service, the command line and the pages use them: plain items in, plain items out."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Final

from api.service.requests import DoubtsAsked
from graph.decisions import identities
from graph.decisions.identities import Decided, Decision, Doubt, Queue, Side
from graph.identity import MentionKey
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


class Steward:
    """The queues of one store, of actors and of projects. Safe to use from several threads."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._queues: dict[NodeType, Queue] = {}
        self._cache = ClusterCache()
        self._turn = threading.Lock()

    def doubts(self, language: str, asked: DoubtsAsked, limit: int | None, cursor: str | None) -> Item:
        """The doubts that are asked for, with how many there are and how many pairs have been decided."""
        (first,) = read_numbers(cursor, 1) if cursor else (0,)
        queue = self._current(_OF[asked.of])
        found = [each for each in queue.doubts if _is_asked(each, asked)]
        end = len(found) if limit is None else first + limit
        return {
            "items": [_doubt(each, language) for each in found[first:end]],
            "total": len(found),
            "next": write_cursor([end]) if end < len(found) else None,
            "decided": queue.decided,
            "revision": queue.revision,
        }

    def decide(self, order: Mapping[str, Any]) -> Item:
        """Store `decisions` ({one, other: {dataset, id}, verdict}) by `decided_by` for a `reason`; what they changed.

        They are `of` actors or of projects. The queue goes on without these pairs: looking for others anew would take
        seconds.
        """
        made = [Decision(_key(each["one"]), _key(each["other"]), each["verdict"]) for each in order["decisions"]]
        about = _OF[order.get("of", "actors")]
        decided = identities.decide(
            self._store,
            made,
            decided_by=order["decided_by"],
            reason=order.get("reason"),
            node_type=about,
            cache=self._cache,
        )
        with self._turn:
            if about in self._queues:
                self._queues[about] = identities.without(self._queues[about], made, decided)
        return _applied(decided)

    def withdraw(self, order: Mapping[str, Any]) -> Item:
        """Take the decisions on `pairs` ({one, other: {dataset, id}}) back; what that changed.

        The pairs go back into the queue where they were.
        """
        pairs = [(_key(each["one"]), _key(each["other"])) for each in order["pairs"]]
        about = _OF[order.get("of", "actors")]
        withdrawn = identities.withdraw(self._store, pairs, about, self._cache)
        with self._turn:
            if about in self._queues:
                self._queues[about] = identities.again(self._queues[about], withdrawn)
        return _applied(withdrawn)

    def decisions(self, of: str = "actors") -> list[Item]:
        """Every decision, the newest first."""
        return [asdict(each) for each in identities.decisions(self._store, _OF[of])]

    def waiting(self) -> int | None:
        """How many pairs of actors wait; None when that would have to be looked for."""
        queue = self._queues.get(ACTOR)
        return len(queue.doubts) if queue and queue.revision == self._store.read(state.revision) else None

    def _current(self, about: NodeType) -> Queue:
        """The queue, looked for anew when anything but a decision of its own was made since."""
        with self._turn:
            queue = self._queues.get(about)
            if queue is None or queue.revision != self._store.read(state.revision):
                queue = self._queues[about] = identities.open_doubts(self._store, about, self._cache)
            return queue


def _is_asked(doubt: Doubt, asked: DoubtsAsked) -> bool:
    return doubt.score >= asked.least and asked.dataset in (None, doubt.one.dataset, doubt.other.dataset)


def _doubt(doubt: Doubt, language: str) -> Item:
    return {
        "one": _side(doubt.one),
        "other": _side(doubt.other),
        "score": doubt.score,
        "reasons": [each.say(language) for each in doubt.reasons],
        "differs": list(doubt.differs),
        "known_apart": any(each.key in _KNOWN_APART for each in doubt.reasons),
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


def _key(item: Mapping[str, str]) -> MentionKey:
    return item["dataset"], item["id"]
