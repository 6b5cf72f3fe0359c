"""The id an actor is known by: its best identifier, else the smallest id that a dataset gave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.identity.mentions import IDENTIFIERS, Mention, MentionKey
from graph.records import actor_id, slug

Group = Sequence[Mention]


def named(groups: Sequence[Group]) -> dict[MentionKey, str]:
    """Give every group an id of its own: where several have one, their kinds tell them apart, then their places."""
    ids = {number: _best_id(group) for number, group in enumerate(groups)}
    for distinguish in (_kinds, _places, _smallest_key):
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


def _smallest_key(group: Group) -> str:
    return "/".join(min(mention.key for mention in group))
