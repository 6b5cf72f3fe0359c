"""Who is who: which mentions of the datasets are one actor, and under which id it is known.

First rules: equal identifiers, or equal normalised names with compatible kinds. The answer is a function of the
set of mentions alone, so it does not depend on the order in which datasets were loaded, and it is computed afresh:
mentions keep the ids their sources gave, and a dataset that goes takes its merges with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from graph.claims import Claim
from graph.names import normalised
from graph.records import actor_id

IDENTIFIERS: Final = ("org_number", "ror", "pic")
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Mention:
    """All that one dataset says of one actor, under the id the dataset gave it."""

    dataset: str
    given: str
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        """The mention's place in a resolution."""
        return self.dataset, self.given

    def add(self, claims: Mapping[str, Claim]) -> None:
        """Take up what a report of this mention claims."""
        if name := _text(claims, "name"):
            self.names.add(normalised(name))
        if kind := _text(claims, "kind"):
            self.kinds.add(kind)
        for identifier in IDENTIFIERS:
            if value := _text(claims, identifier):
                self.identifiers.add((identifier, value))


Resolution = Mapping[tuple[str, str], str]


def resolve(mentions: Iterable[Mention]) -> Resolution:
    """Map every mention (dataset, given id) to the id of the actor it means.

    Mentions with an equal identifier are one actor. Mentions with an equal name are one actor when at most one of
    them is known by identifiers and their kinds do not contradict; where they do, those of each kind are one actor
    apart, and those without a kind another.
    """
    ordered = sorted(mentions, key=lambda mention: mention.key)
    groups = _Groups(ordered)
    for shared in _by(ordered, lambda mention: mention.identifiers).values():
        groups.join(shared)
    # In alphabetical order: a mention with two names may be joined by either, and the first decides.
    for _, shared in sorted(_by(ordered, lambda mention: mention.names).items()):
        _join_by_name(groups, shared)
    return _named(groups.members())


class _Groups:
    """Disjoint sets of mentions."""

    def __init__(self, mentions: Collection[Mention]) -> None:
        self._parent = {mention.key: mention.key for mention in mentions}
        self._mention = {mention.key: mention for mention in mentions}
        self._identified = {mention.key for mention in mentions if mention.identifiers}

    def find(self, key: tuple[str, str]) -> tuple[str, str]:
        while (parent := self._parent[key]) != key:
            self._parent[key] = self._parent[parent]
            key = parent
        return key

    def join(self, mentions: Iterable[Mention]) -> None:
        roots = sorted({self.find(mention.key) for mention in mentions})
        if self._identified.intersection(roots):
            self._identified.add(roots[0])
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def identified(self, mentions: Iterable[Mention]) -> set[tuple[str, str]]:
        """The groups of these mentions that are known by an identifier."""
        return self._identified.intersection(self.find(mention.key) for mention in mentions)

    def members(self) -> list[list[Mention]]:
        found: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for key, mention in self._mention.items():
            found[self.find(key)].append(mention)
        return list(found.values())


def _join_by_name(groups: _Groups, mentions: list[Mention]) -> None:
    identified = groups.identified(mentions)
    kinds = {kind for mention in mentions for kind in mention.kinds}
    if len(identified) <= 1 and len(kinds) <= 1:
        groups.join(mentions)
        return
    anonymous = [mention for mention in mentions if not groups.identified([mention])]
    by_kind: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in anonymous if len(identified) > 1 else mentions:
        by_kind[tuple(sorted(mention.kinds))].append(mention)
    for same_kind in by_kind.values():
        groups.join(same_kind)


def _named(members: list[list[Mention]]) -> dict[tuple[str, str], str]:
    plain = {id(group): _best_id(group) for group in members}
    claimants: dict[str, int] = defaultdict(int)
    for best in plain.values():
        claimants[best] += 1
    resolution: dict[tuple[str, str], str] = {}
    for group in members:
        best = plain[id(group)]
        kinds = sorted({kind for mention in group for kind in mention.kinds})
        actor = f"{best}~{'+'.join(kinds)}" if claimants[best] > 1 and kinds else best
        resolution.update({mention.key: actor for mention in group})
    return resolution


def _best_id(group: list[Mention]) -> str:
    for identifier in IDENTIFIERS:
        found = sorted(value for mention in group for name, value in mention.identifiers if name == identifier)
        if found:
            return actor_id("", **{identifier: found[0]})
    return min(mention.given for mention in group)


def _by(mentions: Iterable[Mention], values: Callable[[Mention], Iterable[Key]]) -> dict[Key, list[Mention]]:
    found: dict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for value in values(mention):
            found[value].append(mention)
    return found


def _text(claims: Mapping[str, Claim], name: str) -> str | None:
    claim = claims.get(name)
    return claim.value if claim and isinstance(claim.value, str) else None
