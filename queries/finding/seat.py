"""Who sits in a place that is sought: in an answer they come first, and rank by themselves."""

from __future__ import annotations

from collections.abc import Collection

from graph.network.network import StakeholderNetwork


def is_seated(network: StakeholderNetwork, actor: str, places: Collection[str]) -> bool | None:
    """Whether an actor sits in one of these places or below it; None where no place is sought."""
    return not network.areas_of(actor).isdisjoint(places) if places else None
