"""Things worked out once about a network and kept as long as it lives, like a cached property of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from graph.network.network import StakeholderNetwork
from graph.network.view import View

Kept = TypeVar("Kept")

_WHOLE: Final = "kept:whole"


def kept(network: StakeholderNetwork, name: str, build: Callable[[], Kept]) -> Kept:
    """What `build` gave when it was first asked for under this name. Two threads may both build; one result stays."""
    store: dict[str, Any] = network.__dict__
    key = f"kept:{name}"
    if key not in store:
        store.setdefault(key, build())
    return cast(Kept, store[key])


def belongs_to(network: StakeholderNetwork, whole: StakeholderNetwork) -> StakeholderNetwork:
    """The same network, which now knows the whole one of its revision that its view was cut from."""
    network.__dict__[_WHOLE] = whole
    return network


def whole_of(network: StakeholderNetwork) -> StakeholderNetwork | None:
    """The network of the default view of this revision: itself, or the one it was told of; None when it was not."""
    if network.view == View():
        return network
    return network.__dict__.get(_WHOLE)
