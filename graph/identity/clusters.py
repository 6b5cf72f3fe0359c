"""Disjoint sets of mentions (union-find) with the evidence of each set, and which sets may never be joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.identity.evidence import Evidence
from graph.identity.mentions import Mention, MentionKey
from graph.identity.pairs import Decision


class Groups:
    """Disjoint sets of mentions. Those a person judged different are never joined, not even through third ones."""

    def __init__(self, keys: Iterable[MentionKey], decisions: Collection[Decision]) -> None:
        self._parent = {key: key for key in keys}
        self._apart: dict[MentionKey, set[MentionKey]] = defaultdict(set)
        applicable = [decision for decision in decisions if self._parent.keys() >= {*decision.pair.keys}]
        for decision in applicable:
            if decision.judgement != "same":
                self._apart[decision.pair.one].add(decision.pair.other)
                self._apart[decision.pair.other].add(decision.pair.one)
        self._same = [decision.pair.keys for decision in applicable if decision.judgement == "same"]

    def hold_apart(self, pairs: Iterable[tuple[MentionKey, MentionKey]]) -> None:
        """Never join the two of these pairs, unless a person judged them the same."""
        for one, other in pairs:
            if not {(one, other), (other, one)} & {*self._same} and other in self._parent:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join_decided(self) -> None:
        """Join the pairs that a person judged the same."""
        for pair in self._same:
            self.join(pair)

    def find(self, key: MentionKey) -> MentionKey:
        """The representative of this mention's set."""
        while (parent := self._parent[key]) != key:
            self._parent[key] = self._parent[parent]
            key = parent
        return key

    def may_join(self, one: MentionKey, other: MentionKey) -> bool:
        """Whether no decision forbids joining the sets of the two."""
        return self.find(other) not in {self.find(opposed) for opposed in self._apart.get(self.find(one), ())}

    def join(self, keys: Iterable[MentionKey]) -> None:
        """Unite the sets of these mentions, in order, except where a decision keeps them apart."""
        targets: list[MentionKey] = []
        for root in sorted({self.find(key) for key in keys}):
            if target := next((target for target in targets if self.may_join(target, root)), None):
                self._unite(target, root)
            else:
                targets.append(root)

    def sets(self) -> list[list[MentionKey]]:
        """The sets."""
        sets: dict[MentionKey, list[MentionKey]] = defaultdict(list)
        for key in self._parent:
            sets[self.find(key)].append(key)
        return list(sets.values())

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        self._parent[other] = root
        if other in self._apart:
            self._apart[root] |= self._apart.pop(other)


class ActorGroups(Groups):
    """Sets of mentions of actors, and the evidence of each set gathered."""

    def __init__(self, mentions: Collection[Mention], decisions: Collection[Decision]) -> None:
        super().__init__((mention.key for mention in mentions), decisions)
        self._evidence = {mention.key: Evidence.of(mention) for mention in mentions}
        # Who collaborates with somebody is not that somebody.
        self.hold_apart((mention.key, (mention.dataset, tied)) for mention in mentions for tied in mention.tied)

    def evidence(self, key: MentionKey) -> Evidence:
        """What the set of this mention says."""
        return self._evidence[self.find(key)]

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        super()._unite(root, other)
        self._evidence[root].take(self._evidence.pop(other))
