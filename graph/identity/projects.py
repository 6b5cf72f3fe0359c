"""Which mentions of projects are one project, under which id, and which a person should decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

import networkx as nx

from graph.identity.clusters import Groups
from graph.identity.ids import project_ids
from graph.identity.mentions import MentionKey, Resolution
from graph.identity.pairs import Decision
from graph.identity.project_mentions import ProjectMention, compact
from graph.identity.project_scoring import Team, judge_projects
from graph.identity.resolution import Candidate, ordered_decisions, rank
from graph.identity.scoring import Judgement, contested

Teams = Callable[[Sequence[MentionKey]], Mapping[MentionKey, Team]]
Judged = tuple[MentionKey, MentionKey, Judgement]
Blocks = dict[str, list[ProjectMention]]

_LARGEST_BLOCK: Final = 40
_SHORTEST_ACRONYM: Final = 3
_END: Final = 20


def resolve_projects(
    mentions: Iterable[ProjectMention],
    teams: Teams,
    decisions: Iterable[Decision] = (),
    passed_over: Collection[str] | None = None,
) -> Resolution:
    """Map every mention (dataset, given id) to the id of the project it means.

    What a person called the same is one project, then what bears one id, then what `project_scoring` finds to be one;
    of several in one dataset that a mention might be, it is none. `teams` is asked who takes part, only of mentions
    that are worth comparing. A function of the sets of mentions and decisions, as for actors. `passed_over` are the
    blocks of too many to compare where `mentions` are some of more.
    """
    found = _Projects(mentions, teams, decisions, passed_over)
    return project_ids([[found.by_key[key] for key in members] for members in found.groups.sets()])


def open_project_questions(
    mentions: Iterable[ProjectMention], teams: Teams, decisions: Iterable[Decision] = ()
) -> list[Candidate]:
    """The pairs of projects that a person should decide, the most likely first; decided ones are not asked again."""
    projects = _Projects(mentions, teams, decisions)
    best: dict[tuple[MentionKey, MentionKey], Candidate] = {}
    for one, other, judgement in projects.judged:
        first, second = sorted(map(projects.groups.find, (one, other)))
        if first != second and judgement.band != "apart" and projects.groups.may_join(first, second):
            candidate = Candidate.of(one, other, contested(judgement))
            best[first, second] = min(candidate, best.get((first, second), candidate), key=rank)
    return sorted(best.values(), key=rank)


class _Projects:
    """Mentions in groups, with every pair that was worth comparing as it was judged."""

    def __init__(
        self,
        mentions: Iterable[ProjectMention],
        teams: Teams,
        decisions: Iterable[Decision],
        passed_over: Collection[str] | None = None,
    ) -> None:
        self.by_key = {mention.key: mention for mention in sorted(mentions, key=lambda mention: mention.key)}
        self.groups = Groups(self.by_key, ordered_decisions(decisions))
        pairs = candidate_projects(blocks_of(self.by_key.values()), passed_over)
        team_of = dict(teams(sorted({key for pair in pairs for key in pair})))
        self.judged: list[Judged] = [
            (one, other, judge_projects(self.by_key[one], self.by_key[other], team_of)) for one, other in pairs
        ]
        self.groups.join_decided()
        for members in _by_id(self.by_key):
            self.groups.join(members)
        self._join_alike()

    def _join_alike(self) -> None:
        """First what is registered under one number, then what is one without choice."""
        merging = [pair for pair in self.judged if pair[2].band == "merge"]
        for one, other, judgement in merging:
            if any(key == "same_number" for key, _ in judgement.findings):
                self.groups.join((one, other))
        members = {self.groups.find(keys[0]): keys for keys in self.groups.sets()}
        find = self.groups.find
        alike = nx.Graph((find(one), find(other)) for one, other, _ in merging)
        for component in nx.connected_components(alike):
            datasets = [dataset for root in component for dataset in {key[0] for key in members[root]}]
            # A dataset with records in several of them keeps those apart, and nobody knows which the others mean.
            if len(set(datasets)) == len(datasets):
                self.groups.join(component)


def _by_id(keys: Iterable[MentionKey]) -> Iterator[list[MentionKey]]:
    by_id: dict[str, list[MentionKey]] = defaultdict(list)
    for key in keys:
        by_id[key[1]].append(key)
    return (members for members in by_id.values() if len(members) > 1)


def blocks_of(mentions: Iterable[ProjectMention]) -> Blocks:
    """Mentions that share a number, a page, an acronym, or a title or the beginning or end of a long one."""
    blocks: Blocks = defaultdict(list)
    for mention in mentions:
        for key in set(_keys(mention)):
            blocks[key].append(mention)
    return blocks


def too_large(blocks: Blocks) -> frozenset[str]:
    """The blocks of too many to compare."""
    return frozenset(key for key, members in blocks.items() if len(members) > _LARGEST_BLOCK)


def candidate_projects(blocks: Blocks, passed_over: Collection[str] | None) -> list[tuple[MentionKey, MentionKey]]:
    """Pairs worth comparing, in order; where nobody says which blocks to pass over, not those that are too large."""
    passed_over = too_large(blocks) if passed_over is None else passed_over
    pairs: set[tuple[MentionKey, MentionKey]] = set()
    for key, members in blocks.items():
        if len(members) > 1 and key not in passed_over:
            pairs.update((one.key, other.key) for one, other in combinations(members, 2) if _comparable(one, other))
    return sorted(pairs)


def _keys(mention: ProjectMention) -> Iterator[str]:
    yield from (f"number {number}" for number in mention.comparable_numbers)
    yield from (f"page {page}" for page in mention.pages)
    for acronym in map(compact, mention.acronyms):
        if len(acronym) >= _SHORTEST_ACRONYM:
            yield f"acronym {acronym}"
    for title in map(compact, mention.titles):
        yield f"title {title}"
        if len(title) > _END:
            yield f"start {title[:_END]}"
            yield f"end {title[-_END:]}"


def _comparable(one: ProjectMention, other: ProjectMention) -> bool:
    """Of two records of one register only those with a common number or page, or without any number, may be one."""
    if one.dataset != other.dataset or not (one.numbers and other.numbers):
        return True
    return bool(one.comparable_numbers & other.comparable_numbers or one.pages & other.pages)
