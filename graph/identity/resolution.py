"""Which mentions are one actor, under which id, and which a person should decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.identity.clusters import ActorGroups
from graph.identity.ids import actor_ids
from graph.identity.mentions import Mention, MentionKey, Resolution
from graph.identity.merge_by_name import join_by_identifier, join_by_name
from graph.identity.merge_by_similarity import forms_of, join_by_likeness, judgements, named_mentions
from graph.identity.names import NameForm, name_form
from graph.identity.pairs import Decision
from graph.identity.project_mentions import ProjectMention
from graph.identity.scoring import Judgement, contested
from graph.messages import Message

Key = TypeVar("Key", bound=Hashable)
M = TypeVar("M", Mention, ProjectMention)
Members = TypeVar("Members", bound=Collection[MentionKey])

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


def ordered_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Each once, in an order of their own."""
    return sorted(set(decisions), key=lambda decision: (decision.pair.keys, decision.judgement))


def resolve(mentions: Iterable[Mention], decisions: Iterable[Decision] = ()) -> Resolution:
    """Map every mention (dataset, given id) to the id of the actor it means.

    What a person called the same is one actor, then what has an equal identifier and no other of one scheme, then what
    has equal names without anything that contradicts (other identifiers, countries, kinds, legal forms, places), then
    what `scoring` finds alike enough.
    What a person called different is never one: of the links between two such the weakest is left out. The answer is a
    function of the sets of mentions and decisions; a mention or decision that goes takes its merges with it.
    """
    ordered = in_order(mentions)
    groups = join_by_names(ordered, decisions)
    join_by_likeness(groups, ordered)
    return actor_ids_of(groups, {mention.key: mention for mention in ordered})


def open_questions(mentions: Iterable[Mention], decisions: Iterable[Decision] = ()) -> list[Candidate]:
    """The pairs of actors that a person should decide, the most likely first; decided ones are not asked again."""
    ordered = in_order(mentions)
    groups = join_by_names(ordered, decisions)
    join_by_likeness(groups, ordered)
    return questions_between(groups, ordered)


def questions_between(groups: ActorGroups, mentions: Sequence[Mention]) -> list[Candidate]:
    """The pairs of these groups of all mentions, which are in order, that a person should decide."""
    best: dict[tuple[MentionKey, MentionKey], Candidate] = {}
    for one, other, judgement in judgements(groups, named_mentions(groups, mentions), _LEAST_TO_ASK):
        first, second = sorted((groups.find(one.mention), groups.find(other.mention)))
        if judgement.band != "apart" and groups.may_join(first, second):
            candidate = Candidate.of(one.mention, other.mention, contested(judgement))
            best[first, second] = min(candidate, best.get((first, second), candidate), key=rank)
    return sorted(best.values(), key=rank)


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in the order of their keys."""
    return sorted(mentions, key=lambda mention: mention.key)


def actor_ids_of(groups: ActorGroups, mentions: Mapping[MentionKey, Mention]) -> Resolution:
    """The id of the actor that each mention in these groups means."""
    return actor_ids([[mentions[key] for key in members] for members in groups.sets()])


def join_by_names(mentions: Sequence[Mention], decisions: Iterable[Decision]) -> ActorGroups:
    """What decisions, identifiers and equal names make one: only what has one of them in common is looked at."""
    groups = ActorGroups(mentions, ordered_decisions(decisions))
    groups.join_decided()
    for _, alike in _shared(by(mentions, lambda mention: mention.identifiers)):
        join_by_identifier(groups, alike)
    # In alphabetical order: a mention with two names may be joined by either, and the first decides.
    for name, alike in _shared(by(mentions, lambda mention: mention.names)):
        join_by_name(groups, {key: name_form(name) for key in alike})
    for _, bearers in _shared(by_form(mentions)):
        join_by_name(groups, bearers)
    return groups


def _shared(by_value: Mapping[Key, Members]) -> list[tuple[Key, Members]]:
    """What several mentions have, in order."""
    return sorted((value, members) for value, members in by_value.items() if len(members) > 1)


def by(mentions: Iterable[M], values: Callable[[M], Iterable[Key]]) -> dict[Key, list[MentionKey]]:
    """The mentions that have each of these values."""
    found: dict[Key, list[MentionKey]] = defaultdict(list)
    for mention in mentions:
        for value in values(mention):
            found[value].append(mention.key)
    return found


def by_form(mentions: Iterable[Mention]) -> dict[str, dict[MentionKey, NameForm]]:
    """The mentions by the comparable words of their names, each with how it writes them."""
    found: dict[str, dict[MentionKey, NameForm]] = defaultdict(dict)
    for mention in mentions:
        for form in forms_of(mention):
            if form.key:
                found[form.key].setdefault(mention.key, form)
    return found
