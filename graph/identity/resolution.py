"""Which mentions are one actor, under which id, and which a person should decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.identity.clusters import ActorGroups
from graph.identity.ids import actor_ids
from graph.identity.mentions import Mention, MentionKey, Resolution, Verdict
from graph.identity.merge_by_name import join_by_name
from graph.identity.merge_by_similarity import bearings, forms_of, join_by_likeness, judgements
from graph.identity.names import NameForm, name_form
from graph.identity.scoring import Judgement, doubted
from graph.messages import Message

Key = TypeVar("Key", bound=Hashable)

# Names less alike than this, letter by letter, are not compared word by word.
_LEAST_TO_ASK = 62.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of mentions that may mean one actor: a mention of each of the two actors, the most alike ones.

    `score` is 0–100; `differs` names what the two say differently (name, legal_form, kind, place, org_number, …).
    """

    one: MentionKey
    other: MentionKey
    score: float
    reasons: tuple[Message, ...]
    differs: tuple[str, ...]

    @classmethod
    def of(cls, one: MentionKey, other: MentionKey, judgement: Judgement) -> Candidate:
        """The pair, the smaller key first, as it was judged."""
        first, second = sorted((one, other))
        return cls(first, second, judgement.score, judgement.reasons, judgement.differs)


def rank(candidate: Candidate) -> tuple[float, MentionKey, MentionKey]:
    """Sorts the most likely first."""
    return -candidate.score, candidate.one, candidate.other


def ordered_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Each once, in an order of their own."""
    return sorted(set(verdicts), key=lambda verdict: (verdict.one, verdict.other, verdict.kind))


def resolve(mentions: Iterable[Mention], verdicts: Iterable[Verdict] = ()) -> Resolution:
    """Map every mention (dataset, given id) to the id of the actor it means.

    What a person called the same is one actor, then what has an equal identifier, then what has equal names without
    anything that contradicts (other identifiers, kinds, legal forms, places), then what `scoring` finds alike enough.
    What a person told apart is never one: of the links between two such the weakest is left out. The answer is a
    function of the sets of mentions and verdicts; a mention or verdict that goes takes its merges with it.
    """
    ordered = _ordered(mentions)
    by_key = {mention.key: mention for mention in ordered}
    groups = _grouped(ordered, ordered_verdicts(verdicts))
    return actor_ids([[by_key[key] for key in members] for members in groups.sets()])


def open_questions(mentions: Iterable[Mention], verdicts: Iterable[Verdict] = ()) -> list[Candidate]:
    """The pairs of actors that a person should decide, the most likely first; decided ones are not asked again."""
    ordered = _ordered(mentions)
    groups = _grouped(ordered, ordered_verdicts(verdicts))
    best: dict[tuple[MentionKey, MentionKey], Candidate] = {}
    for one, other, judgement in judgements(groups, bearings(groups, ordered), _LEAST_TO_ASK):
        first, second = sorted((groups.find(one.mention), groups.find(other.mention)))
        if judgement.band != "apart" and groups.may_join(first, second):
            candidate = Candidate.of(one.mention, other.mention, doubted(judgement))
            best[first, second] = min(candidate, best.get((first, second), candidate), key=rank)
    return sorted(best.values(), key=rank)


def _ordered(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.key)


def _grouped(mentions: Sequence[Mention], verdicts: Sequence[Verdict]) -> ActorGroups:
    groups = ActorGroups(mentions, verdicts)
    groups.join_decided()
    for _, alike in sorted(_by(mentions, lambda mention: mention.identifiers).items()):
        groups.join(alike)
    # In alphabetical order: a mention with two names may be joined by either, and the first decides.
    for name, alike in sorted(_by(mentions, lambda mention: mention.names).items()):
        join_by_name(groups, {key: name_form(name) for key in alike})
    for _, bearers in sorted(_by_key(mentions).items()):
        join_by_name(groups, bearers)
    join_by_likeness(groups, mentions)
    return groups


def _by(mentions: Iterable[Mention], values: Callable[[Mention], Iterable[Key]]) -> dict[Key, list[MentionKey]]:
    found: dict[Key, list[MentionKey]] = defaultdict(list)
    for mention in mentions:
        for value in values(mention):
            found[value].append(mention.key)
    return found


def _by_key(mentions: Iterable[Mention]) -> dict[str, dict[MentionKey, NameForm]]:
    found: dict[str, dict[MentionKey, NameForm]] = defaultdict(dict)
    for mention in mentions:
        for form in forms_of(mention):
            if form.key:
                found[form.key].setdefault(mention.key, form)
    return found
