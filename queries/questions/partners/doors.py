"""How an actor is reached from a consortium, and what to do next."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.paths import shortest_paths

_MOST_TIES: Final = 2

Chain = tuple[str, ...]


def doors(network: StakeholderNetwork, consortium: Collection[str], actor: str) -> list[Chain]:
    """Every shortest chain of at most two ties from a member to the actor, without the actor, the strongest first.

    A chain is as strong as its weakest tie. Empty when the actor is further away.
    """
    return [path[:-1] for path in shortest_paths(network, consortium, actor, _MOST_TIES)]


def next_step(chains: list[Chain]) -> str:
    """`call` whom a member knows, or whom nobody does; `ask` to be introduced where a third knows both."""
    return "ask" if chains and len(chains[0]) > 1 else "call"
