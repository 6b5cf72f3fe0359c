"""Merging groups that have the same name, as far as no evidence contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.identity.clusters import ActorGroups
from graph.identity.evidence import Evidence, is_unique_name, legal_form
from graph.identity.mentions import IDENTIFIERS, REGISTERED, MentionKey
from graph.identity.names import NameForm
from graph.identity.places import agree


@dataclass(frozen=True, slots=True)
class Bearer:
    """A group that bears the name, and how it writes it."""

    root: MentionKey
    form: NameForm
    evidence: Evidence


Bearers = list[Bearer]
Parts = Mapping[Hashable, Bearers]


def join_by_name(groups: ActorGroups, forms: Mapping[MentionKey, NameForm]) -> None:
    """Join the groups of these mentions, which have one name.

    Where they contradict each other, in identifiers, kinds, legal forms, letters or places, those that agree are
    joined, and those that say nothing of it are joined apart: nobody knows which of the others they mean.
    """
    bearers = {groups.find(key): form for key, form in sorted(forms.items(), reverse=True)}
    if len(bearers) > 1:
        named = [Bearer(root, form, groups.evidence(root)) for root, form in sorted(bearers.items())]
        for part in _consistent(named, _DIVISIONS):
            groups.join([bearer.root for bearer in part])


def _consistent(bearers: Bearers, divisions: tuple[Callable[[Bearers], Parts], ...]) -> Iterator[Bearers]:
    if not divisions or len(bearers) < 2:
        yield bearers
        return
    parts = divisions[0](bearers)
    if len(parts.keys() - {None}) < 2:
        yield from _consistent(bearers, divisions[1:])
        return
    for part in parts.values():
        yield from _consistent(part, divisions[1:])


def _divided(value: Callable[[Bearer], Hashable]) -> Callable[[Bearers], Parts]:
    def divide(bearers: Bearers) -> Parts:
        parts: dict[Hashable, Bearers] = defaultdict(list)
        for bearer in bearers:
            parts[value(bearer)].append(bearer)
        return parts

    return divide


def _by_identifier(kind: str) -> Callable[[Bearers], Parts]:
    # Groups with a common identifier are one already, unless a person judged them different.
    return _divided(lambda bearer: bearer.root if kind in bearer.evidence.identifiers else None)


def _by_place(bearers: Bearers) -> Parts:
    if is_unique_name(bearers[0].form, (place for bearer in bearers for place in bearer.evidence.places)):
        return {None: bearers}
    parts: dict[Hashable, Bearers] = defaultdict(list)
    for bearer in bearers:
        parts[_agreeing(parts, bearer)].append(bearer)
    return parts


def _agreeing(parts: Parts, bearer: Bearer) -> Hashable:
    """The first part all of whose bearers may sit where this one sits; a new one when there is none."""
    places = bearer.evidence.places
    if not places:
        return None
    for key, part in parts.items():
        if key is not None and all(agree(places, member.evidence.places) for member in part):
            return key
    return bearer.root


_DIVISIONS: Final = (
    *map(_by_identifier, (REGISTERED, *IDENTIFIERS)),
    _divided(lambda bearer: tuple(sorted(bearer.evidence.kinds)) or None),
    _divided(lambda bearer: legal_form(bearer.form, bearer.evidence.places)),
    _divided(lambda bearer: bearer.form.marked or None),
    _by_place,
)
