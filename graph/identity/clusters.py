"""Disjoint sets of mentions, with what each set of actors says and which sets may never be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.identity.evidence import Evidence
from graph.identity.mentions import Mention, MentionKey
from graph.identity.pairs import Decision


class Groups:
    """Disjoint sets of mentions. What a person called different is never joined, not even through third ones."""

    def __init__(self, keys: Iterable[MentionKey], decisions: Collection[Decision]) -> None:
        self._parent = {key: key for key in keys}
        self._apart: dict[MentionKey, set[MentionKey]] = defaultdict(set)
        known = [each for each in decisions if {each.pair.one, each.pair.other} <= self._parent.keys()]
        for decision in known:
            if decision.judgement != "same":
                self._apart[decision.pair.one].add(decision.pair.other)
                self._apart[decision.pair.other].add(decision.pair.one)
        self._same = [(each.pair.one, each.pair.other) for each in known if each.judgement == "same"]

    def join_decided(self) -> None:
        """Join what a person called the same."""
        for pair in self._same:
            self.join(pair)

    def find(self, key: MentionKey) -> MentionKey:
        """The mention that stands for the set of this one."""
        while (parent := self._parent[key]) != key:
            self._parent[key] = self._parent[parent]
            key = parent
        return key

    def may_join(self, one: MentionKey, other: MentionKey) -> bool:
        """Whether no decision is against one set of the two."""
        return self.find(other) not in {self.find(each) for each in self._apart.get(self.find(one), ())}

    def join(self, keys: Iterable[MentionKey]) -> None:
        """Make the sets of these mentions one, in order, but for those that a decision holds apart."""
        targets: list[MentionKey] = []
        for root in sorted({self.find(key) for key in keys}):
            if target := next((each for each in targets if self.may_join(each, root)), None):
                self._unite(target, root)
            else:
                targets.append(root)

    def sets(self) -> list[list[MentionKey]]:
        """The sets."""
        found: dict[MentionKey, list[MentionKey]] = defaultdict(list)
        for key in self._parent:
            found[self.find(key)].append(key)
        return list(found.values())

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        self._parent[other] = root
        if other in self._apart:
            self._apart[root] |= self._apart.pop(other)


class ActorGroups(Groups):
    """Sets of mentions of actors, and the evidence of each set gathered."""

    def __init__(self, mentions: Collection[Mention], decisions: Collection[Decision]) -> None:
        super().__init__((mention.key for mention in mentions), decisions)
        self._evidence = {mention.key: Evidence.of(mention) for mention in mentions}

    def evidence(self, key: MentionKey) -> Evidence:
        """What the set of this mention says."""
        return self._evidence[self.find(key)]

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        super()._unite(root, other)
        self._evidence[root].take(self._evidence.pop(other))
