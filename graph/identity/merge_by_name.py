"""Merging groups that have the same name, as far as no evidence contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.identity.clusters import ActorGroups
from graph.identity.evidence import (
    Evidence,
    is_firms_name,
    is_grown,
    is_own_name,
    is_unique_name,
    legal_form,
    other_city,
)
from graph.identity.mentions import IDENTIFIERS, REGISTERED, MentionKey
from graph.identity.names import NameForm, name_form
from graph.identity.places import agree


@dataclass(frozen=True, slots=True)
class Bearer:
    """A group that bears the name, and how it writes it."""

    root: MentionKey
    form: NameForm
    evidence: Evidence


Bearers = list[Bearer]
Parts = Mapping[Hashable, Bearers]
Divisions = tuple[Callable[[Bearers], Parts], ...]


def join_by_name(groups: ActorGroups, forms: Mapping[MentionKey, NameForm]) -> None:
    """Join the groups of these mentions, which have one name.

    Where they contradict each other, in identifiers, countries, kinds, legal forms, letters, order of words or places,
    those that agree are joined, and those that say nothing of it are joined apart: nobody knows which of the others
    they mean.
    """
    _join(groups, forms, _DIVISIONS)


def join_by_identifier(groups: ActorGroups, keys: Iterable[MentionKey]) -> None:
    """Join the groups of these mentions, which have one identifier, but none that have others of one scheme."""
    _join(groups, dict.fromkeys(keys, _NAMELESS), _NUMBERS)


def _join(groups: ActorGroups, forms: Mapping[MentionKey, NameForm], divisions: Divisions) -> None:
    bearers = {groups.find(key): form for key, form in sorted(forms.items(), reverse=True)}
    if len(bearers) > 1:
        named = [Bearer(root, form, groups.evidence(root)) for root, form in sorted(bearers.items())]
        for part in _consistent(named, divisions):
            groups.join([bearer.root for bearer in part])


def _consistent(bearers: Bearers, divisions: Divisions) -> Iterator[Bearers]:
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
    # Groups with a common identifier are one already, unless something else tells them from each other.
    return _divided(lambda bearer: bearer.root if kind in bearer.evidence.identifiers else None)


def _by_number(kind: str) -> Callable[[Bearers], Parts]:
    return lambda bearers: _agreeing(bearers, lambda bearer: bearer.evidence.identifiers.get(kind, set()), _share)


def _share(one: set[str], other: set[str]) -> bool:
    return not one.isdisjoint(other)


def _by_place(bearers: Bearers) -> Parts:
    if is_unique_name(bearers[0].form, (place for bearer in bearers for place in bearer.evidence.places)):
        return {None: bearers}
    evidences = [bearer.evidence for bearer in bearers]
    if all(is_firms_name(bearers[0].form, bearer.form, evidences) for bearer in bearers):
        return {None: bearers}
    return _agreeing(bearers, lambda bearer: bearer.evidence.places, agree)


def _by_country(bearers: Bearers) -> Parts:
    return _agreeing(bearers, lambda bearer: bearer.evidence.countries, _share)


def _by_kind(bearers: Bearers) -> Parts:
    if is_own_name([bearer.form for bearer in bearers], [bearer.evidence for bearer in bearers]):
        return {None: bearers}
    return _divided(lambda bearer: tuple(sorted(bearer.evidence.kinds)) or None)(bearers)


def _by_legal_form(bearers: Bearers) -> Parts:
    """By the legal forms, unless there are two, one of which comes of the other, in one place."""
    parts = _divided(lambda bearer: legal_form(bearer.form, bearer.evidence.countries))(bearers)
    forms = [form for form in parts if isinstance(form, str)]
    is_one_place = all(bearers[0].evidence.same_place(bearer.evidence) for bearer in bearers)
    return {None: bearers} if len(forms) == 2 and is_one_place and is_grown(*forms) else parts


def _by_order(bearers: Bearers) -> Parts:
    """By the order of the words, unless all sit in one place or country."""
    if all(bearers[0].evidence.same_area(bearer.evidence) for bearer in bearers):
        return {None: bearers}
    return _divided(lambda bearer: bearer.form.order)(bearers)


def _by_city(bearers: Bearers) -> Parts:
    countries = {country for bearer in bearers for country in bearer.evidence.countries}
    if not any(other_city(bearers[0].form, bearer.form, countries) for bearer in bearers):
        return {None: bearers}
    return _divided(lambda bearer: bearer.form.is_city)(bearers)


def _agreeing(
    bearers: Bearers, said: Callable[[Bearer], set[str]], agrees: Callable[[set[str], set[str]], bool]
) -> Parts:
    """Each in the first part with all of whose bearers it agrees, in a new one when there is none."""
    parts: dict[Hashable, Bearers] = defaultdict(list)
    for bearer in bearers:
        own = said(bearer)
        found = (
            key for key, part in parts.items() if key is not None and all(agrees(own, said(member)) for member in part)
        )
        parts[next(found, bearer.root) if own else None].append(bearer)
    return parts


_NAMELESS: Final = name_form("")
_NUMBERS: Final = tuple(map(_by_number, IDENTIFIERS))
_DIVISIONS: Final = (
    *map(_by_identifier, (REGISTERED, *IDENTIFIERS)),
    _by_country,
    _by_kind,
    _by_legal_form,
    _divided(lambda bearer: bearer.form.marked or None),
    _by_city,
    _by_order,
    _by_place,
)
