"""Disjoint sets of mentions, with what each set of actors says and which sets may never be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.identity.evidence import Evidence
from graph.identity.mentions import Mention, MentionKey, Verdict


class Groups:
    """Disjoint sets of mentions. What a person told apart is never joined, not even through third ones."""

    def __init__(self, keys: Iterable[MentionKey], verdicts: Collection[Verdict]) -> None:
        self._parent = {key: key for key in keys}
        self._apart: dict[MentionKey, set[MentionKey]] = defaultdict(set)
        known = [each for each in verdicts if {each.one, each.other} <= self._parent.keys()]
        for verdict in known:
            if verdict.kind != "same":
                self._apart[verdict.one].add(verdict.other)
                self._apart[verdict.other].add(verdict.one)
        self._same = [(each.one, each.other) for each in known if each.kind == "same"]

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
        """Whether no verdict is against one set of the two."""
        return self.find(other) not in {self.find(each) for each in self._apart.get(self.find(one), ())}

    def join(self, keys: Iterable[MentionKey]) -> None:
        """Make the sets of these mentions one, in order, but for those that a verdict holds apart."""
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

    def __init__(self, mentions: Collection[Mention], verdicts: Collection[Verdict]) -> None:
        super().__init__((mention.key for mention in mentions), verdicts)
        self._evidence = {mention.key: Evidence.of(mention) for mention in mentions}

    def evidence(self, key: MentionKey) -> Evidence:
        """What the set of this mention says."""
        return self._evidence[self.find(key)]

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        super()._unite(root, other)
        self._evidence[root].take(self._evidence.pop(other))
