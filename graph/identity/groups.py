"""Disjoint sets of mentions, with what each set says and which may never be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.identity.evidence import Evidence
from graph.identity.mentions import Mention, MentionKey, Verdict


class Groups:
    """Disjoint sets of mentions. What a person told apart is never joined, not even through third ones."""

    def __init__(self, mentions: Collection[Mention], verdicts: Iterable[Verdict]) -> None:
        self._parent = {mention.key: mention.key for mention in mentions}
        self._mention = {mention.key: mention for mention in mentions}
        self._evidence = {mention.key: Evidence.of(mention) for mention in mentions}
        self._apart: dict[MentionKey, set[MentionKey]] = defaultdict(set)
        for verdict in verdicts:
            if verdict.kind != "same" and {verdict.one, verdict.other} <= self._parent.keys():
                self._apart[verdict.one].add(verdict.other)
                self._apart[verdict.other].add(verdict.one)

    def find(self, key: MentionKey) -> MentionKey:
        """The mention that stands for the set of this one."""
        while (parent := self._parent[key]) != key:
            self._parent[key] = self._parent[parent]
            key = parent
        return key

    def evidence(self, key: MentionKey) -> Evidence:
        """What the set of this mention says."""
        return self._evidence[self.find(key)]

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

    def members(self) -> list[list[Mention]]:
        """The sets."""
        found: dict[MentionKey, list[Mention]] = defaultdict(list)
        for key, mention in self._mention.items():
            found[self.find(key)].append(mention)
        return list(found.values())

    def _unite(self, root: MentionKey, other: MentionKey) -> None:
        self._parent[other] = root
        self._evidence[root].take(self._evidence.pop(other))
        if other in self._apart:
            self._apart[root] |= self._apart.pop(other)
