"""Things worked out once about a network and kept as long as it lives, like a cached property of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from graph.network.network import StakeholderNetwork

Kept = TypeVar("Kept")


def kept(network: StakeholderNetwork, name: str, build: Callable[[], Kept]) -> Kept:
    """What `build` gave when it was first asked for under this name. Two threads may both build; one result stays.

    It does not depend on verdicts: a later revision that only holds verdicts shares it.
    """
    store: dict[str, Any] = network.__dict__.setdefault("kept", {})
    if name not in store:
        store.setdefault(name, build())
    return cast(Kept, store[name])
