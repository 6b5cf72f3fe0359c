"""How much two groups work together, beside what chance would lead one to expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Final

import networkx as nx
import numpy as np
from scipy import special

from queries.measures.configuration_model import fitted_model
from queries.measures.curveball import curveball_draws
from queries.measures.matrices import Vector, biadjacency
from queries.measures.meetings import Groups, TwoGroupings, expected_meetings, meetings

SEED: Final = 0
_DRAWS: Final = 2000
_FEWEST_DRAWS: Final = 100
_WORK: Final = 50_000_000  # participations dealt out, which takes some five seconds
_BATCHES: Final = 20
_STANDARD_ERRORS: Final = 2.0
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Expectation:
    """A count for two groups beside what is expected.

    Attributes:
        observed: the count.
        expected: its mean; of the configuration model where `from_model`, else of the draws.
        z: (observed − expected) / standard deviation of the draws; None when no draw differs.
        p: twice the probability of a count at least as far out on its side, at most 1; None when no draw differs.
        from_model: whether the model's mean is within two standard errors of the draws'.
    """

    observed: int
    expected: float
    z: float | None
    p: float | None
    from_model: bool


@dataclass(frozen=True, slots=True)
class SharedProjects:
    """The expectation of each pair of groups, and how many draws it is held against."""

    of: Mapping[tuple[str, str], Expectation]
    n_draws: int


def shared_projects(
    two_mode: nx.Graph[str], actors: Set[str], first: Groups, second: Groups | None = None
) -> SharedProjects:
    """For each pair of groups the projects with an actor of the one and another actor of the other.

    Each group of `first` with each of `second`, or of `first` with each other and itself. Expected when every actor
    keeps its number of projects and every project its number of actors: by the configuration model conditional on the
    size of projects where curveball draws agree, else by their mean. How far the count spreads is read off the draws,
    in which both numbers are exact. Actors without a group are drawn too, and in no count.
    """
    model = fitted_model(two_mode, actors)
    groups = TwoGroupings.of(model.actors, first, first if second is None else second)
    participations = biadjacency(two_mode, model.actors, model.projects).tocoo()
    actor, project = participations.row.astype(np.int64), participations.col.astype(np.int64)
    n_draws = _n_draws(len(actor))
    draws = np.array(
        [
            meetings(drawn, project, len(model.projects), groups)
            for drawn in curveball_draws(actor, project, n_draws, SEED)
        ]
    )
    observed, by_model = meetings(actor, project, len(model.projects), groups), expected_meetings(model, groups)
    pairs = product(*map(enumerate, groups.names))
    return SharedProjects(
        {
            (g, h): _expectation(int(observed[i, j]), float(by_model[i, j]), draws[:, i, j])
            for (i, g), (j, h) in pairs
            if second is not None or g <= h
        },
        n_draws,
    )


def _n_draws(n_participations: int) -> int:
    """As many as fit in the work, in whole batches."""
    most = min(_DRAWS, max(_FEWEST_DRAWS, _WORK // max(n_participations, 1)))
    return most - most % _BATCHES


def _expectation(observed: int, by_model: float, draws: Vector) -> Expectation:
    # Draws that follow each other are alike, means of batches are not.
    error = draws.reshape(_BATCHES, -1).mean(axis=1).std(ddof=1) / sqrt(_BATCHES)
    mean, spread = float(draws.mean()), float(draws.var())
    from_model = bool(abs(by_model - mean) <= _STANDARD_ERRORS * error + _ROUNDING)
    expected = by_model if from_model else mean
    if not spread and observed == mean:
        return Expectation(observed, expected, None, None, from_model)
    variance = spread or max(expected, 1 / len(draws))  # none of the draws is as rare as what is observed
    z = (observed - expected) / sqrt(variance)
    return Expectation(observed, expected, z, _two_sided(observed, expected, variance), from_model)


def _two_sided(observed: int, mean: float, variance: float) -> float:
    """Twice the smaller tail, the observed count in it, of the binomial with this mean and variance; else of Poisson.

    A count of projects is nearly a sum of independent chances, which the binomial fits also where it is small and
    skewed; its number of trials need not be whole.
    """
    if variance < mean:
        trials, chance = mean**2 / (mean - variance), 1 - variance / mean
        at_most, at_least = _binomial_tails(observed, trials, chance)
    else:
        at_most, at_least = special.gammaincc(observed + 1, mean), special.gammainc(observed, mean) if observed else 1.0
    return float(min(1.0, 2 * min(at_most, at_least)))


def _binomial_tails(count: int, trials: float, chance: float) -> tuple[float, float]:
    """The probabilities of at most and of at least this many successes."""
    at_most = special.betainc(trials - count, count + 1, 1 - chance) if count < trials else 1.0
    at_least = special.betainc(count, trials - count + 1, chance) if 0 < count < trials + 1 else float(not count)
    return float(at_most), float(at_least)


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """The q of each p: the share of false findings among all with a p at most this small (Benjamini & Hochberg 1995).

    An undefined p stays None and is not counted among the tests.
    """
    order = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    found: list[float | None] = [None] * len(p_values)
    smallest = 1.0
    for rank, (p, place) in reversed(list(enumerate(order, start=1))):
        smallest = min(smallest, p * len(order) / rank)
        found[place] = smallest
    return found
