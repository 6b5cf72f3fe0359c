"""How far estimated betweenness is from the exact, in both networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.network.network import StakeholderNetwork
from queries.finding.meeting import tied_two_mode
from queries.measures.betweenness import betweenness, two_mode_betweenness
from queries.measures.ties import Ties
from queries.questions.brokers.between import ERROR


@dataclass(frozen=True, slots=True)
class Errors:
    """Of one estimate.

    Attributes:
        of: `collaboration` or `two_mode`.
        seed: of the estimate.
        largest: the largest absolute error of an actor; what is promised is `ERROR` with probability 0.9.
        mean: the mean absolute error of those who lie between others.
        wrong_zeros: actors that one of both has at 0 and the other has not.
    """

    of: str
    seed: int
    largest: float
    mean: float
    wrong_zeros: int


def errors(network: StakeholderNetwork, seeds: int) -> Iterator[Errors]:
    """The errors of so many estimates of each network, with seeds from 0 on."""
    collaboration, two_mode = network.collaboration, tied_two_mode(network)
    actors = frozenset(node for node in two_mode if node in network.actors)
    ties, two_mode_ties = Ties(collaboration), Ties(two_mode)
    exact = betweenness(collaboration, ties=ties)
    exact_two_mode = two_mode_betweenness(two_mode, actors, ties=two_mode_ties)
    for seed in range(seeds):
        yield _errors("collaboration", seed, exact, betweenness(collaboration, ERROR, seed, ties))
        found = two_mode_betweenness(two_mode, actors, ERROR, seed, two_mode_ties)
        yield _errors("two_mode", seed, exact_two_mode, found)


def _errors(of: str, seed: int, exact: Mapping[str, float], found: Mapping[str, float]) -> Errors:
    off = {actor: abs(found[actor] - value) for actor, value in exact.items()}
    brokers = [actor for actor, value in exact.items() if value]
    return Errors(
        of,
        seed,
        max(off.values(), default=0.0),
        sum(off[actor] for actor in brokers) / len(brokers) if brokers else 0.0,
        sum((not found[actor]) != (not value) for actor, value in exact.items()),
    )
