"""The id that mentions of one actor or project are known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from graph.identity.mentions import IDENTIFIERS, Mention, MentionKey
from graph.identity.project_mentions import ProjectMention
from graph.model.records import actor_id, slug

Group = Sequence[Mention]
M = TypeVar("M", Mention, ProjectMention)


def actor_ids(groups: Sequence[Group]) -> dict[MentionKey, str]:
    """By the best identifier, else the smallest id that a dataset gave; one id of several means their kinds, places."""
    return _named(groups, _best_id, (_kinds, _places, _smallest_key))


def project_ids(groups: Sequence[Sequence[ProjectMention]]) -> dict[MentionKey, str]:
    """By the smallest id that a dataset gave."""
    return _named(groups, lambda group: min(mention.given for mention in group), (_smallest_key,))


def _named(
    groups: Sequence[Sequence[M]],
    id_of: Callable[[Sequence[M]], str],
    distinctions: Iterable[Callable[[Sequence[M]], str]],
) -> dict[MentionKey, str]:
    """Give every group an id of its own: where several have one, the distinctions tell them apart, in order."""
    ids = {number: id_of(group) for number, group in enumerate(groups)}
    for distinguish in distinctions:
        for number in _shared(ids):
            if further := distinguish(groups[number]):
                ids[number] = f"{ids[number]}~{further}"
    return {mention.key: ids[number] for number, group in enumerate(groups) for mention in group}


def _shared(ids: dict[int, str]) -> list[int]:
    claimants: dict[str, list[int]] = defaultdict(list)
    for number, id in ids.items():
        claimants[id].append(number)
    return [number for numbers in claimants.values() if len(numbers) > 1 for number in numbers]


def _best_id(group: Group) -> str:
    for identifier in IDENTIFIERS:
        found = sorted(value for mention in group for name, value in mention.identifiers if name == identifier)
        if found:
            return actor_id("", **{identifier: found[0]})
    return min(mention.own_id for mention in group)


def _kinds(group: Group) -> str:
    return "+".join(sorted({kind for mention in group for kind in mention.kinds}))


def _places(group: Group) -> str:
    return "+".join(sorted({slug(place) for mention in group for place in mention.places}))


def _smallest_key(group: Sequence[M]) -> str:
    return "/".join(min(mention.key for mention in group))
