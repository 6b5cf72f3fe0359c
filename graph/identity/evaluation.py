"""How right identity is on labelled mentions: pairwise precision and recall, and recall with the questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scipy.cluster.hierarchy import DisjointSet

from graph.identity.mentions import Mention, MentionKey
from graph.identity.resolution import Candidate, open_questions, resolve

Pair = tuple[Mention, Mention]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mention and the entity that a person says it means."""

    mention: Mention
    entity: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairs of mentions: `found` are merged and right of `merged` and of `true` ones; `asked` were right to ask of.

    `questions` is how many questions there are. `false_merges` and `missed` hold pairs that were wrongly merged and
    that were neither merged nor asked of, those of the largest actors first.
    """

    mentions: int
    entities: int
    true: int
    merged: int
    found: int
    asked: int
    questions: int
    false_merges: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def precision(self) -> float | None:
        """Share of the merged pairs that are right; None when none was merged."""
        return self.found / self.merged if self.merged else None

    @property
    def recall(self) -> float | None:
        """Share of the true pairs that were merged; None when no entity has two mentions."""
        return self.found / self.true if self.true else None

    @property
    def recall_with_questions(self) -> float | None:
        """Share of the true pairs that were merged or would be by the right answers to the questions."""
        return (self.found + self.asked) / self.true if self.true else None


def score(labelled: Sequence[Labelled], errors: int = 0) -> Scores:
    """Resolve the mentions as a load would and compare with the labels; `errors` is how many to tell of each kind."""
    mentions = [labelled_mention.mention for labelled_mention in labelled]
    entity = {labelled_mention.mention.key: labelled_mention.entity for labelled_mention in labelled}
    actor = resolve(mentions)
    questions = open_questions(mentions)
    asked = _answered(actor, entity, questions)
    cells = Counter((entity[key], actor[key]) for key in actor)
    answered = Counter((entity[key], asked[key]) for key in actor)
    found, true = _pairs(cells), _pairs(Counter(entity.values()))
    by_key = {mention.key: mention for mention in mentions}
    return Scores(
        mentions=len(mentions),
        entities=len(set(entity.values())),
        true=true,
        merged=_pairs(Counter(actor.values())),
        found=found,
        asked=_pairs(answered) - found,
        questions=len(questions),
        false_merges=tuple(_apart(by_key, _grouped(actor), entity, errors)),
        missed=tuple(_apart(by_key, _grouped(entity), asked, errors)),
    )


def _answered(
    actor: Mapping[MentionKey, str], entity: Mapping[MentionKey, str], questions: Iterable[Candidate]
) -> dict[MentionKey, str]:
    """The actor of every mention once each question is answered by the labels."""
    answered = DisjointSet(actor.values())
    for question in questions:
        if entity[question.one] == entity[question.other]:
            answered.merge(actor[question.one], actor[question.other])
    return {key: answered[id] for key, id in actor.items()}


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _grouped(by_key: Mapping[MentionKey, str]) -> Iterable[list[MentionKey]]:
    groups: dict[str, list[MentionKey]] = defaultdict(list)
    for key in sorted(by_key):
        groups[by_key[key]].append(key)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _apart(
    mentions: Mapping[MentionKey, Mention],
    groups: Iterable[list[MentionKey]],
    other: Mapping[MentionKey, str],
    limit: int,
) -> Iterator[Pair]:
    """Pairs that are together in `groups` and apart in `other`: one for each two parts of a group."""
    for group in groups:
        first: dict[str, MentionKey] = {}
        for key in group:
            first.setdefault(other[key], key)
        for one, two in combinations(first.values(), 2):
            if limit <= 0:
                return
            limit -= 1
            yield mentions[one], mentions[two]
