"""Betweenness in a view, exact or estimated by how large the view is; cached with the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import SEED
from queries.finding.meeting import tied_two_mode
from queries.measures.betweenness import betweenness, is_small, two_mode_betweenness
from queries.measures.ties import Ties

ERROR: Final = 0.001
"""What an estimate is at most off by, with probability 0.9."""


def brokerage(network: StakeholderNetwork, ties: Ties | None = None) -> Mapping[str, float]:
    """Betweenness of every actor of P; `ties` are those of P where they are at hand."""

    def build() -> Mapping[str, float]:
        known = ties or Ties(network.collaboration)
        return betweenness(network.collaboration, None if is_exact(network, known) else ERROR, SEED, known)

    return network.cached("betweenness", build)


def is_exact(network: StakeholderNetwork, ties: Ties | None = None) -> bool:
    """Whether betweenness in P is computed, so that a difference says something; else it is estimated."""
    return network.cached("betweenness exact", lambda: is_small(ties or Ties(network.collaboration)))


def two_mode_brokerage(network: StakeholderNetwork) -> Mapping[str, float]:
    """Betweenness of every actor of B, without participations that make no tie."""

    def build() -> Mapping[str, float]:
        graph = tied_two_mode(network)
        actors, ties = frozenset(node for node in graph if node in network.actors), Ties(graph)
        return two_mode_betweenness(graph, actors, None if is_small(ties) else ERROR, SEED, ties)

    return network.cached("two-mode betweenness", build)
