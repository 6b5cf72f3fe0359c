"""Components: mentions of which what one means may depend on another, whatever a person decides of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.identity.clusters import Groups
from graph.identity.mentions import MentionKey
from graph.identity.pairs import Decision


class Components:
    """Disjoint sets of mentions, of which each `link` ties some together."""

    def __init__(self, keys: Iterable[MentionKey], links: Iterable[Iterable[MentionKey]]) -> None:
        groups = Groups(keys, ())
        for link in links:
            groups.join(link)
        self._members = {groups.find(members[0]): members for members in groups.sets()}
        self._root = {key: root for root, members in self._members.items() for key in members}

    def is_alone(self, key: MentionKey) -> bool:
        """Whether no other mention is in the component of this one, or nobody knows it."""
        return key not in self._root or len(self._members[self._root[key]]) == 1

    def reach(self, keys: Iterable[MentionKey], decisions: Iterable[Decision]) -> set[MentionKey]:
        """All in the components of these mentions, and in those that are tied to them by decisions that say `same`.

        Unknown mentions, of a dataset that is gone, reach nothing.
        """
        tied: dict[MentionKey, set[MentionKey]] = defaultdict(set)
        for decision in decisions:
            one, other = self._root.get(decision.pair.one), self._root.get(decision.pair.other)
            if decision.judgement == "same" and one and other:
                tied[one].add(other)
                tied[other].add(one)
        waiting = [self._root[key] for key in keys if key in self._root]
        reached: set[MentionKey] = set()
        while waiting:
            if (root := waiting.pop()) not in reached:
                reached.add(root)
                waiting += tied[root]
        return {key for root in reached for key in self._members[root]}


def first_part(id: str) -> str:
    """The part that ids have in common when they may need suffixes to be distinct: all before the suffix."""
    return id.partition("~")[0]
