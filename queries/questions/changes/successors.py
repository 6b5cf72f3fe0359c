"""Who is who between two revisions: what the actors and projects of an earlier one are called in a later one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork

FactKey = tuple[str, str, str, str | None]
"""Type, start, end and discriminator: what makes it the same fact."""


@dataclass(frozen=True, slots=True)
class Successors:
    """`now` has the id that a node has otherwise now, `merged` the ids that became one, `split` the reverse."""

    now: Mapping[str, str]
    merged: Mapping[str, tuple[str, ...]]
    split: Mapping[str, tuple[str, ...]]

    @classmethod
    def between(cls, earlier: StakeholderNetwork, later: StakeholderNetwork) -> Successors:
        """Read off the reports that both have: a report keeps its key when who it is about is decided anew."""
        became: dict[str, set[str]] = defaultdict(set)
        for then, now in _ends(earlier, later):
            became[then].add(now)
        gone = {id: ids for id, ids in became.items() if not _has(later, id)}
        renamed = {id: next(iter(ids)) for id, ids in gone.items() if len(ids) == 1}
        came_from: dict[str, set[str]] = defaultdict(set)
        for then, successor in renamed.items():
            came_from[successor].add(then)
        for successor, ids in came_from.items():
            ids |= {successor} if _has(earlier, successor) else set()
        merged = {id: tuple(sorted(ids)) for id, ids in came_from.items() if len(ids) > 1}
        split = {id: tuple(sorted(ids)) for id, ids in became.items() if len(ids) > 1}
        return cls(renamed, merged, split)

    def key(self, fact: Fact) -> FactKey:
        """What makes an earlier fact the same as a later one."""
        return key_of(fact, self.now.get(fact.start, fact.start), self.now.get(fact.end, fact.end))


def key_of(fact: Fact, start: str, end: str) -> FactKey:
    """The key of a fact with these ends; the order of a collaboration's ends and the phrase for a theme say nothing."""
    if fact.type == "COLLABORATES_WITH":
        start, end = sorted((start, end))
    return fact.type, start, end, None if fact.type == "ABOUT" else fact.discriminator


def _ends(earlier: StakeholderNetwork, later: StakeholderNetwork) -> Iterator[tuple[str, str]]:
    """The ends of each report that both have, then and now."""
    facts = {(fact.type, report.key): fact for fact in later.facts for report in fact.reports}
    for fact in earlier.facts:
        for report in fact.reports:
            if now := facts.get((fact.type, report.key)):
                yield from _pairs(fact, now)


def _pairs(then: Fact, now: Fact) -> Iterator[tuple[str, str]]:
    before, after = {then.start, then.end}, {now.start, now.end}
    if then.type != "COLLABORATES_WITH":
        yield from ((then.start, now.start), (then.end, now.end))
    elif len(before - after) <= 1:  # which end is which is known only where at least one stayed
        yield from ((id, id) for id in before & after)
        yield from zip(before - after, after - before, strict=False)


def _has(network: StakeholderNetwork, id: str) -> bool:
    return any(id in nodes for nodes in (network.actors, network.projects, network.themes, network.places))
