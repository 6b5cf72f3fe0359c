"""Things worked out once about a network and kept as long as it lives, like a cached property of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final, TypeVar, cast

from graph.network.facts import Verdict
from graph.network.network import StakeholderNetwork
from graph.network.view import View

Kept = TypeVar("Kept")

_STORE: Final = "kept"
_WHOLE: Final = "whole"
_OF_VERDICTS: Final = frozenset({"_verdicts", _WHOLE})


def kept(network: StakeholderNetwork, name: str, build: Callable[[], Kept]) -> Kept:
    """What `build` gave when it was first asked for under this name. Two threads may both build; one result stays.

    It must not depend on verdicts.
    """
    store: dict[str, Any] = network.__dict__.setdefault(_STORE, {})
    if name not in store:
        store.setdefault(name, build())
    return cast(Kept, store[name])


def with_verdicts(network: StakeholderNetwork, revision: int, verdicts: tuple[Verdict, ...]) -> StakeholderNetwork:
    """The network at a later revision that only holds verdicts: what was worked out on it is shared, not done again."""
    network.__dict__.setdefault(_STORE, {})
    later = replace(network, revision=revision, verdicts=verdicts)
    declared = {each.name for each in fields(network)}
    later.__dict__.update(
        {name: value for name, value in network.__dict__.items() if name not in declared | _OF_VERDICTS}
    )
    return later


def belongs_to(network: StakeholderNetwork, whole: StakeholderNetwork) -> StakeholderNetwork:
    """The same network, which now knows the whole one of its revision that its view was cut from."""
    network.__dict__[_WHOLE] = whole
    return network


def whole_of(network: StakeholderNetwork) -> StakeholderNetwork | None:
    """The network of the default view of this revision: itself, or the one it was told of; None when it was not."""
    if network.view == View():
        return network
    return network.__dict__.get(_WHOLE)
