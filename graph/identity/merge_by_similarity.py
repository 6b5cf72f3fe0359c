"""Merging groups by the similarity of their names, and finding the candidates for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.identity.blocking import IsTooLarge, candidates, has_many
from graph.identity.clusters import ActorGroups
from graph.identity.evidence import Evidence
from graph.identity.mentions import IDENTIFIERS, Mention, MentionKey
from graph.identity.names import NameForm, name_form
from graph.identity.scoring import Judgement, Side, judge, may_merge

# Names less alike than this, letter by letter, are not compared word by word.
_LEAST_TO_MERGE = 85.0


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention and one of its names."""

    mention: MentionKey
    form: NameForm


NamedPair = tuple[NamedMention, NamedMention]
Judged = tuple[NamedMention, NamedMention, Judgement]


def forms_of(mention: Mention) -> Iterator[NameForm]:
    """The comparable forms of a mention's names and of its aliases that are more than an abbreviation."""
    for name in sorted(mention.written or mention.names):
        yield name_form(name)
    for alias in sorted(mention.aliases):
        if not (form := name_form(alias)).is_acronym:
            yield form


def named_mentions(groups: ActorGroups, mentions: Iterable[Mention]) -> list[NamedMention]:
    """Every different name of every group once, in order."""
    found: dict[tuple[MentionKey, str, str | None], NamedMention] = {}
    for mention in mentions:
        for form in forms_of(mention):
            found.setdefault((groups.find(mention.key), form.key, form.legal_form), NamedMention(mention.key, form))
    return list(found.values())


def mergeable(mentions: Iterable[Mention], is_too_large: IsTooLarge) -> Iterator[tuple[MentionKey, MentionKey]]:
    """Pairs of mentions with names that `join_by_likeness` may join, of every two such names one pair."""
    bearers: dict[NameForm, MentionKey] = {}
    for mention in mentions:
        for form in forms_of(mention):
            bearers.setdefault(replace(form, written="", legal_form=None), mention.key)
    forms = list(bearers)
    for first, second in candidates(forms, _LEAST_TO_MERGE, is_too_large):
        one, other = forms[first], forms[second]
        if one.key != other.key and may_merge(one, other):
            yield bearers[one], bearers[other]


def join_by_likeness(groups: ActorGroups, mentions: Sequence[Mention], is_too_large: IsTooLarge = has_many) -> None:
    """Join the groups whose names are alike enough, the most alike first, as far as nothing contradicts.

    One that is alike to two which contradict each other is joined to neither. Equal names have been decided already.
    """
    judged = judgements(groups, named_mentions(groups, mentions), _LEAST_TO_MERGE, is_too_large)
    merging = [pair for pair in judged if pair[2].band == "merge" and pair[0].form.key != pair[1].form.key]
    undecided = _undecided(groups, merging)
    for one, other, _ in sorted(merging, key=lambda pair: (-pair[2].score, pair[0].mention, pair[1].mention)):
        # Each may have been joined to others meanwhile.
        if not {one.mention, other.mention} & undecided and _is_merge(groups, one, other):
            groups.join((one.mention, other.mention))


def _undecided(groups: ActorGroups, merging: Iterable[Judged]) -> set[MentionKey]:
    """Those that might be either of two which contradict each other."""
    partners: dict[MentionKey, dict[MentionKey, Evidence]] = defaultdict(dict)
    for one, other, _ in merging:
        for mine, theirs in ((one.mention, other.mention), (other.mention, one.mention)):
            partners[mine][groups.find(theirs)] = groups.evidence(theirs)
    return {
        mention
        for mention, found in partners.items()
        if any(mine.contradicts(theirs) for mine, theirs in combinations(found.values(), 2))
    }


def _is_merge(groups: ActorGroups, one: NamedMention, other: NamedMention) -> bool:
    return judge(_side(groups, one), _side(groups, other)).band == "merge"


def judgements(
    groups: ActorGroups, named: Sequence[NamedMention], least: float, is_too_large: IsTooLarge = has_many
) -> Iterator[Judged]:
    """Judge every pair of different groups that is worth comparing."""
    for one, other in (*_by_name(named, least, is_too_large), *_by_number(groups, named)):
        if groups.find(one.mention) != groups.find(other.mention):
            yield one, other, judge(_side(groups, one), _side(groups, other))


def _by_name(named: Sequence[NamedMention], least: float, is_too_large: IsTooLarge) -> Iterator[NamedPair]:
    for first, second in candidates([name.form for name in named], least, is_too_large):
        yield named[first], named[second]


def _by_number(groups: ActorGroups, named: Sequence[NamedMention]) -> Iterator[NamedPair]:
    """Pairs with a number or id in common that are two all the same."""
    bearers: dict[tuple[str, str], dict[MentionKey, NamedMention]] = defaultdict(dict)
    for name in named:
        for kind in IDENTIFIERS:
            for value in groups.evidence(name.mention).identifiers.get(kind, ()):
                bearers[kind, value].setdefault(groups.find(name.mention), name)
    for _, alike in sorted(bearers.items()):
        yield from combinations(alike.values(), 2)


def _side(groups: ActorGroups, named_mention: NamedMention) -> Side:
    return Side(named_mention.form, groups.evidence(named_mention.mention))
